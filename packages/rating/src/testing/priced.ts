import { parseInstant } from "@tollwright/calendar";
import { exact, sum, toText } from "@tollwright/money";
import { hasPeriods, type PeriodTariff, Tariff } from "@tollwright/rate-card";
import { expect } from "vitest";
import { priceTariff } from "../tariff/price-tariff.ts";

export const CHICAGO = "America/Chicago";

export function tariffOf(given: object): PeriodTariff {
  const tariff = Tariff.parse(given);
  if (!hasPeriods(tariff)) throw new Error("no periods");
  return tariff;
}

/** One slot from second 0. */
export function slot(rate: string, incrementSeconds = 1) {
  return [{ rate, incrementSeconds }];
}

/** A Tuesday, 09:03:10 in Chicago. */
const TUESDAY = "2026-04-07T14:03:10Z";

/** What a call costs, its parts added up; of one that has no price, the code and path of its problem. */
export function priced(seconds: string | number, given: object, answeredAt: string | null = TUESDAY) {
  const at = answeredAt === null ? null : parseInstant(answeredAt);
  const full = priceTariff({ seconds, answeredAt: at, tariff: tariffOf(given) });
  if (!full.ok) {
    const [problem] = full.problems;
    return { billed: problem?.code ?? "", charge: problem?.path ?? "", parts: [], explanation: [] };
  }
  const { billedSeconds, unrounded, charge, parts, explanation } = full.value;
  expect(toText(sum(parts.map(({ amount }) => exact(amount))))).toBe(unrounded);
  return { billed: billedSeconds, charge, parts, explanation };
}
