import type { OpenPeriod } from "@tollwright/calendar";
import type { Account } from "@tollwright/inventory";
import type { ProductOf } from "@tollwright/rate-card";

/** One thing held that bills by the month, or a block of `count` in a row. */
export type Holding = {
  readonly unit: ProductOf<"recurring">["unit"];
  /** For people: `13125550100-13125550119`. */
  readonly about: string;
  readonly product: string;
  readonly location: string;
  readonly count: number;
  readonly dates: OpenPeriod;
};

/** Everything in an account's inventory that names a recurring product. */
export function holdings(account: Account): readonly Holding[] {
  return [
    ...account.telephoneNumbers.flatMap((entry) =>
      held(entry, { unit: "telephoneNumber", about: block(entry), count: entry.count }),
    ),
    ...account.tollFreeNumbers.flatMap((entry) =>
      held(entry, { unit: "tollFreeNumber", about: entry.number, count: 1 }),
    ),
    ...account.e911Records.flatMap((entry) =>
      held(entry, { unit: "e911Record", about: entry.number, count: 1 }),
    ),
    ...account.subscriptions.flatMap((entry) =>
      held(entry, { unit: "subscription", about: entry.id, count: entry.quantity }),
    ),
  ];
}

function held(
  entry: OpenPeriod & { readonly product: string | null; readonly location: string },
  thing: Pick<Holding, "unit" | "about" | "count">,
): readonly Holding[] {
  const { product, location, from, until } = entry;
  return product === null ? [] : [{ ...thing, product, location, dates: { from, until } }];
}

function block(entry: { readonly number: string; readonly count: number }): string {
  return entry.count === 1
    ? entry.number
    : `${entry.number}-${BigInt(entry.number) + BigInt(entry.count - 1)}`;
}
