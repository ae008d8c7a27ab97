import type { Rounding } from "@tollwright/money";
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
  readonly billsEmpty: boolean;
  readonly initial: number;
  readonly increment: number;
  readonly minimumLength: number;
  readonly freeLength: number;
  readonly perUnit: number;
  readonly connectFee: number;
  readonly minimumCharge: number;
  readonly maximumCharge: number;
  /** A charge is amount × factor / divisor, in units of the last place that it is rounded to. */
  readonly factor: number;
  readonly divisor: number;
  readonly rounding: Rounding;
  /** One unit of money in units of that last place. */
  readonly one: number;
};

function plainRate(rate: CompiledRate): PlainRate | null {
  const { rounding } = rate;
  if (rate.secondsPlaces > 0 || rate.surchargeTop > 0n || rounding.mode === "none" || rounding.places < 0)
    return null;
  const shift = rounding.places - rate.places;
  const plain = {
    billsEmpty: rate.rate.zeroSeconds === "increment",
    initial: Number(rate.initial),
    increment: Number(rate.increment),
    minimumLength: Number(rate.minimumLength),
    freeLength: Number(rate.freeLength),
    perUnit: Number(rate.perUnit),
    connectFee: Number(rate.connectFee),
    minimumCharge: Number(rate.minimumCharge),
    maximumCharge: rate.maximumCharge === null ? Number.POSITIVE_INFINITY : Number(rate.maximumCharge),
    factor: Number(10n ** BigInt(Math.max(shift, 0))),
    divisor: Number(rate.divisor * 10n ** BigInt(Math.max(-shift, 0))),
    rounding,
    one: 10 ** rounding.places,
  };
  const numbers = Object.values(plain).filter((value) => typeof value === "number" && value !== Infinity);
  return numbers.every((value) => (value as number) <= MOST) ? plain : null;
}

/** Twice of it is exact still, which rounding asks for. */
const MOST = Number.MAX_SAFE_INTEGER / 4;

/** Null where a product leaves the exact range. */
function plainCharge(seconds: number, rate: PlainRate): BilledCall | null {
  const isEmpty = seconds === 0;
  if (isEmpty && !rate.billsEmpty) return { billedSeconds: 0, charge: decimalText(0, rate) };
  const atLeast = Math.max(isEmpty ? rate.initial : seconds, rate.minimumLength);
  const priced = isEmpty ? atLeast : Math.max(atLeast - rate.freeLength, 0);
  const initial = priced > 0 ? rate.initial : 0;
  const further = Math.ceil(Math.max(priced - initial, 0) / rate.increment) * rate.increment;
  const billedSeconds = initial + further;
  const asked = billedSeconds * rate.perUnit + rate.connectFee;
  const amount = Math.min(Math.max(asked, rate.minimumCharge), rate.maximumCharge);
  if (asked > MOST || amount * rate.factor > MOST || seconds > MOST) return null;
  return { billedSeconds, charge: decimalText(rounded(amount * rate.factor, rate), rate) };
}

function rounded(top: number, { divisor, rounding }: PlainRate): number {
  // The remainder of two exact numbers is exact, and so is the division of what divides without one.
  const rest = top % divisor;
  const quotient = (top - rest) / divisor;
  const up =
    rounding.mode === "up"
      ? rest > 0
      : rounding.mode !== "down" &&
        (rest * 2 > divisor || (rest * 2 === divisor && (rounding.mode === "halfUp" || quotient % 2 === 1)));
  return up ? quotient + 1 : quotient;
}

/** In units of the last place. The 1 in front keeps the zeros behind the point. @example 11,000 of six places: `0.011000`. */
function decimalText(digits: number, { one }: PlainRate): string {
  if (one === 1) return String(digits);
  const decimals = digits % one;
  return `${(digits - decimals) / one}.${String(one + decimals).slice(1)}`;
}
