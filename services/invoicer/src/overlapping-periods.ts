import type { Period } from "@tollwright/calendar";
import type { Account } from "@tollwright/inventory";
import { type Problem, problem } from "@tollwright/problem";
import type { Closing } from "./closing.ts";
import { periodName } from "./period-name.ts";
import { scopeOf } from "./scope-of.ts";

/**
 * Days that an invoice of another period holds already: the account's bill day or its zone changed in between. Both periods would
 * bill them, so the account waits.
 */
export function overlappingPeriods(
  closing: Closing,
  { account, period }: { readonly account: Account; readonly period: Period },
): readonly Problem[] {
  const { fromInstant, untilInstant } = scopeOf(closing, [account], period);
  const own = periodName(period);
  return (closing.recorded.get(account.id) ?? [])
    .filter((known) => known.period !== own && known.from < untilInstant && known.until > fromInstant)
    .map((known) =>
      problem({
        code: "PERIOD_OVERLAPS",
        message: `account ${account.id}: the period from ${period.from} until ${period.until} has days of ${known.period}, which is invoiced`,
      }),
    );
}
