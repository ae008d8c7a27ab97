import { type RetaxedLevy, retaxTotals } from "@tollwright/invoice";
import { type RetaxedStored, retaxRun } from "@tollwright/invoicer";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { answer, counted, table } from "../output.ts";
import { periodOf } from "../period-options.ts";
import { runOfPeriod } from "../steps/run-of-period.ts";

type Options = { readonly period: string; readonly entity?: string };

export function addTaxesRerate(taxes: Command, { withStore }: Runner): void {
  taxes
    .command("rerate")
    .requiredOption("--period <month>", "the month whose issued invoices are computed again")
    .option("--entity <id>", "the legal entity, where several are in force")
    .description(
      "Show what levies that were corrected since would change on issued invoices, by account and levy. Nothing is changed.",
    )
    .addHelpText("after", "\nExample:\n  tollwright taxes rerate --period 2026-04")
    .action(({ period, entity = undefined }: Options) => {
      const span = periodOf(period);
      return withStore(async (context) => {
        const found = await runOfPeriod(context, { period: span, entity: entity ?? null });
        if (!found.ok) return { problems: found.problems };
        const { run } = found.value;
        const { invoices, problems } = await retaxRun(context.database, { run, at: context.clock() });
        answer(context.output, { json: invoices, people: reportText(invoices) });
        return problems.length === 0 ? undefined : { problems, answered: true };
      });
    });
}

function reportText(invoices: readonly RetaxedStored[]): string {
  const changed = invoices.flatMap(({ invoice, levies }) =>
    levies.filter(({ difference }) => difference !== "0").map((levy) => ({ invoice, ...levy })),
  );
  const leftOut = invoices.reduce((total, { linesLeftOut }) => total + linesLeftOut, 0);
  const gaps = invoices.reduce((total, one) => total + one.gaps.length, 0);
  return [
    changed.length === 0
      ? "The levies in force give the taxes that were issued."
      : changedTable(changed, retaxTotals(invoices)),
    `${counted(invoices.length, "invoice")} computed again; nothing was changed.`,
    ...(leftOut === 0 ? [] : [`${counted(leftOut, "line")} of earlier periods left as issued.`]),
    ...(gaps === 0 ? [] : [`${counted(gaps, "figure")} missing now: what hangs on them is not in "after".`]),
  ].join("\n");
}

function changedTable(
  changed: readonly (RetaxedLevy & { readonly invoice: string })[],
  total: ReturnType<typeof retaxTotals>,
): string {
  return table(
    ["Invoice", "Account", "Levy", "Name", "Before", "After", "Difference"],
    [
      ...changed.map(({ invoice, account, levy, name, billed: isBilled, before, after, difference }) => [
        ...[invoice, account, levy, isBilled ? name : `${name} (borne by the seller)`],
        ...[before, after, difference],
      ]),
      ["All billed taxes", "", "", "", total.before, total.after, total.difference],
    ],
  );
}
