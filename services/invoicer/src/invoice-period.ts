import type { Period } from "@tollwright/calendar";
import type { CanonicalValue } from "@tollwright/canonical";
import type { Account } from "@tollwright/inventory";
import type { InvoicePeriod } from "@tollwright/postgres";
import type { Closing } from "./closing.ts";
import { periodName } from "./period-name.ts";
import { scopeOf } from "./scope-of.ts";

/** That an invoice touches a period of an account, with everything that it was computed from (books 11). */
export function invoicePeriod(
  closing: Closing,
  touched: {
    readonly account: Account;
    readonly period: Period;
    readonly opening: CanonicalValue;
    readonly carried: CanonicalValue;
  },
): InvoicePeriod {
  const { account, period, opening, carried } = touched;
  const { fromInstant, untilInstant, batches } = scopeOf(closing, [account], period);
  const name = periodName(period);
  const recorded = closing.recorded.get(account.id)?.find((known) => known.period === name);
  return {
    account: account.id,
    period: name,
    from: fromInstant,
    until: untilInstant,
    batches,
    versions: closing.versions,
    opening,
    carried,
    earlier: recorded?.invoices ?? 0,
    isAdvance: false,
  };
}

/** The same for a period that has not begun: nothing of its usage is counted yet. */
export function advancePeriod(
  closing: Closing,
  touched: { readonly account: Account; readonly period: Period },
): InvoicePeriod {
  const period = invoicePeriod(closing, { ...touched, opening: null, carried: null });
  return { ...period, batches: "{}", isAdvance: true };
}
