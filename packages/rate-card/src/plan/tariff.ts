import assert from "node:assert";
import { exact, PositiveDecimalText, RoundingSchema, toText } from "@tollwright/money";
import { z } from "zod";
import { type CallRate, PositiveSeconds, rateFields, Seconds, Surcharge } from "./call-rate.ts";
import { When, Zone } from "./tariff-when.ts";

/** More periods or slots than any tariff has: what a request costs to answer has a bound. */
const MOST = 100;

/** From this second of the call on, until the next slot begins: whole increments, each at rate × increment / unit. */
const Slot = z.strictObject({
  fromSecond: Seconds.nullish(),
  /** The price of one unit. */
  rate: PositiveDecimalText,
  /** 60 where left out: the rate is that of a minute. */
  unitSeconds: PositiveSeconds.nullish(),
  /** The tariff's `incrementSeconds` where left out, else 1. */
  incrementSeconds: PositiveSeconds.nullish(),
  /** Due once a call in which an increment begins in this slot. */
  entryFee: PositiveDecimalText.nullish(),
});

/** When a price holds, and what it is: fees, limits, surcharge and rounding are those of the tariff unless it states its own. */
const Period = z.strictObject({
  /** For explanations; the position in the list where left out. */
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9 _-]{0,39}$/, "letters, digits, spaces and dashes, at most 40")
    .nullish(),
  /** Null or left out: always. */
  when: When.nullish(),
  /** Of the periods that match, the heaviest wins, ties by the latest `fromTime`; 0 where left out. */
  weight: z.int().min(-1_000_000).max(1_000_000).nullish(),
  connectFee: PositiveDecimalText.nullish(),
  slots: z.array(Slot).min(1).max(MOST).check(slotsFit),
  minimumCharge: PositiveDecimalText.nullish(),
  maximumCharge: PositiveDecimalText.nullish(),
  surchargePercent: Surcharge.nullish(),
  rounding: RoundingSchema.nullish(),
});
export type TariffPeriod = z.infer<typeof Period>;

/** The short form and the long one: a price of a minute, or periods with slots. */
export const tariffFields = {
  ...rateFields,
  ratePerMinute: PositiveDecimalText.nullish(),
  periods: z.array(Period).min(1).max(MOST).nullish(),
  /** The zone of every `when` that names none; UTC where left out. */
  zone: Zone.nullish(),
  /** Which period prices the call: that of the answer (where left out), or each its part of the call. */
  timeOfDay: z.enum(["atAnswer", "split"]).nullish(),
  /**
   * What an increment does that was begun before a slot or period ends: it eats into the next (where left out), or it is billed
   * whole and the next starts increments of its own.
   */
  slotOverrun: z.enum(["swallow", "restart"]).nullish(),
} as const;

/**
 * What one call costs at every time of day and length. Nothing here depends on other calls.
 *
 * @example `{ periods: [{ weight: 10, when: { weekdays: [1, 2, 3, 4, 5], fromTime: "08:00", untilTime: "20:00", zone: America/Chicago },
 *   slots: [{ rate: "0.05", incrementSeconds: 30 }, { fromSecond: 60, rate: "0.02", incrementSeconds: 6 }] }, { slots: [{ rate: "0.01" }] }] }`
 */
export const Tariff = z.strictObject(tariffFields).check((context) => {
  for (const { path, message } of priceProblems(context.value)) {
    context.issues.push({ code: "custom", path: [...path], message, input: context.value });
  }
});
export type Tariff = z.infer<typeof Tariff>;

/** A tariff in its long form. */
export type PeriodTariff = Tariff & { readonly periods: readonly TariffPeriod[] };

/** @example `{ ratePerMinute: "0.035" }` is the short form. */
export function hasPeriods(tariff: Tariff): tariff is PeriodTariff {
  return tariff.periods != null;
}

/**
 * The same price as periods: that of a minute is one period without an end, its first increment a slot.
 *
 * @example `{ ratePerMinute: "0.06", initialSeconds: 30, incrementSeconds: 6 }`: 30 s from second 0, 6 s from second 30.
 */
export function inPeriods(tariff: Tariff): PeriodTariff {
  if (hasPeriods(tariff)) return tariff;
  const { ratePerMinute, initialRatePerMinute, initialSeconds, incrementSeconds, ...rest } = tariff;
  assert(ratePerMinute != null, "the schema asks for a price of a minute or for periods");
  const further = { rate: ratePerMinute, incrementSeconds: incrementSeconds ?? 1 };
  const first = {
    rate: initialRatePerMinute ?? ratePerMinute,
    incrementSeconds: initialSeconds ?? incrementSeconds ?? 1,
  };
  return { ...rest, periods: [{ slots: [first, { ...further, fromSecond: first.incrementSeconds }] }] };
}

/** The short form: {@link priceProblems} has found none. */
export function isCallRate(tariff: Tariff): tariff is CallRate {
  return tariff.ratePerMinute != null;
}

/** A tariff states one price: a price of a minute or periods, never both, and nothing that only one of them knows. */
export function priceProblems(
  tariff: Pick<Tariff, "ratePerMinute" | "periods" | "initialSeconds" | "initialRatePerMinute">,
): readonly { readonly path: readonly string[]; readonly message: string }[] {
  const { ratePerMinute, periods } = tariff;
  if (periods == null) {
    return ratePerMinute == null
      ? [{ path: ["ratePerMinute"], message: "the price of a minute is needed, or periods" }]
      : [];
  }
  const problems: { path: string[]; message: string }[] = [];
  if (ratePerMinute != null)
    problems.push({ path: ["ratePerMinute"], message: "periods have their own prices" });
  for (const field of ["initialSeconds", "initialRatePerMinute"] as const) {
    if (tariff[field] != null)
      problems.push({ path: [field], message: "of periods, the first increment is a slot of its own" });
  }
  return problems;
}

type Slots = readonly z.infer<typeof Slot>[];

/** Every second of a call lies in exactly one slot. */
function slotsFit(context: z.core.ParsePayload<Slots>): void {
  // A start that is no number of seconds is refused by its own field; there is nothing to compare.
  if (!context.value.every(({ fromSecond }) => Seconds.safeParse(fromSecond ?? 0).success)) return;
  const starts = context.value.map(({ fromSecond }) => toText(exact(String(fromSecond ?? 0))));
  const problem = (path: (string | number)[], message: string): void => {
    context.issues.push({ code: "custom", path, message, input: context.value });
  };
  if (starts.length > 0 && !starts.includes("0"))
    problem([], "no slot begins at second 0, so nothing prices the first seconds");
  starts.forEach((start, index) => {
    const twin = starts.indexOf(start);
    if (twin < index) problem([index, "fromSecond"], `slots[${twin}] begins there already`);
  });
}
