import { addMonths, civilDate, type Period } from "@tollwright/calendar";
import { revenueSplit } from "@tollwright/returns";
import { type Command, CommanderError } from "commander";
import type { Runner } from "../command-line.ts";
import { answer, EXIT } from "../output.ts";
import { revenueCsv, revenueText } from "../revenue-text.ts";
import { BY_HELP, eachIssued, type SpanOptions } from "../steps/issued-in-span.ts";

type Options = SpanOptions & { readonly year: string; readonly quarter?: string; readonly csv: boolean };

export function addTaxesForm499(taxes: Command, { withStore }: Runner): void {
  taxes
    .command("form499")
    .requiredOption("--year <year>", "the year of the revenue")
    .option("--quarter <number>", "one quarter, 1 to 4 (default: the year, quarter by quarter)")
    .option("--entity <id>", "one legal entity")
    .option("--by <day>", BY_HELP, "billDate")
    .option("--csv", "print CSV", false)
    .description(
      "Billed revenue for FCC Form 499: interstate, international, intrastate; end users and resellers; by legal entity and quarter.",
    )
    .addHelpText("after", "\nExample:\n  tollwright taxes form499 --year 2026 --quarter 2")
    .action((options: Options) => {
      const span = spanOf(options);
      return withStore(async (context) => {
        const revenue = revenueSplit();
        await eachIssued(context, { ...options, span }, revenue.add);
        const rows = revenue.result();
        if (options.csv) context.output.write(revenueCsv(rows));
        else answer(context.output, { json: rows, people: revenueText(rows) });
        return undefined;
      });
    });
}

const MONTHS_A_QUARTER = 3;

function spanOf({ year, quarter }: Pick<Options, "year" | "quarter">): Period {
  if (!/^\d{4}$/.test(year)) throw wrong("year", "a year such as 2026", year);
  if (quarter !== undefined && !/^[1-4]$/.test(quarter))
    throw wrong("quarter", "a number from 1 to 4", quarter);
  const first = civilDate(`${year}-01-01`);
  if (quarter === undefined) return { from: first, until: addMonths(first, 4 * MONTHS_A_QUARTER) };
  const from = addMonths(first, (Number(quarter) - 1) * MONTHS_A_QUARTER);
  return { from, until: addMonths(from, MONTHS_A_QUARTER) };
}

function wrong(option: string, wanted: string, text: string): CommanderError {
  return new CommanderError(EXIT.usage, option, `--${option} takes ${wanted}, not ${text}`);
}
