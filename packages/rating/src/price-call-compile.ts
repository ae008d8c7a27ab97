import type { Rounding } from "@tollwright/money";
import type { CallRate } from "@tollwright/rate-card";
import { rescaled, type Scaled, scaled, scaledShare } from "./price-call-scaled.ts";

/**
 * A rate read once. Lengths count units of 10^−`secondsPlaces` seconds. Money counts over `divisor × 10^places`, one
 * denominator for all of it, so a call is priced with a handful of whole-number operations.
 */
export type CompiledRate = {
  readonly rate: CallRate;
  readonly rounding: Rounding;
  readonly secondsPlaces: number;
  readonly initial: bigint;
  readonly increment: bigint;
  readonly minimumLength: bigint;
  readonly freeLength: bigint;
  /** A call of at most this length is free; zero: none is. */
  readonly graceLength: bigint;
  readonly places: number;
  readonly divisor: bigint;
  /** Price of one unit of length, before the surcharge; of the first increment, and of all others. */
  readonly perInitialUnit: bigint;
  readonly perUnit: bigint;
  readonly connectFee: bigint;
  /** The surcharge is (slots + connect fee) × top / bottom; both amounts are multiples of the bottom. */
  readonly surchargeTop: bigint;
  readonly surchargeBottom: bigint;
  readonly minimumCharge: bigint;
  /** Null: no limit. */
  readonly maximumCharge: bigint | null;
};

const DEFAULT_ROUNDING: Rounding = { mode: "halfUp", places: 6 };

/**
 * Reads a rate for many calls.
 *
 * @param rate Checked by its schema `CallRate` where it comes from outside; other text asserts.
 */
export function compileRate(rate: CallRate): CompiledRate {
  const incrementSeconds = rate.incrementSeconds ?? 1;
  const increment = scaled(incrementSeconds);
  const initial = scaled(rate.initialSeconds ?? incrementSeconds);
  const minimumLength = scaled(rate.minimumSeconds ?? 0);
  const freeLength = scaled(rate.freeSeconds ?? 0);
  const graceLength = scaled(rate.graceSeconds ?? 0);
  const secondsPlaces = finest([increment, initial, minimumLength, freeLength, graceLength]);
  return {
    rate,
    rounding: rate.rounding ?? DEFAULT_ROUNDING,
    secondsPlaces,
    initial: rescaled(initial, secondsPlaces),
    increment: rescaled(increment, secondsPlaces),
    minimumLength: rescaled(minimumLength, secondsPlaces),
    freeLength: rescaled(freeLength, secondsPlaces),
    graceLength: rescaled(graceLength, secondsPlaces),
    ...compiledMoney(rate, secondsPlaces),
  };
}

type CompiledMoney = Pick<
  CompiledRate,
  | "places"
  | "divisor"
  | "perInitialUnit"
  | "perUnit"
  | "connectFee"
  | "surchargeTop"
  | "surchargeBottom"
  | "minimumCharge"
  | "maximumCharge"
>;

function compiledMoney(rate: CallRate, secondsPlaces: number): CompiledMoney {
  const perUnit = priceOfUnit(rate.ratePerMinute, secondsPlaces);
  const perInitialUnit = priceOfUnit(rate.initialRatePerMinute ?? rate.ratePerMinute, secondsPlaces);
  const connectFee = scaled(rate.connectFee ?? "0");
  const minimumCharge = scaled(rate.minimumCharge ?? "0");
  const maximumCharge = scaled(rate.maximumCharge ?? "0");
  const places = finest([perUnit, perInitialUnit, connectFee, minimumCharge, maximumCharge]);
  const surcharge = scaledShare(rate.surchargePercent ?? "0");
  const surchargeBottom = surcharge.divisor * 10n ** BigInt(surcharge.places);
  const thirds = (amount: Scaled): bigint => 3n * rescaled(amount, places) * surchargeBottom;
  return {
    places: places + surcharge.places,
    divisor: 3n * surcharge.divisor,
    perInitialUnit: rescaled(perInitialUnit, places) * surchargeBottom,
    perUnit: rescaled(perUnit, places) * surchargeBottom,
    connectFee: thirds(connectFee),
    surchargeTop: surcharge.digits,
    surchargeBottom,
    minimumCharge: thirds(minimumCharge),
    maximumCharge: rate.maximumCharge == null ? null : thirds(maximumCharge),
  };
}

/** A unit of length costs perMinute / 60 / 10^secondsPlaces, and 1/60 is 5/(3 × 10^2): two more places, divisor 3. */
function priceOfUnit(ratePerMinute: string, secondsPlaces: number): Scaled {
  const perMinute = scaled(ratePerMinute);
  return { digits: perMinute.digits * 5n, places: perMinute.places + secondsPlaces + 2 };
}

function finest(values: readonly Scaled[]): number {
  return values.reduce((most, value) => Math.max(most, value.places), 0);
}
