import { type ElectedShares, shareHistory } from "@tollwright/invoicer";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { answer, table } from "../output.ts";
import { periodOf } from "../period-options.ts";

export function addTaxesShares(taxes: Command, { withStore }: Runner): void {
  taxes
    .command("shares")
    .option("--period <month>", "show what the calls of this month make of a class that divides by its calls")
    .description(
      "How mixed charges divide, by company, service class and days: method and label of the line → federal and state share.",
    )
    .addHelpText("after", "\nExample:\n  tollwright taxes shares\n  tollwright taxes shares --period 2026-04")
    .action(({ period }: { readonly period?: string }) => {
      const span = period === undefined ? null : periodOf(period);
      return withStore(async ({ database, clock, output }) => {
        const elected = await shareHistory(database, { at: clock(), period: span });
        answer(output, { json: elected, people: sharesText(elected) });
        return undefined;
      });
    });
}

function sharesText(elected: readonly ElectedShares[]): string {
  if (elected.length === 0) return "No company elected how its mixed charges divide.";
  return table(
    ["Company", "Class", "From", "Until", "Method", "Line labelled", "Federal", "State"],
    elected.flatMap(({ legalEntity, serviceClass, from, until, method, labels }) =>
      labels.map(({ label, federal, state }) => [
        ...[legalEntity, serviceClass, from, until ?? "", method, label],
        federal ?? "by calls",
        state ?? "by calls",
      ]),
    ),
  );
}
