import { MOST_EXACT, type PlainMoney, plainMoney, plainText } from "./plain-money.ts";
import { chargeCall } from "./price-call.ts";
import type { CompiledRate } from "./price-call-compile.ts";

/** What a rating keeps of a price. */
type BilledCall = { readonly billedSeconds: number; readonly charge: string };

/** A price ready for many calls. */
export type CallBiller = (seconds: number) => BilledCall;

/**
 * The price of `chargeCall`, for calls of whole seconds by the million: in whole numbers that the processor itself has, as long as
 * no product leaves the range in which they are exact, and else in big ones. A property test holds the one against the other.
 *
 * @example 61 s at 0.0100 a minute, 30/6, half-up 6: bills 66 s, charges 0.011000.
 */
export function callBiller(rate: CompiledRate): CallBiller {
  const exactly = (seconds: number): BilledCall => {
    const { billedSeconds, charge } = chargeCall({ seconds, rate });
    return { billedSeconds: Number(billedSeconds), charge };
  };
  const plain = plainRate(rate);
  if (plain === null) return exactly;
  return (seconds) => plainCharge(seconds, plain) ?? exactly(seconds);
}

/** The numbers of a rate where all of them are exact as they are: whole seconds, no surcharge, rounded to places. */
type PlainRate = {
  readonly initial: number;
  readonly increment: number;
  readonly minimumLength: number;
  readonly freeLength: number;
  /** A call of at most this length is free; -1: none is, not even one of no length. */
  readonly grace: number;
  readonly perInitialUnit: number;
  readonly perUnit: number;
  readonly connectFee: number;
  readonly minimumCharge: number;
  readonly maximumCharge: number;
  readonly money: PlainMoney;
};

function plainRate(rate: CompiledRate): PlainRate | null {
  const money = plainMoney(rate, rate.rounding);
  if (rate.secondsPlaces > 0 || rate.surchargeTop > 0n || money === null) return null;
  const plain = {
    initial: Number(rate.initial),
    increment: Number(rate.increment),
    minimumLength: Number(rate.minimumLength),
    freeLength: Number(rate.freeLength),
    grace: graceOf(rate),
    perInitialUnit: Number(rate.perInitialUnit),
    perUnit: Number(rate.perUnit),
    connectFee: Number(rate.connectFee),
    minimumCharge: Number(rate.minimumCharge),
    maximumCharge: rate.maximumCharge === null ? Number.POSITIVE_INFINITY : Number(rate.maximumCharge),
    money,
  };
  const numbers = Object.values(plain).filter((value) => typeof value === "number" && value !== Infinity);
  return numbers.every((value) => (value as number) <= MOST_EXACT) ? plain : null;
}

/** A call of no length is free unless it bills an increment. */
function graceOf(rate: CompiledRate): number {
  if (rate.graceLength > 0n) return Number(rate.graceLength);
  return rate.rate.zeroSeconds === "increment" ? -1 : 0;
}

/** Null where a product leaves the exact range. */
function plainCharge(seconds: number, rate: PlainRate): BilledCall | null {
  if (seconds <= rate.grace) return charged(0, 0, rate);
  const isEmpty = seconds === 0;
  const atLeast = Math.max(isEmpty ? rate.initial : seconds, rate.minimumLength);
  const priced = isEmpty ? atLeast : Math.max(atLeast - rate.freeLength, 0);
  const initial = priced > 0 ? rate.initial : 0;
  const further = Math.ceil(Math.max(priced - initial, 0) / rate.increment) * rate.increment;
  const billedSeconds = initial + further;
  const asked = initial * rate.perInitialUnit + further * rate.perUnit + rate.connectFee;
  if (asked > MOST_EXACT || seconds > MOST_EXACT) return null;
  return charged(billedSeconds, Math.min(Math.max(asked, rate.minimumCharge), rate.maximumCharge), rate);
}

function charged(billedSeconds: number, amount: number, { money }: PlainRate): BilledCall | null {
  const charge = plainText(amount, money);
  return charge === null ? null : { billedSeconds, charge };
}
