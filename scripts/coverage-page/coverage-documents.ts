import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type CivilDate, civilDate } from "../../packages/calendar/src/index.ts";
import { type Coverage, coverageTable, jurisdictionLabel, type Levy } from "../../packages/tax/src/index.ts";
import { suppliedRateCards } from "../../services/cli/src/steps/supplied-rate-cards.ts";
import { coverageMap, tilesOf } from "./coverage-map.ts";
import { coveragePage } from "./coverage-page.ts";

/** What is written of the levies in `rate-cards/taxes`, by its place in the repository. */
export async function coverageDocuments(root: string): Promise<ReadonlyMap<string, string>> {
  const { supplies, problems } = await suppliedRateCards(join(root, "rate-cards", "taxes"));
  if (problems.length > 0)
    throw new Error(problems.map(({ file, message }) => `${file}: ${message}`).join("\n"));
  const facts = { coverage: supplies.coverage ?? [], levies: supplies.taxes ?? [] };
  const onDay = lastLookedAt(facts);
  const cells = coverageTable({ ...facts, onDay });
  const tiles = tilesOf(readFileSync(join(import.meta.dirname, "state-tiles.csv"), "utf8"));
  return new Map([
    ["docs/coverage.md", coveragePage({ cells, onDay, names: namesOf(facts.coverage) })],
    ["docs/images/coverage-map.svg", coverageMap(cells, tiles)],
  ]);
}

/** The page is of that day, so that it changes with the files alone. */
function lastLookedAt(facts: {
  readonly coverage: readonly Coverage[];
  readonly levies: readonly Levy[];
}): CivilDate {
  const days = [
    ...facts.levies.map(({ verifiedOn }) => verifiedOn ?? ""),
    ...facts.coverage.flatMap(({ entries }) => entries.map(({ seenOn }) => seenOn ?? "")),
  ];
  return civilDate(days.toSorted().at(-1) ?? "");
}

function namesOf(coverage: readonly Coverage[]): ReadonlyMap<string, string> {
  return new Map(
    coverage.flatMap(({ country, states }) =>
      Object.entries(states ?? {}).map(
        ([state, name]) => [jurisdictionLabel({ country, state }), name] as const,
      ),
    ),
  );
}
