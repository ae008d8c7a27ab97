import { add, compare, divide, exact, multiply, round, subtract, zero } from "@tollwright/money";
import type { Finding } from "../finding.ts";
import type { PeriodTariff, TariffPeriod } from "../plan/tariff.ts";

/**
 * Slots that every call jumps over, since the increment before lasts past their end. Where increments restart at each slot, and
 * where calls are split and may come to a slot from elsewhere, there are none.
 *
 * @example increments of 60 s from second 0, and slots from second 10 and from second 30: no increment begins in the second slot.
 */
export function unreachableSlots(tariff: PeriodTariff): readonly Finding[] {
  if (tariff.slotOverrun === "restart" || tariff.timeOfDay === "split") return [];
  return tariff.periods.flatMap(({ slots }, period) =>
    jumpedOver(slots, tariff).map(
      (slot): Finding => ({
        code: "TARIFF_UNREACHABLE",
        path: ["periods", period, "slots", slot],
        message: "no increment begins in this slot: the one before lasts past its end",
      }),
    ),
  );
}

function jumpedOver(slots: TariffPeriod["slots"], { incrementSeconds }: PeriodTariff): readonly number[] {
  const ordered = slots
    .map((slot, index) => ({
      index,
      from: exact(String(slot.fromSecond ?? 0)),
      increment: exact(String(slot.incrementSeconds ?? incrementSeconds ?? 1)),
    }))
    .sort((left, right) => compare(left.from, right.from));
  const found: number[] = [];
  let at = zero;
  ordered.forEach(({ index, increment }, position) => {
    const until = ordered[position + 1]?.from;
    if (until === undefined) return;
    if (compare(at, until) >= 0) {
      found.push(index);
      return;
    }
    const count = round(divide(subtract(until, at), increment), { mode: "up", places: 0 });
    at = add(at, multiply(count, increment));
  });
  return found;
}
