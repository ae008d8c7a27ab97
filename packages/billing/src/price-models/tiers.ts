import { compare, type Exact, isPositive, smallest, subtract, toText, zero } from "@tollwright/money";
import { fail, problem, type Result } from "@tollwright/problem";

/** A tier between two ends: `above` does not belong to it, `upTo` does; null is without end. */
export type Span<T> = {
  readonly tier: T;
  /** The first is 1. */
  readonly number: number;
  readonly above: Exact;
  readonly upTo: Exact | null;
};

/** Tiers one after another, each from where the one before ends. */
export function spansOf<T>(
  tiers: readonly T[],
  endOf: (tier: T, above: Exact) => Exact | null,
): readonly Span<T>[] {
  let above = zero;
  return tiers.map((tier, index) => {
    const span = { tier, number: index + 1, above, upTo: endOf(tier, above) };
    above = span.upTo ?? above;
    return span;
  });
}

/** Units of the quantity that lie in the tier. */
export function unitsIn({ above, upTo }: Span<unknown>, quantity: Exact): Exact {
  const end = upTo === null ? quantity : smallest(quantity, upTo);
  const units = subtract(end, above);
  return isPositive(units) ? units : zero;
}

/** The tier in which the total falls; its own end belongs to it. */
export function reached<T>(spans: readonly Span<T>[], quantity: Exact): Span<T> | undefined {
  return spans.find(({ upTo }) => upTo === null || compare(quantity, upTo) <= 0);
}

/** @example `tier 2, above 100 up to 500` */
export function tierText({ number, above, upTo }: Span<unknown>): string {
  const from = isPositive(above) ? ` above ${toText(above)}` : "";
  const end = upTo === null ? "" : ` up to ${toText(upTo)}`;
  return `tier ${number}${from === "" && end === "" ? "" : ","}${from}${end}`;
}

/** Beyond the last tier nothing says what a unit costs, and it is never free. */
export function noTier(quantity: Exact, spans: readonly Span<unknown>[]): Result<never> {
  const end = spans.at(-1)?.upTo ?? zero;
  return fail(
    problem({
      code: "NO_TIER",
      path: "quantity",
      message: `${toText(quantity)} units are priced, and the last tier ends at ${toText(end)}`,
    }),
  );
}
