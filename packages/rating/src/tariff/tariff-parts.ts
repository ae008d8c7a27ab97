import { exactText } from "../price-call-scaled.ts";
import type { CompiledTariff } from "./compile-tariff.ts";
import type { SlotGroup } from "./slot-groups.ts";
import { type TariffSteps, totalScale } from "./tariff-steps.ts";

/** One step of the price. The amounts of all parts add up to `unrounded`. */
export type TariffPart =
  | {
      readonly what: "increments";
      /** Positions as listed in the tariff. */
      readonly period: number;
      readonly slot: number;
      /** Seconds since the answer at which the first increment begins. */
      readonly fromSecond: string;
      readonly increments: string;
      readonly incrementSeconds: string;
      readonly rate: string;
      readonly unitSeconds: string;
      readonly seconds: string;
      readonly amount: string;
    }
  | {
      readonly what: "entryFee";
      readonly period: number;
      readonly slot: number;
      readonly seconds: null;
      readonly amount: string;
    }
  | {
      readonly what: "connectFee" | "surcharge" | "raisedToMinimum" | "loweredToMaximum";
      readonly seconds: null;
      readonly amount: string;
    };

/** The steps that changed the price, in their order: each group of increments, then its slot's entry fee, then the rest. */
export function tariffParts(steps: TariffSteps, tariff: CompiledTariff): readonly TariffPart[] {
  if (steps === null) return [];
  const { period, entries, subtotal, surcharged, raised, total } = steps;
  const money = (amount: bigint): string => exactText(amount, tariff.divisor, tariff.places);
  const parts = steps.groups.flatMap((group): TariffPart[] => {
    const { entryFee, index } = group.slot;
    const at = { period: group.period.index, slot: index };
    const isDue = entryFee > 0n && entries.includes(group);
    const fee = isDue ? [{ what: "entryFee" as const, ...at, seconds: null, amount: money(entryFee) }] : [];
    return [groupPart(group, tariff), ...fee];
  });
  const add = (
    what: "connectFee" | "surcharge" | "raisedToMinimum" | "loweredToMaximum",
    amount: string,
  ): void => {
    if (amount !== "0") parts.push({ what, seconds: null, amount });
  };
  const { divisor, places } = totalScale(period, tariff);
  const after = (amount: bigint): string => exactText(amount, divisor, places);
  add("connectFee", money(period.connectFee));
  add("surcharge", after(surcharged - subtotal * period.surcharge.bottom));
  add("raisedToMinimum", after(raised - surcharged));
  add("loweredToMaximum", after(total - raised));
  return parts;
}

/** A group of increments with its amount, in texts. */
export function groupPart({ period, slot, from, increments }: SlotGroup, tariff: CompiledTariff) {
  const length = (units: bigint): string => exactText(units, 1n, tariff.secondsPlaces);
  return {
    what: "increments" as const,
    period: period.index,
    slot: slot.index,
    fromSecond: length(from),
    increments: increments.toString(),
    incrementSeconds: slot.incrementSeconds,
    rate: slot.rate,
    unitSeconds: slot.unitSeconds,
    seconds: length(increments * slot.increment),
    amount: exactText(increments * slot.perIncrement, tariff.divisor, tariff.places),
  };
}
