import {
  type CompletionWaiting,
  completionsWaiting,
  type DifferenceOwed,
  differencesOwed,
  type UnbilledUsage,
  unbilledUsage,
} from "@tollwright/postgres";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { answer, grouped, table } from "../output.ts";

const HEADINGS = ["account", "period", "state", "month invoiced", "calls", "billed seconds", "at list price"];

export function addUnbilled(program: Command, { withStore }: Runner): void {
  program
    .command("unbilled")
    .description(
      "List usage that is rated but on no issued invoice, by account and period; and estimates whose call was completed after its invoice.",
    )
    .addHelpText("after", "\nExample:\n  tollwright unbilled --json")
    .action(() =>
      withStore(async ({ database, output }) => {
        const usage = await unbilledUsage(database);
        const owed = await differencesOwed(database);
        const completions = await completionsWaiting(database);
        answer(output, {
          json: { usage, owed, completions },
          people: [usageText(usage), ...owedText(owed), ...completionsText(completions)].join("\n\n"),
        });
        return undefined;
      }),
    );
}

function usageText(usage: readonly UnbilledUsage[]): string {
  if (usage.length === 0) return "All rated usage is on an issued invoice.";
  const rows = usage.map((row) => [
    row.account,
    row.period,
    row.state,
    row.isLate ? "yes" : "no",
    grouped(row.calls),
    grouped(row.billedSeconds),
    grouped(row.charge),
  ]);
  const late = usage.some(({ isLate }) => isLate)
    ? ["Month invoiced: the usage came, or was recycled, after its month's invoice was issued."]
    : [];
  return [table(HEADINGS, rows), ...late].join("\n");
}

/** They are on an invoice as they were rated then; what they are now is usage above, or another account's. */
function owedText(owed: readonly DifferenceOwed[]): readonly string[] {
  if (owed.length === 0) return [];
  const rows = owed.map(({ account, period, calls, charge }) => [account, period, calls, grouped(charge)]);
  const headings = ["account", "period", "calls", "invoiced at list price"];
  return [`Invoiced, and rated otherwise since; the next close takes them back:\n${table(headings, rows)}`];
}

/** They are on an invoice, at the length that was known then. */
function completionsText(completions: readonly CompletionWaiting[]): readonly string[] {
  if (completions.length === 0) return [];
  const rows = completions.map((one) => [
    one.account,
    one.keyDay,
    one.callKey,
    one.estimatedMilliseconds,
    one.billableMilliseconds,
    one.charge,
  ]);
  return [
    [
      "Invoiced as an estimate, and longer or shorter since the closing record came (a difference is owed):",
      table(["account", "day", "call", "ms invoiced", "ms in fact", "invoiced"], rows),
    ].join("\n"),
  ];
}
