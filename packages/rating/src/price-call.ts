import type { CallRate, Seconds } from "@tollwright/rate-card";
import { type CompiledRate, compileRate } from "./price-call-compile.ts";
import {
  type BilledTime,
  type CallPart,
  type ChargedMoney,
  callParts,
  explainCall,
  explainFree,
  lengthText,
  moneyText,
} from "./price-call-explain.ts";
import { rescaled, roundedText, scaled } from "./price-call-scaled.ts";

/** What a call costs: everything that a bill stores. */
export type ChargedCall = {
  readonly billedSeconds: string;
  /** Exact, without trailing zeros; a value that never ends, half-up to 20 places. */
  readonly unrounded: string;
  /** Rounded once, with exactly the places of the rate's rounding. */
  readonly charge: string;
};

export type PricedCall = ChargedCall & {
  /** The steps that made the price; their amounts add up to `unrounded`. */
  readonly parts: readonly CallPart[];
  /** One sentence a step, with the numbers. */
  readonly explanation: readonly string[];
};

/**
 * Prices one call, for the bill and for the calculator alike. The order: `graceSeconds`; `minimumSeconds`; `freeSeconds` off; the
 * increments; connect fee; surcharge on both; minimum; maximum; one rounding.
 *
 * @param call `seconds` is the conversation, zero or more, whole or in fractions. `rate` is read once with
 *   `compileRate` where many calls share it.
 * @example 72 s at 0.035 a minute, 30/6, connect fee 0.01: 30 s and 7 × 6 s are 72 s; 72/60 × 0.035 + 0.01 = 0.052.
 */
export function priceCall(call: PriceableCall): PricedCall {
  const rate = compiled(call.rate);
  const time = billedTime(call.seconds, rate);
  if (time === null) {
    return { ...freeCall(rate), parts: [], explanation: [explainFree(call.seconds, rate.rate)] };
  }
  const money = chargedMoney(time, rate);
  const charged = chargedCall(time, money, rate);
  return {
    ...charged,
    parts: callParts(time, money, rate),
    explanation: explainCall({ ...charged, seconds: call.seconds, time, money, compiled: rate }),
  };
}

/** The same without parts and sentences, which take longer to write than the price to compute: for the bill's hot path. */
export function chargeCall(call: PriceableCall): ChargedCall {
  const rate = compiled(call.rate);
  const time = billedTime(call.seconds, rate);
  return time === null ? freeCall(rate) : chargedCall(time, chargedMoney(time, rate), rate);
}

type PriceableCall = { readonly seconds: Seconds; readonly rate: CallRate | CompiledRate };

function compiled(rate: CallRate | CompiledRate): CompiledRate {
  return "divisor" in rate ? rate : compileRate(rate);
}

/** Calls within the grace cost nothing, nor do zero seconds, unless the rate says otherwise: no connect fee, no minimum. */
function freeCall(rate: CompiledRate): ChargedCall {
  const charge = roundedText(0n, rate.divisor, rate.places, rate.rounding);
  return { billedSeconds: "0", unrounded: "0", charge };
}

function chargedCall(time: BilledTime, money: ChargedMoney, rate: CompiledRate): ChargedCall {
  return {
    billedSeconds: lengthText(time.initial + time.further, rate),
    unrounded: moneyText(money.total, rate),
    charge: roundedText(money.total, rate.divisor, rate.places, rate.rounding),
  };
}

/** Null: a call that is free for its length: zero seconds, or within the grace. */
function billedTime(seconds: Seconds, rate: CompiledRate): BilledTime | null {
  const units = unitsUp(seconds, rate);
  const isEmpty = units === 0n;
  if (isEmpty && rate.rate.zeroSeconds !== "increment") return null;
  if (rate.graceLength > 0n && units <= rate.graceLength) return null;
  const length = isEmpty ? rate.initial : units;
  const atLeast = larger(length, rate.minimumLength);
  // The increment that an empty call costs is due whatever is free, or it would be free after all.
  const priced = isEmpty ? atLeast : larger(atLeast - rate.freeLength, 0n);
  const initial = priced > 0n ? rate.initial : 0n;
  const increments = (larger(priced - initial, 0n) + rate.increment - 1n) / rate.increment;
  return { isEmpty, length, atLeast, priced, initial, further: increments * rate.increment, increments };
}

/** Units of length, started ones counting whole: no increment is finer than a unit, so nothing is billed for it twice. */
function unitsUp(seconds: Seconds, rate: CompiledRate): bigint {
  const length = scaled(seconds);
  if (length.places <= rate.secondsPlaces) return rescaled(length, rate.secondsPlaces);
  const finer = 10n ** BigInt(length.places - rate.secondsPlaces);
  return (length.digits + finer - 1n) / finer;
}

function chargedMoney(time: BilledTime, rate: CompiledRate): ChargedMoney {
  const byTime = time.initial * rate.perInitialUnit + time.further * rate.perUnit;
  const subtotal = byTime + rate.connectFee;
  const surcharge = (subtotal / rate.surchargeBottom) * rate.surchargeTop;
  const raised = larger(subtotal + surcharge, rate.minimumCharge);
  const lowered = rate.maximumCharge !== null && rate.maximumCharge < raised;
  return { subtotal, surcharge, raised, total: lowered ? (rate.maximumCharge ?? raised) : raised };
}

function larger(left: bigint, right: bigint): bigint {
  return left > right ? left : right;
}
