import { civilDateIn, type Instant, instant, zoneOffset } from "@tollwright/calendar";
import {
  add,
  compare,
  divide,
  type Exact,
  exact,
  largest,
  multiply,
  one,
  roundedText,
  smallest,
  subtract,
  sum,
  toText,
  whole,
  zero,
} from "@tollwright/money";
import { inPeriods, type PeriodTariff, type TariffPeriod } from "@tollwright/rate-card";
import fc from "fast-check";
import { expect, it } from "vitest";
import { priceCall } from "../price-call.ts";
import { answers, lengths, tariffs } from "../testing/random-tariffs.ts";
import { compileTariff } from "./compile-tariff.ts";
import { priceTariff } from "./price-tariff.ts";

/**
 * The reference: the same tariff in exact decimals, one increment after the other, straight from the contract.
 * Null: a time that no period has.
 */
function byReference(call: {
  readonly seconds: string;
  readonly answeredAt: Instant;
  readonly tariff: PeriodTariff;
}): { readonly billed: string; readonly unrounded: string; readonly charge: string } | null {
  const { seconds, answeredAt, tariff } = call;
  const own = exact(seconds);
  const isEmpty = compare(own, zero) === 0;
  const first = winner(tariff, answeredAt);
  const grace = exact(String(tariff.graceSeconds ?? 0));
  const isInGrace = compare(grace, zero) > 0 && compare(own, grace) <= 0;
  if (isInGrace || (isEmpty && tariff.zeroSeconds !== "increment")) {
    const charge = roundedText(zero, first?.rounding ?? tariff.rounding ?? SIX);
    return { billed: "0", unrounded: "0", charge };
  }
  if (first === null) return null;
  // So short that one increment is all there is, also where the next slot begins within it.
  const length = isEmpty ? exact("0.001") : own;
  const atLeast = largest(length, exact(String(tariff.minimumSeconds ?? 0)));
  const priced = isEmpty ? atLeast : largest(subtract(atLeast, exact(String(tariff.freeSeconds ?? 0))), zero);
  const time = increments(priced, first, call);
  if (time === null) return null;
  const asked = add(time.cost, exact(first.connectFee ?? tariff.connectFee ?? "0"));
  const share = exact(first.surchargePercent ?? tariff.surchargePercent ?? "0");
  const raised = largest(
    multiply(asked, add(one, share)),
    exact(first.minimumCharge ?? tariff.minimumCharge ?? "0"),
  );
  const most = first.maximumCharge ?? tariff.maximumCharge ?? null;
  const total = most === null ? raised : smallest(raised, exact(most));
  const charge = roundedText(total, first.rounding ?? tariff.rounding ?? SIX);
  return { billed: toText(time.billed), unrounded: toText(total), charge };
}

const SIX = { mode: "halfUp", places: 6 } as const;

type Call = { readonly answeredAt: Instant; readonly tariff: PeriodTariff };

function increments(
  length: Exact,
  first: TariffPeriod,
  { answeredAt, tariff }: Call,
): { readonly billed: Exact; readonly cost: Exact } | null {
  const inForce = (at: Exact): TariffPeriod | null => {
    if (tariff.timeOfDay !== "split") return first;
    const milliseconds = Math.floor(Number(toText(multiply(at, whole(1000)))));
    return winner(tariff, instant(answeredAt + milliseconds));
  };
  const entered = new Set<object>();
  let [at, billed, cost] = [zero, zero, zero];
  while (compare(at, length) < 0) {
    const period = inForce(at);
    if (period === null) return null;
    const slot = slotAt(period, at);
    if (!entered.has(slot)) cost = add(cost, exact(slot.entryFee ?? "0"));
    entered.add(slot);
    const increment = exact(String(slot.incrementSeconds ?? tariff.incrementSeconds ?? 1));
    const unit = exact(String(slot.unitSeconds ?? 60));
    cost = add(cost, divide(multiply(exact(slot.rate), increment), unit));
    billed = add(billed, increment);
    const end = add(at, increment);
    const isElsewhere = (when: Exact): boolean => {
      const there = inForce(when);
      return there === null || slotAt(there, when) !== slot || there !== period;
    };
    at =
      tariff.slotOverrun === "restart" ? (firstSecond(at, smallest(end, length), isElsewhere) ?? end) : end;
  }
  return { billed, cost };
}

/** Every boundary of the tariffs below falls on a whole second of the call. */
function firstSecond(after: Exact, until: Exact, isTrue: (at: Exact) => boolean): Exact | null {
  for (let at = Math.floor(Number(toText(after))) + 1; compare(whole(at), until) < 0; at += 1) {
    if (isTrue(whole(at))) return whole(at);
  }
  return null;
}

function slotAt({ slots }: TariffPeriod, at: Exact): TariffPeriod["slots"][number] {
  const begun = slots.filter(({ fromSecond }) => compare(exact(String(fromSecond ?? 0)), at) <= 0);
  const start = (slot: (typeof slots)[number]): Exact => exact(String(slot.fromSecond ?? 0));
  return begun.reduce((last, slot) => (compare(start(slot), start(last)) > 0 ? slot : last));
}

function winner(tariff: PeriodTariff, at: Instant): TariffPeriod | null {
  const rank = ({ weight, when }: TariffPeriod): string =>
    `${String((weight ?? 0) + 500).padStart(4, "0")} ${when?.fromTime ?? "00:00"}`;
  let best: TariffPeriod | null = null;
  for (const period of tariff.periods) {
    if (matches(period.when ?? {}, at, tariff) && (best === null || rank(period) > rank(best))) best = period;
  }
  return best;
}

function matches(when: NonNullable<TariffPeriod["when"]>, at: Instant, tariff: PeriodTariff): boolean {
  const zone = when.zone ?? tariff.zone ?? "UTC";
  const day = civilDateIn(at, zone);
  const clock = new Date(at + zoneOffset(at, zone)).toISOString().slice(11, 19);
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
  const until = when.untilTime == null || when.untilTime === "00:00" ? "24:00:00" : `${when.untilTime}:00`;
  return (
    (when.weekdays?.includes(weekday) ?? true) &&
    (when.months?.includes(Number(day.slice(5, 7))) ?? true) &&
    (when.monthDays?.includes(Number(day.slice(8))) ?? true) &&
    (when.dates?.includes(day) ?? true) &&
    clock >= `${when.fromTime ?? "00:00"}:00` &&
    clock < until
  );
}

/** The reference takes an increment at a time, and a machine that is busy with other tests its time. */
const PATIENCE_MILLISECONDS = 60_000;

it(
  "costs what the increments cost one by one, whatever the tariff and the night",
  () => {
    let refused = 0;
    const property = fc.property(lengths, answers, tariffs, (seconds, answeredAt, tariff) => {
      const expected = byReference({ seconds, answeredAt, tariff });
      const got = priceTariff({ seconds, answeredAt, tariff });
      if (expected === null) refused += 1;
      const { billedSeconds, unrounded, charge } = got.ok
        ? got.value
        : { billedSeconds: "", unrounded: "", charge: "" };
      expect(got.ok ? { billed: billedSeconds, unrounded, charge } : null).toEqual(expected);
    });
    fc.assert(property, { numRuns: 150 });
    expect(refused).toBeLessThan(100);
  },
  PATIENCE_MILLISECONDS,
);

it("parts add up, to the last of the twenty places that they show", () => {
  const property = fc.property(lengths, answers, tariffs, (seconds, answeredAt, tariff) => {
    const got = priceTariff({ seconds, answeredAt, tariff });
    if (!got.ok) return;
    const { parts, unrounded } = got.value;
    const difference = subtract(sum(parts.map(({ amount }) => exact(amount))), exact(unrounded));
    expect(roundedText(difference, { mode: "halfUp", places: 17 })).toMatch(/^0\.0+$/);
  });
  fc.assert(property, { numRuns: 500 });
});

it("a price of a minute costs what it costs as a period of two slots", () => {
  const increments = fc.option(fc.constantFrom(1, 6, 30, 45, "0.5"), { freq: 3 });
  const rates = fc.record({
    ratePerMinute: fc.constantFrom("0.035", "1.23456789", "7"),
    initialSeconds: increments,
    incrementSeconds: increments,
    initialRatePerMinute: fc.constantFrom(null, "0.05"),
    graceSeconds: fc.constantFrom(null, 3),
    minimumSeconds: fc.constantFrom(null, 13),
    freeSeconds: fc.constantFrom(null, "20.5"),
    zeroSeconds: fc.constantFrom("free" as const, "increment" as const),
    surchargePercent: fc.constantFrom(null, "1/3"),
    connectFee: fc.constantFrom(null, "0.01"),
  });
  const property = fc.property(lengths, rates, (seconds, rate) => {
    const { billedSeconds, unrounded, charge } = priceCall({ seconds, rate });
    const tariff = inPeriods(rate);
    const same = priceTariff({ seconds, answeredAt: null, tariff });
    expect(same).toMatchObject({ ok: true, value: { billedSeconds, unrounded, charge } });
  });
  fc.assert(property, { numRuns: 500 });
});

it("an hour takes as many steps as a minute", () => {
  const tariff = compileTariff({ periods: [{ slots: [{ rate: "0.05", incrementSeconds: 1 }] }] });
  const [minute, century] = [60, 3_153_600_000].map((seconds) => {
    const priced = priceTariff({ seconds, answeredAt: null, tariff });
    return priced.ok ? [priced.value.parts.length, priced.value.charge] : [];
  });
  expect([minute, century]).toEqual([
    [1, "0.050000"],
    [1, "2628000.000000"],
  ]);
});
