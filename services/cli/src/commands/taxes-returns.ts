import { type Problem, problem } from "@tollwright/problem";
import { type MonthlyAllowance, type TaxReturns, taxReturns } from "@tollwright/returns";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { answer } from "../output.ts";
import { periodOf } from "../period-options.ts";
import { allowanceText, returnsCsv, returnsText } from "../returns-text.ts";
import { allowancesInForce } from "../steps/allowances-in-force.ts";
import { BY_HELP, eachIssued, type SpanOptions } from "../steps/issued-in-span.ts";

type Options = SpanOptions & {
  readonly period: string;
  readonly state?: string;
  readonly csv: boolean;
};

export function addTaxesReturns(taxes: Command, { withStore }: Runner): void {
  taxes
    .command("returns")
    .requiredOption("--period <month>", "the month of the returns")
    .option("--state <code>", "levies of one state, its counties, cities and districts")
    .option("--entity <id>", "one legal entity")
    .option("--by <day>", BY_HELP, "period")
    .option("--csv", "print CSV", false)
    .description(
      "What is owed by jurisdiction, levy and month: base, exempt, tax, what is kept and remitted; tied to the issued invoices.",
    )
    .addHelpText(
      "after",
      "\nExample:\n  tollwright taxes returns --period 2026-04\n  tollwright taxes returns --period 2026-04 --state IL --csv",
    )
    .action((options: Options) => {
      const span = periodOf(options.period);
      return withStore(async (context) => {
        const returns = taxReturns();
        const kept = await allowancesInForce(context.database);
        await eachIssued(context, { ...options, span }, (issued) => {
          returns.add(issued);
          kept.add(issued);
        });
        const found = returns.result();
        const state = options.state?.toUpperCase();
        const rows = found.rows.filter((row) => state === undefined || row.state === state);
        if (options.csv) context.output.write(returnsCsv(rows));
        else answer(context.output, shown({ ...found, rows }, kept.result()));
        const problems = problemsOf(found);
        return problems.length === 0 ? undefined : { problems, answered: true };
      });
    });
}

/** The months' least allowances beside the rows that are shown. */
function shown(found: TaxReturns, kept: readonly MonthlyAllowance[]) {
  const levies = new Set(found.rows.map(({ levy }) => levy));
  const allowances = kept.filter(({ levy }) => levies.has(levy));
  const people = [returnsText(found), ...allowanceText(allowances)].join("\n\n");
  return { json: { ...found, allowances }, people };
}

/** Whatever state is asked for, all of it must tie. */
function problemsOf({ differences }: TaxReturns): readonly Problem[] {
  return differences.map(({ invoice, levy, printed, recorded }) =>
    problem({
      code: "RETURNS_DIFFER",
      message: `${invoice} prints ${printed} of ${levy}, and its records come to ${recorded}`,
    }),
  );
}
