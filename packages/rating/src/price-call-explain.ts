import type { CallRate, Seconds } from "@tollwright/rate-card";
import type { CompiledRate } from "./price-call-compile.ts";
import { exactText } from "./price-call-scaled.ts";

/** One step of the price. The amounts of all parts add up to `unrounded`. */
export type CallPart = {
  readonly what:
    | "initial"
    | "increments"
    | "connectFee"
    | "surcharge"
    | "raisedToMinimum"
    | "loweredToMaximum";
  /** Seconds that this part bills; null where it does not go by time. */
  readonly seconds: string | null;
  readonly amount: string;
};

/** In units of the compiled rate's length, a started unit counting whole. */
export type BilledTime = {
  /** The call had no length, and its rate bills one increment for that. */
  readonly isEmpty: boolean;
  /** The call's own length, or one increment if it is empty. */
  readonly length: bigint;
  /** After the minimum. */
  readonly atLeast: bigint;
  /** After the free seconds. */
  readonly priced: bigint;
  readonly initial: bigint;
  readonly further: bigint;
  readonly increments: bigint;
};

/** Over the compiled rate's denominator. `raised` is after the minimum, `total` after the maximum. */
export type ChargedMoney = {
  readonly subtotal: bigint;
  readonly surcharge: bigint;
  readonly raised: bigint;
  readonly total: bigint;
};

/** The steps that changed the price, in their order. */
export function callParts(time: BilledTime, money: ChargedMoney, rate: CompiledRate): readonly CallPart[] {
  const byTime = (what: CallPart["what"], length: bigint, perUnit: bigint): CallPart => ({
    what,
    seconds: lengthText(length, rate),
    amount: moneyText(length * perUnit, rate),
  });
  const parts: CallPart[] = [];
  const add = (what: CallPart["what"], amount: bigint): void => {
    if (amount !== 0n) parts.push({ what, seconds: null, amount: moneyText(amount, rate) });
  };
  if (time.initial > 0n) parts.push(byTime("initial", time.initial, rate.perInitialUnit));
  if (time.further > 0n) parts.push(byTime("increments", time.further, rate.perUnit));
  add("connectFee", rate.connectFee);
  add("surcharge", money.surcharge);
  add("raisedToMinimum", money.raised - money.subtotal - money.surcharge);
  add("loweredToMaximum", money.total - money.raised);
  return parts;
}

/** Why a call costs nothing at all. */
export function explainFree(seconds: Seconds, { graceSeconds }: Pick<CallRate, "graceSeconds">): string {
  return /^[0.]+$/.test(String(seconds))
    ? "0 s: a call of zero seconds is free."
    : `${seconds} s: a call of at most ${graceSeconds} s is free.`;
}

/** One sentence a step, with numbers that a pencil can follow. */
export function explainCall(call: {
  readonly seconds: Seconds;
  readonly time: BilledTime;
  readonly billedSeconds: string;
  readonly money: ChargedMoney;
  readonly charge: string;
  readonly compiled: CompiledRate;
}): readonly string[] {
  const { compiled, money } = call;
  const { rate, rounding } = compiled;
  const total = moneyText(money.total, compiled);
  const byTime = moneyText(money.subtotal - compiled.connectFee, compiled);
  const steps = [
    ...lengthSteps(call),
    `${timesText(call.time, compiled)} = ${byTime}.`,
    compiled.connectFee > 0n &&
      `With the connect fee of ${rate.connectFee}: ${moneyText(money.subtotal, compiled)}.`,
    money.surcharge > 0n &&
      `A surcharge of ${rate.surchargePercent} on all of it is ${moneyText(money.surcharge, compiled)}: ${moneyText(money.subtotal + money.surcharge, compiled)}.`,
    money.raised > money.subtotal + money.surcharge &&
      `Raised to the minimum charge of ${rate.minimumCharge}.`,
    money.total < money.raised && `Lowered to the maximum charge of ${rate.maximumCharge}.`,
    rounding.mode === "none"
      ? `Not rounded: ${total}.`
      : `${total} rounded ${rounding.mode} to ${rounding.places} places: ${call.charge}.`,
  ];
  return steps.filter((step) => step !== false);
}

function lengthSteps(call: {
  readonly seconds: Seconds;
  readonly time: BilledTime;
  readonly billedSeconds: string;
  readonly compiled: CompiledRate;
}): readonly (string | false)[] {
  const { time, compiled, seconds } = call;
  const { rate } = compiled;
  const [initial, increment] = [
    lengthText(compiled.initial, compiled),
    lengthText(compiled.increment, compiled),
  ];
  const first = time.initial === 0n ? "nothing" : `${initial} s`;
  const further = time.increments === 0n ? "" : ` and ${time.increments} × ${increment} s`;
  const asGiven = time.priced === time.length && !time.isEmpty;
  const priced = asGiven ? seconds : lengthText(time.priced, compiled);
  return [
    time.isEmpty && "A call of zero seconds is one increment.",
    time.atLeast > time.length && `${seconds} s count as the minimum of ${rate.minimumSeconds} s.`,
    time.priced < time.atLeast && `${rate.freeSeconds} s are free: ${priced} s are left.`,
    `${priced} s are billed as ${first}${further}: ${call.billedSeconds} s.`,
  ];
}

/** @example `36/60 × 0.035`; with a price of its own for the first 30 s `30/60 × 0.05 + 6/60 × 0.035` */
function timesText({ initial, further }: BilledTime, compiled: CompiledRate): string {
  const { ratePerMinute, initialRatePerMinute } = compiled.rate;
  const minutes = (length: bigint) => `${lengthText(length, compiled)}/60`;
  if (compiled.perInitialUnit === compiled.perUnit || initial === 0n)
    return `${minutes(initial + further)} × ${ratePerMinute}`;
  const first = `${minutes(initial)} × ${initialRatePerMinute}`;
  return further === 0n ? first : `${first} + ${minutes(further)} × ${ratePerMinute}`;
}

/** A length in seconds, as exact text. */
export function lengthText(length: bigint, rate: CompiledRate): string {
  return exactText(length, 1n, rate.secondsPlaces);
}

/** An amount in the rate's currency, as exact text. */
export function moneyText(amount: bigint, rate: CompiledRate): string {
  return exactText(amount, rate.divisor, rate.places);
}
