import { type Instant, type Period, startOfDay } from "@tollwright/calendar";
import type { Account } from "@tollwright/inventory";

export type Scope = {
  readonly accounts: readonly string[];
  readonly fromInstant: Instant;
  readonly untilInstant: Instant;
  readonly batches: string;
};

/** The calls of accounts that share a zone, in a period of theirs and the batches that count. */
export function scopeOf(
  { batches }: { readonly batches: string },
  accounts: readonly Pick<Account, "id" | "zone">[],
  period: Period,
): Scope {
  const zone = accounts[0]?.zone ?? "UTC";
  return {
    accounts: accounts.map(({ id }) => id),
    fromInstant: startOfDay(period.from, zone),
    untilInstant: startOfDay(period.until, zone),
    batches,
  };
}
