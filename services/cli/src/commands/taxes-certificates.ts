import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { civilDateIn } from "@tollwright/calendar";
import type { Account } from "@tollwright/inventory";
import { type CertificateState, certificateReport } from "@tollwright/invoice";
import {
  certificateContent,
  certificateFiles,
  type Database,
  keepCertificateFile,
  versionsInForce,
} from "@tollwright/postgres";
import { type Problem, problem } from "@tollwright/problem";
import { valuesOf } from "@tollwright/rate-card";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { filesMissing } from "../files-missing.ts";
import { answer, table } from "../output.ts";

export function addTaxesCertificates(taxes: Command, runner: Runner): void {
  const certificates = taxes
    .command("certificates")
    .description("Exemption certificates: how far their papers are, and the papers themselves.");
  addList(certificates, runner);
  addKeep(certificates, runner);
  addGet(certificates, runner);
}

function addList(certificates: Command, { withStore }: Runner): void {
  certificates
    .command("list", { isDefault: true })
    .option("--incomplete", "only those that lack something", false)
    .description(
      "List all certificates: what each lacks, and by when the law wants it (90 days from the sale, 120 from a state's asking).",
    )
    .addHelpText("after", "\nExample:\n  tollwright taxes certificates list --incomplete")
    .action(({ incomplete }: { readonly incomplete: boolean }) =>
      withStore(async ({ database, clock, output }) => {
        const kept = await certificateFiles(database);
        const report = certificateReport(await accountsOf(database), {
          today: civilDateIn(clock(), "UTC"),
          kept,
        });
        const shown = report.filter(
          ({ missing, file }) => !incomplete || missing.length > 0 || file === "missing",
        );
        answer(output, { json: shown, people: reportText(shown) });
        return undefined;
      }),
    );
}

function addKeep(certificates: Command, { withStore }: Runner): void {
  certificates
    .command("keep")
    .argument("<account>", "whose certificate")
    .argument("<certificate>", "its name in the account's file")
    .argument("<file>", "the paper, as it came: PDF, image")
    .requiredOption("--by <name>", "who keeps it")
    .description(
      "Keep the paper of a certificate, and print its hash, for `papers.sha256` of the account's file.",
    )
    .addHelpText(
      "after",
      "\nExample:\n  tollwright taxes certificates keep acme TX-RESALE-1 resale.pdf --by 'N. Ops'",
    )
    .action((account: string, certificate: string, file: string, { by }: { readonly by: string }) =>
      withStore(async ({ database, clock, output }) => {
        const known = (await accountsOf(database)).find(({ id }) => id === account);
        if (!known?.exemptions.some((one) => one.certificate === certificate))
          return { problems: [unknown(account, certificate)] };
        const content = await readFile(file).catch(() => null);
        if (content === null) return { problems: [filesMissing(file)] };
        const sha256 = await keepCertificateFile(database, {
          ...{ account, certificate, name: basename(file), content },
          ...{ keptBy: by, keptAt: clock() },
        });
        answer(output, { json: { account, certificate, sha256 }, people: sha256 });
        return undefined;
      }),
    );
}

function addGet(certificates: Command, { withStore }: Runner): void {
  certificates
    .command("get")
    .argument("<account>", "whose certificate")
    .argument("<certificate>", "its name in the account's file")
    .option("--out <file>", "where to write it (default: standard output)")
    .description("Give the paper of a certificate back, byte for byte as it came.")
    .addHelpText("after", "\nExample:\n  tollwright taxes certificates get acme TX-RESALE-1 --out resale.pdf")
    .action((account: string, certificate: string, { out }: { readonly out?: string }) =>
      withStore(async ({ database, output }) => {
        const found = await certificateContent(database, { account, certificate });
        if (found === null) return { problems: [unknown(account, certificate)] };
        if (out === undefined) output.write(found.content);
        else await writeFile(out, found.content);
        return undefined;
      }),
    );
}

async function accountsOf(database: Database): Promise<readonly Account[]> {
  return valuesOf((await versionsInForce(database)).documents, "account");
}

function unknown(account: string, certificate: string): Problem {
  return problem({ code: "CERTIFICATE_UNKNOWN", message: `account ${account}, certificate ${certificate}` });
}

function reportText(states: readonly CertificateState[]): string {
  if (states.length === 0) return "No certificate lacks anything.";
  return table(
    ["Account", "Certificate", "Kind", "From", "Until", "State", "Due by", "Lacks", "File"],
    states.map(({ account, certificate, kind, from, until, state, dueBy, missing, file }) => [
      ...[account, certificate, kind ?? "", from ?? "", until ?? "", state, dueBy ?? ""],
      ...[missing.join(", "), file],
    ]),
  );
}
