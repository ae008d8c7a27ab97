import { type Instant, instant } from "@tollwright/calendar";
import type { CompiledPeriod, CompiledSlot, CompiledTariff } from "./compile-tariff.ts";

/** So many whole increments in one slot, one after the other. */
export type SlotGroup = {
  readonly period: CompiledPeriod;
  readonly slot: CompiledSlot;
  /** Where the first of them begins, in units of length since the answer. */
  readonly from: bigint;
  readonly increments: bigint;
};

/**
 * The increments that a length is billed as. There is a step for each slot and period that the call reaches, none for each
 * increment: a call of an hour takes as many as one of six seconds in the same slots.
 *
 * @param call `length` in units, more than zero. `first` is the period at the answer.
 * @returns Null where an increment would begin at a time that no period has.
 * @example 72 s, increments of 30 s until second 30 and of 6 s from there: 1 × 30 s from 0, 7 × 6 s from 30.
 */
export function slotGroups(
  call: { readonly length: bigint; readonly answeredAt: Instant | null; readonly first: CompiledPeriod },
  tariff: CompiledTariff,
): readonly SlotGroup[] | null {
  const { length, answeredAt, first } = call;
  const groups: SlotGroup[] = [];
  let stretch: Stretch = { period: first, until: length };
  if (tariff.isSplit && answeredAt !== null) stretch = stretchAt(0n, length, answeredAt, tariff);
  for (let at = 0n; at < length; ) {
    if (at >= stretch.until && answeredAt !== null) stretch = stretchAt(at, length, answeredAt, tariff);
    const { period } = stretch;
    if (period === null) return null;
    const slot = slotAt(period, at);
    const until = slot.until !== null && slot.until < stretch.until ? slot.until : stretch.until;
    const increments = (until - at + slot.increment - 1n) / slot.increment;
    groups.push({ period, slot, from: at, increments });
    at = tariff.restarts ? until : at + increments * slot.increment;
  }
  return groups;
}

/** A part of the call in which one period is in force: until the call ends or another period begins. */
type Stretch = { readonly period: CompiledPeriod | null; readonly until: bigint };

function stretchAt(at: bigint, length: bigint, answeredAt: Instant, tariff: CompiledTariff): Stretch {
  const unitsPerMillisecond = 10n ** BigInt(tariff.secondsPlaces - 3);
  const now = instant(answeredAt + Number(at / unitsPerMillisecond));
  const end = instant(answeredAt + Number((length + unitsPerMillisecond - 1n) / unitsPerMillisecond));
  const change = tariff.clock.nextChange(now, end);
  const winner = tariff.clock.at(now);
  const until = change === end ? length : BigInt(change - answeredAt) * unitsPerMillisecond;
  return { period: winner === null ? null : (tariff.periods[winner] ?? null), until };
}

/** The last that has begun. */
function slotAt({ slots }: CompiledPeriod, at: bigint): CompiledSlot {
  let found = slots[0] as CompiledSlot;
  for (const slot of slots) {
    if (slot.from > at) break;
    found = slot;
  }
  return found;
}
