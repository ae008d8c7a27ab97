import {
  contains,
  type MonthOfPeriod,
  monthsOfPeriod,
  type OpenPeriod,
  overlap,
  type ProrationMode,
  prorate,
} from "@tollwright/calendar";
import { add, divide, type Exact, exact, multiply, round, toText, whole, zero } from "@tollwright/money";
import type { PoolProduct } from "@tollwright/rate-card";
import { carriedOn, draw, keepCurrent, type Lot, type PoolLots, poolLots } from "./pool-lots.ts";
import type { CarriedPool, PoolStatement } from "./pool-statement.ts";
import type { UsagePeriod } from "./usage-period.ts";

/** One pool of an account, location or trunk group while the calls of a period draw on it. */
export type PoolBucket = {
  readonly holder: string | null;
  /** One for each plan of the period that has the pool, in order of time. */
  readonly terms: readonly PoolTerms[];
  readonly opening: number;
  readonly lots: PoolLots;
  /** Which of the terms hold now; -1 before the first. */
  at: number;
  used: number;
  /** Since the terms began to hold: what a fair-use limit is compared with. */
  usedByTerms: number;
  beyondFairUse: number;
};

/** A pool as one plan has it, on the days of the period on which it is there. */
type PoolTerms = {
  readonly plan: string;
  readonly pool: PoolProduct;
  /** Whole seconds or calls, prorated; null: unlimited. */
  readonly included: number | null;
  readonly fairUse: number | null;
};

/**
 * Every pool of the account's plans in a period, by `bucketKey`, with what was carried on to it. What was carried in a pool
 * that no plan of the period has ends.
 */
export function poolBuckets(
  billing: UsagePeriod,
  carried: readonly CarriedPool[],
): ReadonlyMap<string, PoolBucket> {
  const terms = new Map<string, { readonly holder: string | null; readonly terms: PoolTerms[] }>();
  for (const span of billing.planSpans)
    for (const pool of span.plan.products) {
      if (pool.kind !== "pool") continue;
      for (const { holder, dates } of holders(billing, pool)) {
        const days = overlap(dates, span);
        if (days === null) continue;
        const key = bucketKey(pool.id, holder);
        const found = terms.get(key) ?? { holder, terms: [] };
        found.terms.push(termsOf({ billing, pool, plan: span.plan.id, days }));
        terms.set(key, found);
      }
    }
  return new Map(
    [...terms].map(([key, { holder, terms: own }]) => [
      key,
      bucket({ billing, holder, terms: own, carried }),
    ]),
  );
}

export function bucketKey(pool: string, holder: string | null): string {
  return holder === null ? pool : `${pool}/${holder}`;
}

type Holder = { readonly holder: string | null; readonly dates: OpenPeriod };

function holders({ account, period }: UsagePeriod, pool: PoolProduct): readonly Holder[] {
  switch (pool.scope) {
    case "account":
      return [{ holder: null, dates: period }];
    case "location":
      return account.locations.map(({ id, from, until }) => ({ holder: id, dates: { from, until } }));
    case "trunkGroup":
      return account.trunkGroups.map(({ id, from, until }) => ({ holder: id, dates: { from, until } }));
  }
}

function termsOf(input: {
  readonly billing: UsagePeriod;
  readonly pool: PoolProduct;
  readonly plan: string;
  readonly days: OpenPeriod;
}): PoolTerms {
  const { billing, pool, plan, days } = input;
  const share = monthsOfPeriod(billing.period).reduce(
    (total, month) => add(total, shareOfMonth(days, month, pool.proration)),
    zero,
  );
  const units = (size: string): number =>
    Number(
      toText(
        round(multiply(multiply(exact(size), whole(unitsEach(pool))), share), { mode: "halfUp", places: 0 }),
      ),
    );
  return {
    plan,
    pool,
    included: pool.included === "unlimited" ? null : units(pool.included),
    fairUse: pool.fairUse === undefined ? null : units(pool.fairUse.limit),
  };
}

function shareOfMonth(held: OpenPeriod, { days, whole: month }: MonthOfPeriod, mode: ProrationMode): Exact {
  const covered = overlap(held, days);
  return covered === null ? zero : prorate(covered, month, mode).share;
}

const SECONDS_PER_MINUTE = 60;

/** Seconds in a minute, or one call in a call: the lots are kept in whole numbers. */
function unitsEach({ unit }: PoolProduct): number {
  return unit === "minutes" ? SECONDS_PER_MINUTE : 1;
}

function bucket(input: {
  readonly billing: UsagePeriod;
  readonly holder: string | null;
  readonly terms: readonly PoolTerms[];
  readonly carried: readonly CarriedPool[];
}): PoolBucket {
  const { billing, holder, terms, carried } = input;
  const pool = terms[0]?.pool;
  const isThis = (other: { readonly pool: string; readonly holder?: string | null | undefined }): boolean =>
    other.pool === pool?.id && (other.holder ?? null) === holder;
  const opening: readonly Lot[] = [
    ...carried
      .filter(isThis)
      .flatMap(({ lots }) => lots.map(({ units, until }) => ({ units: Number(units), until }))),
    ...(billing.account.poolBalances ?? [])
      .filter((balance) => isThis(balance) && contains(billing.period, balance.from))
      .map(({ units, until }) => ({ units: wholeUnits(units, pool), until })),
  ].filter(({ until }) => until > billing.period.from);
  return {
    holder,
    terms,
    opening: opening.reduce((total, { units }) => total + units, 0),
    lots: poolLots(opening),
    at: -1,
    used: 0,
    usedByTerms: 0,
    beyondFairUse: 0,
  };
}

function wholeUnits(units: string, pool: PoolProduct | undefined): number {
  const each = pool === undefined ? 1 : unitsEach(pool);
  return Number(toText(round(multiply(exact(units), whole(each)), { mode: "halfUp", places: 0 })));
}

/** Lets the terms of a plan hold; false where the plan has none from here on: its calls draw nothing. */
export function enterPlan(bucket: PoolBucket, plan: string, billing: UsagePeriod): boolean {
  const next = bucket.terms.findIndex((terms, index) => index >= bucket.at && terms.plan === plan);
  if (next === -1) return false;
  while (bucket.at < next) advance(bucket, billing);
  return true;
}

function advance(bucket: PoolBucket, billing: UsagePeriod): void {
  const before = bucket.terms[bucket.at];
  if (before !== undefined) keepCurrent(bucket.lots, billing.period, before.pool.rollover?.months ?? null);
  bucket.at += 1;
  bucket.usedByTerms = 0;
  const included = bucket.terms[bucket.at]?.included;
  bucket.lots.current = included === null ? Number.POSITIVE_INFINITY : (included ?? 0);
}

/** What one call takes out of a pool: units that are included, and units beyond fair use at a price of their own. */
export type Taken = {
  readonly included: number;
  readonly priced: { readonly units: number; readonly unitPrice: string } | null;
};

/** Draws up to `wanted` seconds or calls by the terms that hold. */
export function take(bucket: PoolBucket, wanted: number): Taken {
  const terms = bucket.terms[bucket.at];
  if (terms === undefined) return { included: 0, priced: null };
  const { pool, fairUse } = terms;
  const within = fairUse === null ? wanted : Math.min(wanted, Math.max(0, fairUse - bucket.usedByTerms));
  const { taken } = draw(bucket.lots, within, pool.rollover?.first ?? "carriedOver");
  bucket.used += taken;
  bucket.usedByTerms += taken;
  const beyond = wanted - within;
  const rule = pool.fairUse?.beyond;
  if (beyond === 0 || rule === undefined || rule.kind === "listPrice")
    return { included: taken, priced: null };
  if (rule.kind === "unitPrice") return { included: taken, priced: { units: beyond, unitPrice: rule.price } };
  bucket.used += beyond;
  bucket.beyondFairUse += beyond;
  return { included: wanted, priced: null };
}

/** Ends the period: what the customer reads of the pool, and what the next period opens with. */
export function closeBucket(
  bucket: PoolBucket,
  billing: UsagePeriod,
): { readonly statement: PoolStatement; readonly carried: CarriedPool } {
  while (bucket.at < bucket.terms.length - 1) advance(bucket, billing);
  const last = bucket.terms[bucket.at];
  if (last === undefined) throw new RangeError("a pool has the terms of one plan at least");
  const { pool } = last;
  keepCurrent(bucket.lots, billing.period, pool.rollover?.months ?? null);
  const maximum = pool.rollover?.maximum;
  const lots = carriedOn(
    bucket.lots,
    billing.period,
    maximum === undefined ? null : wholeUnits(maximum, pool),
  );
  const onward = lots.reduce((total, { units }) => total + units, 0);
  const included = includedIn(bucket);
  const left = included === null ? null : included + bucket.opening - bucket.used;
  const text = (units: number): string => shown(units, pool);
  return {
    statement: {
      account: billing.account.id,
      pool: pool.id,
      holder: bucket.holder,
      name: pool.name,
      unit: pool.unit,
      included: included === null ? null : text(included),
      carriedOver: text(bucket.opening),
      used: text(bucket.used),
      left: left === null ? null : text(left),
      carriedOn: text(onward),
      expired: text(left === null ? 0 : left - onward),
      beyondFairUse: text(bucket.beyondFairUse),
    },
    carried: {
      pool: pool.id,
      holder: bucket.holder,
      lots: lots.map(({ units, until }) => ({ units: String(units), until })),
    },
  };
}

function includedIn({ terms }: PoolBucket): number | null {
  return terms.reduce<number | null>(
    (total, { included }) => (total === null || included === null ? null : total + included),
    0,
  );
}

const SHOWN_PLACES = 4;

function shown(units: number, pool: PoolProduct): string {
  const quantity = divide(whole(units), whole(unitsEach(pool)));
  return toText(round(quantity, { mode: "halfUp", places: SHOWN_PLACES }));
}
