import { problem } from "@tollwright/problem";
import { type FusfOfBill, fusfOfBill } from "@tollwright/returns";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { answer } from "../output.ts";
import { periodOf } from "../period-options.ts";
import { fusfCsv, fusfText } from "../revenue-text.ts";
import { BY_HELP, eachIssued, type SpanOptions } from "../steps/issued-in-span.ts";

type Options = SpanOptions & { readonly period: string; readonly csv: boolean };

export function addTaxesFusf(taxes: Command, { withStore }: Runner): void {
  taxes
    .command("fusf")
    .requiredOption("--period <month>", "the month of the bills")
    .option("--entity <id>", "one legal entity")
    .option("--by <day>", BY_HELP, "period")
    .option("--csv", "print CSV", false)
    .description(
      "The federal universal service line of each issued bill against its cap: factor × interstate and international portion.",
    )
    .addHelpText("after", "\nExample:\n  tollwright taxes fusf --period 2026-04")
    .action((options: Options) => {
      const span = periodOf(options.period);
      return withStore(async (context) => {
        const bills: FusfOfBill[] = [];
        await eachIssued(context, { ...options, span }, (issued) => bills.push(...fusfOfBill(issued)));
        if (options.csv) context.output.write(fusfCsv(bills));
        else answer(context.output, { json: bills, people: fusfText(bills) });
        const problems = bills.filter(({ isOver }) => isOver).map(overCap);
        return problems.length === 0 ? undefined : { problems, answered: true };
      });
    });
}

function overCap({ invoice, levy, line, cap }: FusfOfBill) {
  return problem({
    code: "FUSF_OVER_CAP",
    message: `${levy} on ${invoice} comes to ${line}, above its cap of ${cap}`,
  });
}
