import { type Instant, instant } from "@tollwright/calendar";
import { MOST_EXACT, type PlainMoney, plainMoney, plainText } from "../plain-money.ts";
import { exactText } from "../price-call-scaled.ts";
import type { CompiledPeriod, CompiledSlot, CompiledTariff } from "./compile-tariff.ts";
import { chargedBy, freeBy, type TariffSteps, tariffSteps, totalScale } from "./tariff-steps.ts";
import { groupTerms, termsAround } from "./tariff-terms.ts";

/** What a rating keeps of a call's price by a tariff. */
type TariffBill = {
  readonly billedSeconds: number;
  readonly charge: string;
  readonly connectFee: string;
  /** Which increments were billed and what came on top: everything to do the price again with a pencil. */
  readonly terms: string;
  /** For its length, by rule: zero seconds, or within the grace. */
  readonly isFree: boolean;
};

/** A tariff ready for many calls. Null: no period has the time of the call, and it has no price. */
export type TariffBiller = (seconds: number, answeredAt: Instant) => TariffBill | null;

/**
 * The price of `priceTariff` for calls of whole seconds by the million: in whole numbers that the processor itself has where they
 * are exact, and else in big ones. A property test holds the one against the other.
 */
export function tariffBiller(tariff: CompiledTariff): TariffBiller {
  const around = tariff.periods.map((period) => termsAround(period, tariff));
  const fees = tariff.periods.map(({ connectFee }) => exactText(connectFee, tariff.divisor, tariff.places));
  const billOf = ({ period, billedSeconds, charge, groups }: Priced): TariffBill => ({
    billedSeconds,
    charge,
    connectFee: fees[period] ?? "0",
    terms: `${around[period]?.before}${groups}${around[period]?.after}`,
    isFree: false,
  });
  const plain = plainTariff(tariff);
  const unitsPerSecond = 10n ** BigInt(tariff.secondsPlaces);
  const grace = Number(tariff.graceLength / unitsPerSecond);
  return (seconds, answeredAt) => {
    if ((seconds === 0 && !tariff.billsEmpty) || (tariff.graceLength > 0n && seconds <= grace))
      return freeBill(answeredAt, tariff);
    const priced = plain === null ? null : plainSteps(seconds, answeredAt, plain);
    if (priced !== null) return billOf(priced);
    const steps = tariffSteps(seconds, answeredAt, tariff);
    return steps.ok && steps.value !== null ? billOf(exactly(steps.value, tariff)) : null;
  };
}

function freeBill(answeredAt: Instant, tariff: CompiledTariff): TariffBill {
  const { charge } = freeBy(answeredAt, tariff);
  const until = tariff.graceLength > 0n ? `up to ${tariff.tariff.graceSeconds}` : "at 0";
  return { billedSeconds: 0, charge, connectFee: "0", terms: `free ${until} s`, isFree: true };
}

type Priced = {
  /** At the answer. */
  readonly period: number;
  readonly billedSeconds: number;
  readonly charge: string;
  /** What the rating says of them. */
  readonly groups: string;
};

function exactly(steps: NonNullable<TariffSteps>, tariff: CompiledTariff): Priced {
  const { billedSeconds, charge } = chargedBy(steps, tariff);
  const groups = steps.groups.map((group) =>
    groupTerms(group.slot, {
      from: exactText(group.from, 1n, tariff.secondsPlaces),
      increments: group.increments,
      isEntry: steps.entries.includes(group),
    }),
  );
  return {
    period: steps.period.index,
    billedSeconds: Number(billedSeconds),
    charge,
    groups: groups.join(""),
  };
}

type PlainSlot = {
  readonly slot: CompiledSlot;
  readonly until: number;
  readonly from: number;
  readonly increment: number;
  readonly perIncrement: number;
  readonly entryFee: number;
};
type PlainPeriod = {
  readonly period: CompiledPeriod;
  readonly slots: readonly PlainSlot[];
  readonly connectFee: number;
  /** Of the surcharge: the total is (slots + fee) × times, over the money's denominator. */
  readonly times: number;
  readonly minimumCharge: number;
  readonly maximumCharge: number;
  readonly money: PlainMoney;
};
type PlainTariff = {
  readonly tariff: CompiledTariff;
  readonly unitsPerSecond: number;
  readonly minimumLength: number;
  readonly freeLength: number;
  readonly periods: readonly PlainPeriod[];
};

function plainTariff(tariff: CompiledTariff): PlainTariff | null {
  const periods = tariff.periods.map((period) => plainPeriod(period, tariff));
  const [minimumLength, freeLength] = [Number(tariff.minimumLength), Number(tariff.freeLength)];
  const known = periods.filter((period) => period !== null);
  // Where a unit is finer than a millisecond, lengths soon leave the exact range.
  if (known.length < periods.length || tariff.secondsPlaces > 3) return null;
  if (Math.max(minimumLength, freeLength) > MOST_EXACT) return null;
  return { tariff, unitsPerSecond: 10 ** tariff.secondsPlaces, minimumLength, freeLength, periods: known };
}

function plainPeriod(period: CompiledPeriod, tariff: CompiledTariff): PlainPeriod | null {
  const money = plainMoney(totalScale(period, tariff), period.rounding);
  if (money === null) return null;
  const slots = period.slots.map((slot) => ({
    slot,
    from: Number(slot.from),
    until: slot.until === null ? Number.POSITIVE_INFINITY : Number(slot.until),
    increment: Number(slot.increment),
    perIncrement: Number(slot.perIncrement),
    entryFee: Number(slot.entryFee),
  }));
  const { maximumCharge } = period;
  const plain = {
    connectFee: Number(period.connectFee),
    times: Number(period.surcharge.bottom + period.surcharge.top),
    minimumCharge: Number(period.minimumCharge),
    maximumCharge: maximumCharge === null ? Number.POSITIVE_INFINITY : Number(maximumCharge),
  };
  const numbers = [
    ...Object.values(plain),
    ...slots.flatMap(({ slot: _, ...numbers }) => Object.values(numbers)),
  ].filter((value) => value !== Number.POSITIVE_INFINITY);
  return Math.max(...numbers) <= MOST_EXACT ? { period, slots, money, ...plain } : null;
}

/** Null where a number leaves the exact range, and where there is no price. */
function plainSteps(seconds: number, answeredAt: Instant, plain: PlainTariff): Priced | null {
  const { tariff, unitsPerSecond } = plain;
  const first = plain.periods[tariff.clock.at(answeredAt) ?? -1];
  if (first === undefined || seconds > LONGEST_SECONDS) return null;
  const isEmpty = seconds === 0;
  const length = isEmpty ? 1 : seconds * unitsPerSecond;
  const atLeast = Math.max(length, plain.minimumLength);
  const priced = isEmpty ? atLeast : Math.max(atLeast - plain.freeLength, 0);
  const time = plainTime({ length: priced, answeredAt, first }, plain);
  if (time === null || time.billed > MOST_EXACT) return null;
  const asked = (time.amount + first.connectFee) * first.times;
  if (asked > MOST_EXACT) return null;
  const charge = plainText(Math.min(Math.max(asked, first.minimumCharge), first.maximumCharge), first.money);
  if (charge === null) return null;
  const { groups, billed } = time;
  return { period: first.period.index, billedSeconds: billed / unitsPerSecond, charge, groups };
}

/** A day: a longer call is no hurry. */
const LONGEST_SECONDS = 86_400;

type PlainTime = { readonly billed: number; readonly amount: number; readonly groups: string };

/** As `slotGroups`, in numbers of the processor, added up on the way. */
function plainTime(
  call: { readonly length: number; readonly answeredAt: Instant; readonly first: PlainPeriod },
  plain: PlainTariff,
): PlainTime | null {
  const { length, answeredAt, first } = call;
  const { tariff, unitsPerSecond } = plain;
  const entered: PlainSlot[] = [];
  let [billed, amount, groups] = [0, 0, ""];
  let period: PlainPeriod | undefined = first;
  let stretchEnd = tariff.isSplit ? changeAfter(answeredAt, call, plain) : length;
  for (let at = 0; at < length; ) {
    if (at >= stretchEnd) {
      const now = instant(answeredAt + Math.floor((at * 1000) / unitsPerSecond));
      period = plain.periods[tariff.clock.at(now) ?? -1];
      stretchEnd = changeAfter(now, call, plain);
    }
    if (period === undefined) return null;
    const slot = slotAt(period, at);
    const until = Math.min(slot.until, stretchEnd);
    const increments = Math.ceil((until - at) / slot.increment);
    const isEntry = slot.entryFee > 0 && !entered.includes(slot);
    if (isEntry) {
      entered.push(slot);
      amount += slot.entryFee;
    }
    billed += increments * slot.increment;
    amount += increments * slot.perIncrement;
    groups += groupTerms(slot.slot, { from: at / unitsPerSecond, increments, isEntry });
    at = tariff.restarts ? until : at + increments * slot.increment;
  }
  return { billed, amount, groups };
}

function changeAfter(
  now: Instant,
  call: { readonly length: number; readonly answeredAt: Instant },
  plain: PlainTariff,
): number {
  const { length, answeredAt } = call;
  const end = instant(answeredAt + Math.ceil((length * 1000) / plain.unitsPerSecond));
  const change = plain.tariff.clock.nextChange(now, end);
  return change === end ? length : ((change - answeredAt) * plain.unitsPerSecond) / 1000;
}

function slotAt({ slots }: PlainPeriod, at: number): PlainSlot {
  let found = slots[0] as PlainSlot;
  for (const slot of slots) {
    if (slot.from > at) break;
    found = slot;
  }
  return found;
}
