import { readFile } from "node:fs/promises";
import { Source } from "@tollwright/cdr";
import { findFiles, writeFileAtomic } from "@tollwright/files";
import { checkYaml } from "@tollwright/yaml";
import { type Command, CommanderError } from "commander";
import type { Runner } from "../command-line.ts";
import { filesMissing } from "../files-missing.ts";
import { answer, EXIT } from "../output.ts";
import { periodOf } from "../period-options.ts";
import { compareVendor } from "../vendor/compare-vendor.ts";
import { comparisonText, disputeCsv, disputeXlsx } from "../vendor/comparison-text.ts";

type Options = {
  readonly vendor: string;
  readonly period: string;
  readonly source: string;
  readonly window: string;
  readonly tolerance: string;
  readonly match: string;
  readonly dispute?: string;
};

export function addVendor(program: Command, { withStore }: Runner): void {
  const vendor = program
    .command("vendor")
    .description("What upstream carriers charge us, and whether it is right.");
  vendor
    .command("compare")
    .argument("<files...>", "the vendor's own call records, or the lines of his bill")
    .requiredOption("--vendor <id>", "a vendor in force")
    .requiredOption("--period <month>", "the month of the bill, in the vendor's zone")
    .requiredOption("--source <file>", "YAML that describes the format of the files, as for a switch")
    .option("--window <seconds>", "one call may be written so far apart", "120")
    .option("--tolerance <seconds>", "its seconds may differ by so much", "0")
    .option("--match <numbers>", "both: who calls and who is called · to: who is called alone", "both")
    .option(
      "--dispute <file>",
      "write what to dispute, with its sum, as CSV or, where the name ends so, .xlsx",
    )
    .description(
      "Compare a vendor's call records or bill with our calls: missing on either side, other seconds, another rate or charge.",
    )
    .addHelpText(
      "after",
      "\nExample:\n  tollwright vendor compare --vendor upstream --period 2026-04 --source upstream-bill.yaml --dispute dispute.csv bill.csv",
    )
    .action((patterns: string[], options: Options) => {
      const asked = askedOf(options);
      return withStore(async ({ database, output, clock }) => {
        const text = await readFile(options.source, "utf8").catch(() => null);
        if (text === null) return { problems: [filesMissing(options.source)] };
        const source = checkYaml(Source, { path: options.source, text });
        if (!source.ok) return source;
        const { files, missing } = await findFiles(patterns);
        if (missing.length > 0) return { problems: missing.map(filesMissing) };
        const found = await compareVendor(database, {
          ...asked,
          source: source.value,
          files,
          readAt: clock(),
        });
        if (!found.ok) return found;
        if (options.dispute !== undefined)
          await writeFileAtomic(
            options.dispute,
            options.dispute.endsWith(".xlsx")
              ? await disputeXlsx(found.value, asked.period)
              : disputeCsv(found.value),
          );
        answer(output, { json: found.value, people: comparisonText(found.value) });
        return { problems: found.value.unreadable, answered: true };
      });
    });
}

const MILLISECONDS_PER_SECOND = 1000;

function askedOf(options: Options) {
  const { vendor, match } = options;
  if (match !== "both" && match !== "to")
    throw new CommanderError(EXIT.usage, "match", `--match takes both or to, not ${match}`);
  const rules = {
    windowMilliseconds: secondsOf("window", options.window) * MILLISECONDS_PER_SECOND,
    toleranceSeconds: secondsOf("tolerance", options.tolerance),
    numbers: match,
  } as const;
  return { vendor, period: periodOf(options.period), rules };
}

function secondsOf(name: string, text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new CommanderError(EXIT.usage, name, `--${name} takes whole seconds, not ${text}`);
}
