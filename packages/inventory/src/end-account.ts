import type { CivilDate, OpenPeriod } from "@tollwright/calendar";
import type { Account } from "./account.ts";

/**
 * The account as it ends on a day: plans, promises and everything that it holds until that day at the latest; what would begin
 * later is left out. What stands on a day of its own (credits, ports, one-time charges) stays, and so do its locations.
 *
 * @returns Null where no plan has begun by then: it was never an account.
 * @example a number since January, ended on 2026-04-16: billed for 1-16 April.
 */
export function endAccount(account: Account, on: CivilDate): Account | null {
  const plans = cut(account.plans, on);
  if (plans.length === 0) return null;
  const trunkGroups = cut(account.trunkGroups, on).map((group) => ({
    ...group,
    channels: cut(group.channels, on),
  }));
  return {
    ...account,
    plans,
    telephoneNumbers: cut(account.telephoneNumbers, on),
    tollFreeNumbers: cut(account.tollFreeNumbers, on),
    trunkGroups: trunkGroups.filter(({ channels }) => channels.length > 0),
    e911Records: cut(account.e911Records, on),
    subscriptions: cut(account.subscriptions, on),
    cnamListings: cut(account.cnamListings, on),
    directoryListings: cut(account.directoryListings, on),
    suspensions: cut(account.suspensions, on),
    discounts: cut(account.discounts, on),
    commitments: cut(account.commitments, on),
  };
}

function cut<Entry extends OpenPeriod>(entries: readonly Entry[], on: CivilDate): Entry[] {
  return entries
    .filter(({ from }) => from < on)
    .map((entry) => (entry.until !== null && entry.until < on ? entry : { ...entry, until: on }));
}
