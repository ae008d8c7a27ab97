import type { OpenPeriod } from "@tollwright/calendar";
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

/** An entry of the inventory as something that bills by the month; nothing where it names no product. */
export function held(
  entry: OpenPeriod & { readonly product: string | null; readonly location: string },
  thing: Pick<Holding, "unit" | "about" | "count">,
): readonly Holding[] {
  const { product, location, from, until } = entry;
  return product === null ? [] : [{ ...thing, product, location, dates: { from, until } }];
}
