import {
  addDays,
  type CivilDate,
  civilDateIn,
  type Instant,
  instant,
  type Period,
} from "@tollwright/calendar";
import { type Account, billPeriodOf } from "@tollwright/inventory";

/** What an account's period is called: one that begins with a month by its name, any other by its first day. */
export function periodName({ from }: { readonly from: string }): string {
  return from.endsWith("-01") ? from.slice(0, "2026-04".length) : from;
}

/**
 * The days of a period as an invoice recorded it, whatever the account's bill day is by now.
 *
 * @param zone Of the account; one that it has since then moves midnight by some hours, and not by half a day.
 */
export function recordedDays(
  recorded: { readonly from: Instant; readonly until: Instant },
  zone: string,
): Period {
  const dayOf = (midnight: Instant): CivilDate => civilDateIn(instant(midnight + HALF_A_DAY), zone);
  return { from: dayOf(recorded.from), until: dayOf(recorded.until) };
}

const HALF_A_DAY = 12 * 60 * 60 * 1000;

/**
 * The last period on an account's bill day that has ended by a run's end.
 *
 * @example the run of April, bill day 15: 15 March until 15 April.
 */
export function closedPeriod(account: Pick<Account, "billDay" | "plans">, run: Period): Period {
  const running = billPeriodOf(account, run.until);
  return billPeriodOf(account, addDays(running.from, -1));
}
