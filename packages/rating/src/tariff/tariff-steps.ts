import { type Instant, localText } from "@tollwright/calendar";
import { fail, ok, type Problem, problem, type Result } from "@tollwright/problem";
import type { PeriodTariff, Seconds } from "@tollwright/rate-card";
import type { ChargedCall } from "../price-call.ts";
import { exactText, rescaled, roundedText, scaled } from "../price-call-scaled.ts";
import type { CompiledPeriod, CompiledTariff } from "./compile-tariff.ts";
import { type SlotGroup, slotGroups } from "./slot-groups.ts";

export type TariffCall = {
  /** Of conversation, zero or more, whole or in fractions. */
  readonly seconds: Seconds;
  /** Null where no period asks for the time. */
  readonly answeredAt: Instant | null;
  readonly tariff: PeriodTariff | CompiledTariff;
};

/** What was billed, and what it came to. Null: a call that is free for its length: zero seconds, or within the grace. */
export type TariffSteps = {
  readonly isEmpty: boolean;
  /** Lengths in units: the call's own (one unit for zero seconds), after the minimum, after the free seconds. */
  readonly length: bigint;
  readonly atLeast: bigint;
  readonly priced: bigint;
  /** At the answer. */
  readonly period: CompiledPeriod;
  readonly groups: readonly SlotGroup[];
  /** Groups in which their slot is entered for the first time: the entry fee is due once a slot and call. */
  readonly entries: readonly SlotGroup[];
  readonly billed: bigint;
  /** Over the tariff's denominator. */
  readonly bySlots: bigint;
  readonly subtotal: bigint;
  /** Over the tariff's denominator × the bottom of the period's surcharge: with the surcharge, after the minimum, after the maximum. */
  readonly surcharged: bigint;
  readonly raised: bigint;
  readonly total: bigint;
} | null;

export function tariffSteps(
  seconds: Seconds,
  answeredAt: Instant | null,
  tariff: CompiledTariff,
): Result<TariffSteps> {
  const units = unitsUp(seconds, tariff.secondsPlaces);
  const isEmpty = units === 0n;
  if (isEmpty && !tariff.billsEmpty) return ok(null);
  if (tariff.graceLength > 0n && units <= tariff.graceLength) return ok(null);
  const period = periodAt(answeredAt, tariff);
  if (period === null) return fail(noPeriod(answeredAt));
  // The least length there is: one increment, also where the next slot begins within it and increments restart.
  const length = isEmpty ? 1n : units;
  const atLeast = larger(length, tariff.minimumLength);
  // The increment that an empty call costs is due whatever is free, or it would be free after all.
  const priced = isEmpty ? atLeast : larger(atLeast - tariff.freeLength, 0n);
  if (tariff.isSplit && priced > LONGEST_SPLIT_SECONDS * 10n ** BigInt(tariff.secondsPlaces))
    return fail(tooLong());
  const groups = slotGroups({ length: priced, answeredAt, first: period }, tariff);
  if (groups === null) return fail(noPeriod(answeredAt));
  return ok({ isEmpty, length, atLeast, priced, period, ...moneyOf(groups, period) });
}

/** A year and its leap day: what changes in a call is looked up day by day. */
const LONGEST_SPLIT_SECONDS = 366n * 86_400n;

function moneyOf(
  groups: readonly SlotGroup[],
  period: CompiledPeriod,
): Pick<
  NonNullable<TariffSteps>,
  "groups" | "entries" | "billed" | "bySlots" | "subtotal" | "surcharged" | "raised" | "total"
> {
  const entries = groups.filter(
    (group, position) => groups.findIndex(({ slot }) => slot === group.slot) === position,
  );
  const billed = groups.reduce((sum, { slot, increments }) => sum + increments * slot.increment, 0n);
  const time = groups.reduce((sum, { slot, increments }) => sum + increments * slot.perIncrement, 0n);
  const bySlots = entries.reduce((sum, { slot }) => sum + slot.entryFee, time);
  const subtotal = bySlots + period.connectFee;
  const surcharged = subtotal * (period.surcharge.bottom + period.surcharge.top);
  const raised = larger(surcharged, period.minimumCharge);
  const { maximumCharge } = period;
  const total = maximumCharge !== null && maximumCharge < raised ? maximumCharge : raised;
  return { groups, entries, billed, bySlots, subtotal, surcharged, raised, total };
}

export function chargedBy(steps: NonNullable<TariffSteps>, tariff: CompiledTariff): ChargedCall {
  const { divisor, places } = totalScale(steps.period, tariff);
  return {
    billedSeconds: exactText(steps.billed, 1n, tariff.secondsPlaces),
    unrounded: exactText(steps.total, divisor, places),
    charge: roundedText(steps.total, divisor, places, steps.period.rounding),
  };
}

/** Of a call that is free for its length: written as the period at the answer writes its charges, where there is one. */
export function freeBy(answeredAt: Instant | null, tariff: CompiledTariff): ChargedCall {
  const rounding = periodAt(answeredAt, tariff)?.rounding ?? tariff.rounding;
  return { billedSeconds: "0", unrounded: "0", charge: roundedText(0n, 1n, 0, rounding) };
}

/** The denominator of amounts after the surcharge. */
export function totalScale(
  { surcharge: { share } }: CompiledPeriod,
  { divisor, places }: CompiledTariff,
): { readonly divisor: bigint; readonly places: number } {
  return { divisor: divisor * share.divisor, places: places + share.places };
}

function periodAt(answeredAt: Instant | null, tariff: CompiledTariff): CompiledPeriod | null {
  // Without an instant no period asks for one, and any will do.
  const winner = tariff.clock.at(answeredAt ?? (0 as Instant));
  return winner === null ? null : (tariff.periods[winner] ?? null);
}

/** Units of length, started ones counting whole: no increment and no boundary is finer than a unit. */
function unitsUp(seconds: Seconds, secondsPlaces: number): bigint {
  const length = scaled(seconds);
  if (length.places <= secondsPlaces) return rescaled(length, secondsPlaces);
  const finer = 10n ** BigInt(length.places - secondsPlaces);
  return (length.digits + finer - 1n) / finer;
}

function noPeriod(answeredAt: Instant | null): Problem {
  const when = answeredAt === null ? "" : ` of a call answered ${localText(answeredAt, "UTC")} UTC`;
  return problem({
    code: "NO_RATE",
    path: "call.answeredAt",
    message: `no period of the tariff has the time${when}`,
    wayOut: "Add a period for that time, or one without `when` and with less weight for all that is left.",
  });
}

function tooLong(): Problem {
  return problem({
    code: "INVALID_DOCUMENT",
    path: "call.seconds",
    message: "a call that is split by the time of day lasts 366 days at most",
  });
}

function larger(left: bigint, right: bigint): bigint {
  return left > right ? left : right;
}
