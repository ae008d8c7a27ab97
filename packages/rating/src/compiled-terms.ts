import type { CallRate, UsageRate } from "@tollwright/rate-card";
import { type CallBiller, callBiller } from "./bill-call.ts";
import { compileRate } from "./price-call-compile.ts";

/** A price by the minute, with the words that a rating keeps of it. */
export type CompiledTerms = {
  readonly bill: CallBiller;
  readonly ratePerMinute: string;
  readonly connectFee: string;
  /** An answered call of at most so many seconds is free; 0: none is, but for its length of zero. */
  readonly graceSeconds: number;
  readonly terms: string;
};

/** A plan's flat price, or a deck's row, which may have a price of its own for the first increment and seconds that are free. */
type MinuteRate = UsageRate & Pick<CallRate, "initialRatePerMinute" | "freeSeconds" | "graceSeconds">;

/**
 * @example 30/6 at 0.035, rounded half-up to 6: the terms read `30/6, halfUp 6, minimum 0`; with a first price and free seconds
 *   `30/6, halfUp 6, minimum 0, first 0.05, free 3, grace 5`.
 */
export function compileTerms(rate: MinuteRate): CompiledTerms {
  const { ratePerMinute, connectFee, minimumCharge, initialSeconds, incrementSeconds, rounding } = rate;
  const rounded = rounding.mode === "none" ? "unrounded" : `${rounding.mode} ${rounding.places}`;
  const { initialRatePerMinute: first, freeSeconds, graceSeconds } = rate;
  const further = [first && `first ${first}`, freeSeconds && `free ${freeSeconds}`];
  const all = [...further, graceSeconds && `grace ${graceSeconds}`].filter((text) => text);
  return {
    bill: callBiller(compileRate(rate)),
    ratePerMinute,
    connectFee,
    graceSeconds: Number(graceSeconds ?? 0),
    terms: [`${initialSeconds}/${incrementSeconds}, ${rounded}, minimum ${minimumCharge}`, ...all].join(", "),
  };
}
