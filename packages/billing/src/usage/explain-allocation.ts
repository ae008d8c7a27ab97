import { whole } from "@tollwright/money";
import { minutesText } from "../minutes.ts";
import type { CallAllocation, PoolDraw } from "./usage-call.ts";

/**
 * What pools and tiers made of a call, one sentence a step; none for a call that is billed at its list price.
 *
 * @example `The pool bundle covers 60 of its 90 billed seconds.` · `Billed 0.015000, the list price is 0.045000.`
 */
export function explainAllocation(
  call: { readonly billedSeconds: number; readonly charge: string },
  { billedCharge, draws, tier }: CallAllocation,
): readonly string[] {
  if (draws.length === 0 && tier === null) return [];
  return [
    ...draws.map((draw) => drawSentence(call, draw)),
    ...(tier === null ? [] : [tierSentence(tier)]),
    `Billed ${billedCharge}, the list price is ${call.charge}.`,
  ];
}

function drawSentence(call: { readonly billedSeconds: number }, draw: PoolDraw): string {
  const { pool, holder, unit, units, price } = draw;
  const name = holder === null ? `pool ${pool}` : `pool ${pool} of ${holder}`;
  const what = unit === "calls" ? "the call" : `${units} of its ${call.billedSeconds} billed seconds`;
  if (price === null) return `The ${name} covers ${what}.`;
  return `Beyond the fair-use limit of the ${name}: ${what}, at ${price} a ${unit === "calls" ? "call" : "minute"}.`;
}

function tierSentence({ beforeUnits, afterUnits, unit }: NonNullable<CallAllocation["tier"]>): string {
  const shown = (units: number): string => (unit === "calls" ? String(units) : minutesText(whole(units)));
  return `What no pool covers is priced by tiers: it takes the period from ${shown(beforeUnits)} to ${shown(afterUnits)} ${unit}.`;
}
