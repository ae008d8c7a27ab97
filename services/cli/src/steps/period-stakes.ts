import type { Instant, Period } from "@tollwright/calendar";
import { atStake, type Database, type Stakes, type StakeTotal } from "@tollwright/postgres";
import { stakeLine, stakeTable } from "./stake-table.ts";

/** What is not on the invoices of a month because it waits in the suspense desk, or was given up there. */
export type PeriodStakes = { readonly waiting: Stakes; readonly writtenOff: readonly StakeTotal[] };

/** Records of the month's days by the switch's calendar, and those whose day is not known. */
export async function periodStakes(
  db: Database,
  { period, at }: { readonly period: Period; readonly at: Instant },
): Promise<PeriodStakes> {
  const waiting = await atStake(db, { status: "open", at, days: period });
  const writtenOff = await atStake(db, { status: "writtenOff", at, days: period });
  return { waiting, writtenOff: writtenOff.totals };
}

export function periodStakesText({ waiting, writtenOff }: PeriodStakes): string {
  const given = writtenOff.length === 0 ? [] : [`Written off: ${stakeLine(writtenOff)}.`];
  if (waiting.rows.length === 0)
    return ["No record of the month waits in the suspense desk.", ...given].join("\n");
  return [
    "NOT on these invoices, for it waits in the suspense desk (records of the month, and those whose day is unknown):",
    stakeTable(waiting),
    ...given,
    "Ways out: tollwright suspended reasons",
  ].join("\n");
}
