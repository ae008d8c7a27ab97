import { type Exact, exact, multiply, round, toFractionText, toText, whole } from "@tollwright/money";
import type { UsageTiers } from "@tollwright/rate-card";

/**
 * The price of all units so far, on a stretch on which it is a straight line: (base + slope × units) ÷ denominator, in the
 * smallest units of `places`. So a call costs two multiplications and a division of whole numbers.
 */
export type PriceLine = {
  /** Seconds or calls; the line holds for those above `above`, up to `upTo`. */
  readonly above: number;
  readonly upTo: number;
  readonly base: bigint;
  readonly slope: bigint;
  readonly denominator: bigint;
};

/** The price of a total shared out by units: a straight line from nothing to all of it. */
export function shareLine(price: Exact, { units, places }: { units: number; places: number }): PriceLine {
  const { top, bottom } = fraction(price);
  const slope = top * 10n ** BigInt(places);
  return { above: -1, upTo: units, base: 0n, slope, denominator: bottom * BigInt(units) };
}

/**
 * The line through the prices of two numbers of units of the same tier; null where the model has steps, or where the
 * stretch is too short for two.
 *
 * @param priceOf What so many units cost together, unrounded.
 */
export function lineAt(
  tiers: UsageTiers,
  units: number,
  priceOf: (units: number) => Exact,
): PriceLine | null {
  const stretch = stretchOf(tiers, units);
  if (stretch === null) return null;
  const [from, to] = units < stretch.upTo ? [units, units + 1] : [units - 1, units];
  if (from <= stretch.above) return null;
  const [first, second] = [fraction(priceOf(from)), fraction(priceOf(to))];
  const scale = 10n ** BigInt(tiers.places);
  const slope = (second.top * first.bottom - first.top * second.bottom) * scale;
  const base = first.top * second.bottom * scale - slope * BigInt(from);
  return { ...stretch, base, slope, denominator: first.bottom * second.bottom };
}

/** The rounded price of so many units on the line, half-up, in the smallest units of `places`. */
export function onLine({ base, slope, denominator }: PriceLine, units: number): bigint {
  const doubled = 2n * (base + slope * BigInt(units));
  return (doubled + denominator) / (2n * denominator);
}

function stretchOf(tiers: UsageTiers, units: number): Pick<PriceLine, "above" | "upTo"> | null {
  const { model } = tiers;
  if (model.kind !== "graduated") return null;
  const ends = model.tiers.map(({ upTo }) =>
    upTo === null ? Number.MAX_SAFE_INTEGER : wholeUnits(tiers, upTo),
  );
  const index = ends.findIndex((end) => units <= end);
  // Nothing used is a price of its own: flat fees are due once a unit is there.
  return units === 0 ? null : { above: index === 0 ? 0 : (ends[index - 1] ?? 0), upTo: ends[index] ?? 0 };
}

const SECONDS_PER_MINUTE = 60;

function wholeUnits({ unit }: UsageTiers, quantity: string): number {
  const units = multiply(exact(quantity), whole(unit === "minutes" ? SECONDS_PER_MINUTE : 1));
  return Number(toText(round(units, { mode: "down", places: 0 })));
}

function fraction(value: Exact): { readonly top: bigint; readonly bottom: bigint } {
  const [top = "", bottom = "1"] = toFractionText(value).split("/");
  const places = top.split(".")[1]?.length ?? 0;
  return { top: BigInt(top.replace(".", "")), bottom: BigInt(bottom) * 10n ** BigInt(places) };
}
