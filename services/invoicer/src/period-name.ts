import { addDays, civilDate, monthPeriod, type Period } from "@tollwright/calendar";
import { type Account, billPeriodOf } from "@tollwright/inventory";

const MONTH = "2026-04".length;

/** What an account's period is called: a month by its name, one that begins on another day by that day. */
export function periodName({ from }: { readonly from: string }): string {
  return from.endsWith("-01") ? from.slice(0, MONTH) : from;
}

/** The period of an account by its name. */
export function periodNamed(name: string, account: Account): Period {
  return name.length === MONTH ? monthPeriod(name) : billPeriodOf(account, civilDate(name));
}

/**
 * The period that an account closes with a run: the last one that has ended by the run's end.
 *
 * @example the run of April, bill day 15: 15 March until 15 April.
 */
export function closedPeriod(account: Account, run: Period): Period {
  const running = billPeriodOf(account, run.until);
  return billPeriodOf(account, addDays(running.from, -1));
}
