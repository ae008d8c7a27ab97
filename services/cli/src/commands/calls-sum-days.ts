import { addDays, type CivilDate } from "@tollwright/calendar";
import { sumDays } from "@tollwright/postgres";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { answer, counted } from "../output.ts";
import { periodOf } from "../period-options.ts";
import { recentDays } from "../steps/recent-days.ts";

/** Whoever closes needs nobody to have done this: it takes the time of summing out of the close. */
export function addCallsSumDays(calls: Command, { withStore }: Runner): void {
  calls
    .command("sum-days")
    .option(
      "--period <month>",
      "days of this month, and those beside it; default: those of this month and the last that have ended",
    )
    .description(
      "Sum the calls of days that have ended, ahead of the close: each night, for what a close finds summed it need not read.",
    )
    .addHelpText("after", "\nExample:\n  tollwright calls sum-days --period 2026-04")
    .action(({ period }: { readonly period?: string }) => {
      const month = period === undefined ? null : nearMonth(period);
      return withStore(async ({ database, output, clock }) => {
        output.progress("summing days");
        const days = await sumDays(database, { ...(month ?? recentDays(clock())), batches: null });
        answer(output, { json: { days }, people: `${counted(days.length, "day")} summed` });
        return undefined;
      });
    });
}

/** A close looks from two days before its month to one after (books 2), and the month of an account ends in its own zone. */
function nearMonth(period: string): { readonly from: CivilDate; readonly until: CivilDate } {
  const month = periodOf(period);
  return { from: addDays(month.from, -3), until: addDays(month.until, 2) };
}
