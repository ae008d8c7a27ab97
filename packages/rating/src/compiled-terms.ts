import type { UsageRate } from "@tollwright/rate-card";
import { type CallBiller, callBiller } from "./bill-call.ts";
import { compileRate } from "./price-call-compile.ts";

/** A price by the minute, with the words that a rating keeps of it. */
export type CompiledTerms = {
  readonly bill: CallBiller;
  readonly ratePerMinute: string;
  readonly connectFee: string;
  readonly terms: string;
};

/** @example 30/6 at 0.035, rounded half-up to 6: the terms read `30/6, halfUp 6, minimum 0`. */
export function compileTerms(rate: UsageRate): CompiledTerms {
  const { ratePerMinute, connectFee, minimumCharge, initialSeconds, incrementSeconds, rounding } = rate;
  const rounded = rounding.mode === "none" ? "unrounded" : `${rounding.mode} ${rounding.places}`;
  return {
    bill: callBiller(compileRate(rate)),
    ratePerMinute,
    connectFee,
    terms: `${initialSeconds}/${incrementSeconds}, ${rounded}, minimum ${minimumCharge}`,
  };
}
