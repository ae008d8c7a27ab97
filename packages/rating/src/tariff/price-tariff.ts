import { ok, type Result } from "@tollwright/problem";
import type { ChargedCall } from "../price-call.ts";
import { compileTariff } from "./compile-tariff.ts";
import { explainTariff } from "./explain-tariff.ts";
import { type TariffPart, tariffParts } from "./tariff-parts.ts";
import { chargedBy, freeBy, type TariffCall, tariffSteps } from "./tariff-steps.ts";

/** What a call costs by a tariff of periods. */
export type TariffedCall = ChargedCall & {
  /** The steps that made the price; their amounts add up to `unrounded`. */
  readonly parts: readonly TariffPart[];
  /** One sentence a step, with the numbers. */
  readonly explanation: readonly string[];
};

/**
 * Prices one call by periods and slots, for the calculator and for the bill alike. The order: `graceSeconds`; `minimumSeconds`; `freeSeconds` off;
 * the increments of the slots, with an entry fee for each slot that one begins in; connect fee; surcharge on all of it; minimum;
 * maximum; one rounding. Fees, limits, surcharge and rounding are those of the period at the answer.
 *
 * @returns NO_RATE where the call is at a time that no period has: never a price of zero.
 * @example 72 s, slots of 30 s at 0.05 a minute and from second 30 of 6 s at 0.02: 0.025 + 7 × 0.002 = 0.039.
 */
export function priceTariff(call: TariffCall): Result<TariffedCall> {
  const tariff = "clock" in call.tariff ? call.tariff : compileTariff(call.tariff);
  const steps = tariffSteps(call.seconds, call.answeredAt, tariff);
  if (!steps.ok) return steps;
  const { value } = steps;
  const charged = value === null ? freeBy(call.answeredAt, tariff) : chargedBy(value, tariff);
  return ok({
    ...charged,
    parts: tariffParts(value, tariff),
    explanation: explainTariff({ call, steps: value, charged, tariff }),
  });
}
