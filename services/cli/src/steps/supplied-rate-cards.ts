import type { Loaded } from "@tollwright/calculators";
import type { Problem } from "@tollwright/problem";
import { compileNumberingData, documentsFrom, leviesOf, parsedOf, valuesOf } from "@tollwright/rate-card";
import { GapDecision } from "@tollwright/tax";
import { checkYaml } from "@tollwright/yaml";
import { rateCardFiles } from "./rate-card-files.ts";

/**
 * What a quote or a calculator uses where its request is silent: read from files, so that no database is needed. A broken file
 * is told, and the others serve.
 */
export async function suppliedRateCards(
  folder: string,
): Promise<{ readonly supplies: Loaded; readonly problems: readonly Problem[] }> {
  const read = await rateCardFiles([folder]);
  const { documents, problems } = documentsFrom(read.files);
  const decisions = read.files
    .filter(({ path }) => path.endsWith("/gap-decisions.yaml"))
    .map((file) => checkYaml(GapDecision.array(), file));
  const numbering = compileNumberingData(valuesOf(documents, "numbering"));
  return {
    supplies: {
      ...(numbering.ok ? { numbering: numbering.value } : {}),
      legalEntities: valuesOf(documents, "legalEntity"),
      plans: valuesOf(documents, "plan"),
      decks: parsedOf(documents, "deck").map(({ document, value }) => ({ hash: document.hash, deck: value })),
      levies: leviesOf(documents),
      taxes: leviesOf(documents.filter(({ file }) => !isOfCompany(file))),
      coverage: valuesOf(documents, "coverage"),
      decisions: decisions.flatMap((checked) => (checked.ok ? checked.value : [])),
    },
    problems: [
      ...read.problems,
      ...problems,
      ...decisions.flatMap((checked) => (checked.ok ? [] : checked.problems)),
    ],
  };
}

/** Each company's own fees stand in its own folder. */
function isOfCompany(file: string): boolean {
  return file.split("/").includes("companies");
}
