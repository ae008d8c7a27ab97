import assert from "node:assert";
import { divide, type Exact, roundedText, sum, whole } from "@tollwright/money";
import type { UsageProduct, UsageTiers } from "@tollwright/rate-card";
import { modelPrice } from "../price-models/model-price.ts";
import { lineAt, onLine, type PriceLine, shareLine } from "./price-line.ts";
import type { CallAllocation } from "./usage-call.ts";
import type { UsagePeriod } from "./usage-period.ts";

/** Seconds or calls of each counter of tiers, over the whole period: what a model by the total needs to know first. */
export type TierTotals = ReadonlyMap<string, number>;

/** One counter: a product's tiers, for the account or one of its locations. */
type TierCounter = {
  readonly tiers: UsageTiers;
  /** Seconds or calls so far. */
  units: number;
  /** Rounded price of those units, in the smallest units of the tiers' places: a call is given the difference that it makes. */
  priced: bigint;
  /** The stretch of the price that the last call was on; null where there is none. */
  line: PriceLine | null;
  /** The total that the model goes by is not known yet: the units are counted, and nothing is priced. */
  readonly countsOnly: boolean;
};

export type TierPrices = {
  /** Prices the units of one call that no pool covers: seconds, or one call. */
  readonly price: (call: {
    readonly plan: string;
    readonly product: UsageProduct;
    readonly location: string;
    readonly seconds: number;
  }) => { readonly charge: string; readonly tier: NonNullable<CallAllocation["tier"]> };
  readonly totals: () => TierTotals;
};

/**
 * Prices calls by the tiers of their product, in the order given. A graduated, package or block model gives each call the
 * difference that its units make; a model by the total (volume, blocks for all units) gives each its share of the price of
 * all, so that the calls before the tier was reached bear its price too.
 *
 * @param totals Of a first pass over the same calls, needed where `needTotals`; null counts only, and prices are of no use.
 * @example graduated, 100 minutes at 0.04, then 0.03: a call of 3 minutes after 98 costs 2 × 0.04 + 1 × 0.03 = 0.11.
 */
export function tierPrices(totals: TierTotals | null): TierPrices {
  const counters = new Map<string, TierCounter>();
  return {
    price: ({ plan, product, location, seconds }) => {
      const { tiers } = product;
      assert(tiers !== undefined, `product ${product.id} has tiers`);
      const key = [plan, product.id, ...(tiers.scope === "location" ? [location] : [])].join("/");
      const counter = counters.get(key) ?? started(tiers, totals?.get(key) ?? null);
      counters.set(key, counter);
      return priced(counter, tiers.unit === "minutes" ? seconds : 1);
    },
    totals: () => new Map([...counters].map(([key, { units }]) => [key, units])),
  };
}

/** Whether some product in force is priced by the total of the period, so that its calls are read twice. */
export function needTotals({ planSpans }: UsagePeriod): boolean {
  return planSpans.some(({ plan }) =>
    plan.products.some(
      (product) => product.kind === "usage" && product.tiers !== undefined && isByTotal(product.tiers),
    ),
  );
}

function isByTotal({ model }: UsageTiers): boolean {
  return model.kind === "volume" || (model.kind === "blocks" && model.allUnits);
}

function started(tiers: UsageTiers, total: number | null): TierCounter {
  const byTotal = isByTotal(tiers);
  const line =
    byTotal && total !== null && total > 0
      ? shareLine(priceOf(tiers, total), { units: total, places: tiers.places })
      : null;
  return { tiers, units: 0, priced: 0n, line, countsOnly: byTotal && total === null };
}

function priced(counter: TierCounter, units: number): ReturnType<TierPrices["price"]> {
  const { tiers, units: beforeUnits } = counter;
  counter.units += units;
  const upToNow = priceSoFar(counter);
  const charge = scaledText(upToNow - counter.priced, tiers.places);
  counter.priced = upToNow;
  return { charge, tier: { beforeUnits, afterUnits: counter.units, unit: tiers.unit } };
}

function priceSoFar(counter: TierCounter): bigint {
  const { tiers, units, countsOnly } = counter;
  if (countsOnly) return 0n;
  const isOn = counter.line !== null && units > counter.line.above && units <= counter.line.upTo;
  if (!isOn) counter.line = lineAt(tiers, units, (at) => priceOf(tiers, at));
  if (counter.line !== null) return onLine(counter.line, units);
  const rounded = roundedText(priceOf(tiers, units), { mode: "halfUp", places: tiers.places });
  return BigInt(rounded.replace(".", ""));
}

function scaledText(scaled: bigint, places: number): string {
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(places + 1, "0");
  const sign = scaled < 0n ? "-" : "";
  if (places === 0) return sign + digits;
  return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** What so many seconds or calls cost together, unrounded. */
export function priceOf(tiers: UsageTiers, units: number): Exact {
  const answer = modelPrice(tiers.model, quantityOf(tiers, units));
  assert(answer.ok, "the last tier of a plan is without end");
  return sum(answer.value.map(({ amount }) => amount));
}

const SECONDS_PER_MINUTE = 60;

function quantityOf({ unit }: UsageTiers, units: number): Exact {
  return unit === "minutes" ? divide(whole(units), whole(SECONDS_PER_MINUTE)) : whole(units);
}
