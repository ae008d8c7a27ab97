import { alignedPeriod, type CivilDate, dayOfMonth, type Period } from "@tollwright/calendar";
import type { Account } from "./account.ts";

type BillDay = Pick<Account, "billDay" | "plans">;

/**
 * The billing period of an account that a day lies in, or one so many periods on.
 *
 * @example bill day 31: 2026-02-10 lies in 31 January to 28 February, the next one is 28 February to 31 March.
 */
export function billPeriodOf(account: BillDay, day: CivilDate, periodsOn = 0): Period {
  const billDay = billDayOf(account);
  const name = `${day} ${billDay} ${periodsOn}`;
  const period =
    periods.get(name) ?? Object.freeze(alignedPeriod({ from: day, billDay, months: 1, index: periodsOn }));
  if (periods.size >= MOST_PERIODS) periods.clear();
  periods.set(name, period);
  return period;
}

/** A close asks for the same few periods for thousands of accounts. */
const periods = new Map<string, Period>();
const MOST_PERIODS = 1000;

/** The day of the month on which the periods of an account begin, 1 to 31. */
export function billDayOf({ billDay, plans }: BillDay): number {
  if (billDay !== "anniversary") return billDay;
  const first = plans.map(({ from }) => from).sort()[0];
  return first === undefined ? 1 : dayOfMonth(first);
}
