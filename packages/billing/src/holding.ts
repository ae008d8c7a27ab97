import type { OpenPeriod } from "@tollwright/calendar";
import type { UsedAt } from "@tollwright/inventory";
import type { ProductOf } from "@tollwright/rate-card";
import type { Taxing } from "./taxing.ts";

/** One thing held that bills by the month, or a block of `count` in a row. */
export type Holding = {
  readonly unit: ProductOf<"recurring">["unit"];
  /** For people: `13125550100-13125550119`. */
  readonly about: string;
  readonly product: string;
  readonly location: string;
  readonly count: number;
  readonly dates: OpenPeriod;
  /** How taxes see it, where that is not as all others of its product. */
  readonly taxing?: Taxing;
};

/** An entry of the inventory as something that bills by the month; nothing where it names no product. */
export function held(
  entry: OpenPeriod & {
    readonly product: string | null;
    readonly location: string;
    readonly usedAt?: UsedAt | undefined;
    readonly lifeline?: boolean | undefined;
  },
  thing: Pick<Holding, "unit" | "about" | "count">,
): readonly Holding[] {
  const { product, location, from, until } = entry;
  const taxing = taxingOf(entry);
  return product === null
    ? []
    : [{ ...thing, product, location, dates: { from, until }, ...(taxing === null ? {} : { taxing }) }];
}

function taxingOf({ usedAt, lifeline }: Parameters<typeof held>[0]): Taxing | null {
  if (usedAt === undefined && lifeline !== true) return null;
  return {
    ...(lifeline === true ? { lifeline } : {}),
    ...(usedAt === undefined ? {} : { usedAt }),
  };
}
