import { add, divide, exact, isZero, multiply, roundedText, whole, zero } from "@tollwright/money";
import type { PoolProduct, PricePlan, UsageProduct } from "@tollwright/rate-card";
import {
  bucketKey,
  closeBucket,
  enterPlan,
  type PoolBucket,
  poolBuckets,
  type Taken,
  take,
} from "./pool-bucket.ts";
import type { CarriedPool, PoolStatement } from "./pool-statement.ts";
import { poolsFor } from "./pools-for.ts";
import { type TierTotals, tierPrices } from "./tier-prices.ts";
import type { CallAllocation, PoolDraw, UsageCall } from "./usage-call.ts";
import type { UsagePeriod } from "./usage-period.ts";

export type UsageAllocation = {
  /** The next call in the total order: answer, then key, then side (books 13). */
  readonly allocate: (call: UsageCall) => CallAllocation;
  /** After the last call of the period. */
  readonly close: () => {
    readonly pools: readonly PoolStatement[];
    readonly carried: readonly CarriedPool[];
    readonly totals: TierTotals;
  };
};

/** Whether some plan of the period makes the price of a call depend on other calls; else billed price is list price. */
export function needsOrder({ planSpans }: Pick<UsagePeriod, "planSpans">): boolean {
  return planSpans.some(({ plan }) =>
    plan.products.some(
      (product) => product.kind === "pool" || (product.kind === "usage" && product.tiers !== undefined),
    ),
  );
}

/**
 * Gives each call of an account's period its part of pools and tiers, one call at a time: memory does not grow with the calls.
 *
 * A call draws its billed seconds from the pools that fit it, in their stated order, then what is left over is priced by
 * the product's tiers or, without tiers, bears that share of the list charge, rounded half-up to the list charge's places. A
 * call that costs nothing draws nothing.
 *
 * @param carried What the period before carried on; none for the first.
 * @param totals Of a first pass, where tiers go by the total of the period (`needTotals`).
 * @example 60 s left in the pool, a call of 90 s at 0.045: 60 s drawn, billed 0.045 × 30/90 = 0.015.
 */
export function allocateUsage(
  billing: UsagePeriod,
  { carried, totals }: { readonly carried: readonly CarriedPool[]; readonly totals: TierTotals | null },
): UsageAllocation {
  const buckets = poolBuckets(billing, carried);
  const tiers = tierPrices(totals);
  const plans = new Map(billing.planSpans.map(({ plan }) => [plan.id, plan]));
  const fitting = poolsFor();
  return {
    allocate: (call) => {
      const plan = plans.get(call.plan ?? "");
      const product = plan === undefined ? undefined : productOf(plan, call);
      if (plan === undefined || product === undefined) return listPrice(call);
      if (product.tiers === undefined && isNothing(call.charge)) return listPrice(call);
      const drawn = drawFrom({ billing, buckets, pools: fitting(plan, call), plan: plan.id, call });
      if (product.tiers !== undefined) return tiered({ plan, product, call, drawn, tiers });
      const { draws, drawnSeconds } = drawn;
      return { billedCharge: shareOfList(call, drawn), drawnSeconds, draws, tier: null };
    },
    close: () => {
      const closed = [...buckets.values()].map((bucket) => closeBucket(bucket, billing));
      return {
        pools: closed.map(({ statement }) => statement),
        carried: closed.map(({ carried: kept }) => kept).filter(({ lots }) => lots.length > 0),
        totals: tiers.totals(),
      };
    },
  };
}

/** Asked of every call, so without arithmetic. */
function isNothing(charge: string): boolean {
  return /^0*(\.0*)?$/.test(charge);
}

function productOf(plan: PricePlan, call: UsageCall): UsageProduct | undefined {
  for (const product of plan.products)
    if (product.id === call.product && product.kind === "usage") return product;
  return undefined;
}

function listPrice({ charge }: UsageCall): CallAllocation {
  return { billedCharge: charge, drawnSeconds: 0, draws: [], tier: null };
}

type Drawn = {
  readonly draws: readonly PoolDraw[];
  readonly drawnSeconds: number;
  /** Of the call, as a part of its seconds: what no pool covers. 0 where a pool of calls took it. */
  readonly rest: number;
  /** Of units beyond a fair-use limit that has a price of its own. */
  readonly beyond: ReturnType<typeof exact>;
};

function drawFrom(input: {
  readonly billing: UsagePeriod;
  readonly buckets: ReadonlyMap<string, PoolBucket>;
  readonly pools: readonly PoolProduct[];
  readonly plan: string;
  readonly call: UsageCall;
}): Drawn {
  const { billing, buckets, pools, plan, call } = input;
  const draws: PoolDraw[] = [];
  let drawnSeconds = 0;
  let rest = call.billedSeconds;
  let isCovered = false;
  let beyond = zero;
  for (const pool of pools) {
    if (isCovered) break;
    const wanted = pool.unit === "calls" ? 1 : rest;
    const holder = holderOf(pool, call);
    const bucket = holder === undefined ? undefined : buckets.get(bucketKey(pool.id, holder));
    if (wanted === 0 || bucket === undefined || !enterPlan(bucket, plan, billing)) continue;
    const taken = take(bucket, wanted);
    draws.push(...drawsOf(pool, bucket.holder, taken));
    beyond = add(beyond, priceOf(pool, taken));
    const units = taken.included + (taken.priced?.units ?? 0);
    if (pool.unit === "calls") isCovered = units === 1;
    else {
      drawnSeconds += taken.included;
      rest -= units;
      isCovered = rest === 0;
    }
  }
  return { draws, drawnSeconds, rest: isCovered ? 0 : rest, beyond };
}

/** Undefined where the call has no such holder: a call on no trunk group draws from none. */
function holderOf({ scope }: PoolProduct, call: UsageCall): string | null | undefined {
  if (scope === "account") return null;
  return scope === "location" ? call.location : (call.trunkGroup ?? undefined);
}

function drawsOf(pool: PoolProduct, holder: string | null, { included, priced }: Taken): readonly PoolDraw[] {
  const of = { pool: pool.id, holder, unit: pool.unit };
  return [
    ...(included === 0 ? [] : [{ ...of, units: included, price: null }]),
    ...(priced === null ? [] : [{ ...of, units: priced.units, price: priced.unitPrice }]),
  ];
}

const SECONDS_PER_MINUTE = 60;

function priceOf({ unit }: PoolProduct, { priced }: Taken) {
  if (priced === null) return zero;
  const each = unit === "minutes" ? SECONDS_PER_MINUTE : 1;
  return multiply(exact(priced.unitPrice), divide(whole(priced.units), whole(each)));
}

function tiered(input: {
  readonly plan: PricePlan;
  readonly product: UsageProduct;
  readonly call: UsageCall;
  readonly drawn: Drawn;
  readonly tiers: ReturnType<typeof tierPrices>;
}): CallAllocation {
  const { plan, product, call, drawn, tiers } = input;
  const { draws, drawnSeconds, rest, beyond } = drawn;
  const places = product.tiers?.places ?? 0;
  const isCovered = draws.length > 0 && rest === 0;
  if (isCovered)
    return { draws, drawnSeconds, billedCharge: roundedText(beyond, { mode: "halfUp", places }), tier: null };
  const { charge, tier } = tiers.price({ plan: plan.id, product, location: call.location, seconds: rest });
  const billed = add(exact(charge), beyond);
  return { draws, drawnSeconds, billedCharge: roundedText(billed, { mode: "halfUp", places }), tier };
}

function shareOfList(call: UsageCall, { draws, rest, beyond }: Drawn): string {
  if (draws.length === 0) return call.charge;
  const places = call.charge.split(".")[1]?.length ?? 0;
  if (rest === 0 && isZero(beyond)) return nothing(places);
  const ofList = call.billedSeconds === 0 ? zero : divide(whole(rest), whole(call.billedSeconds));
  const unrounded = add(multiply(exact(call.charge), ofList), beyond);
  // A price of its own beyond fair use may be finer than a list charge of whole cents.
  return roundedText(unrounded, {
    mode: "halfUp",
    places: isZero(beyond) ? places : Math.max(places, BEYOND_PLACES),
  });
}

const BEYOND_PLACES = 6;

/** @example six places: `0.000000` */
function nothing(places: number): string {
  return places === 0 ? "0" : `0.${"0".repeat(places)}`;
}
