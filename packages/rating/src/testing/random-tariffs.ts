import { instant, parseInstant } from "@tollwright/calendar";
import { hasPeriods, type PeriodTariff, Tariff } from "@tollwright/rate-card";
import fc from "fast-check";

const decimalText = (most: number, places: number): fc.Arbitrary<string> =>
  fc
    .tuple(fc.nat(most), fc.nat(10 ** places - 1), fc.boolean())
    .map(([units, rest, isWhole]) =>
      isWhole ? `${units}` : `${units}.${String(rest).padStart(places, "0")}`,
    );
const optional = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(values, { freq: 2 });
const rounding = fc.record({
  mode: fc.constantFrom("halfUp" as const, "halfEven" as const, "up" as const, "down" as const),
  places: fc.integer({ min: -1, max: 9 }),
});
const ownFields = {
  connectFee: optional(decimalText(1, 4)),
  minimumCharge: optional(decimalText(2, 3)),
  maximumCharge: optional(decimalText(9, 3)),
  surchargePercent: optional(fc.constantFrom("0", "0.07", "1/3", "22/31", "1/7000")),
  rounding: optional(rounding),
};
const times = fc.constantFrom("00:30", "01:00", "01:30", "02:00", "02:30", "03:00", "08:00", "23:59");
const when = fc
  .record({
    weekdays: optional(fc.constantFrom([1, 2, 3, 4, 5], [6, 7], [2], [7])),
    months: optional(fc.constant([1, 2, 3, 4, 5, 6, 11])),
    monthDays: optional(fc.constant([1, 2, 7, 8, 9, 31])),
    dates: fc.option(fc.constant(["2026-11-01", "2026-03-08"]), { freq: 3 }),
    fromTime: optional(times),
    untilTime: optional(fc.oneof(times, fc.constant("00:00"))),
    zone: optional(fc.constantFrom("America/Chicago", "Asia/Kathmandu")),
  })
  .map(({ fromTime, untilTime, ...days }) => {
    const isTurned =
      fromTime !== null && untilTime !== null && untilTime !== "00:00" && untilTime <= fromTime;
    return { ...days, fromTime, untilTime: isTurned ? null : untilTime };
  });
const slot = fc.record({
  rate: decimalText(3, 8),
  unitSeconds: optional(fc.constantFrom(1, 60, 7, "0.5", 3600)),
  incrementSeconds: optional(fc.constantFrom(1, 6, 30, 60, 45, "2")),
  entryFee: optional(decimalText(1, 3)),
});
const slots = fc
  .tuple(
    fc.array(slot, { minLength: 1, maxLength: 4 }),
    fc.uniqueArray(fc.integer({ min: 1, max: 200 }), { minLength: 3, maxLength: 3 }),
  )
  .map(([listed, starts]) =>
    listed.map((each, index) => ({ ...each, fromSecond: index === 0 ? 0 : (starts[index - 1] ?? 0) })),
  )
  .map((listed) => (listed.length % 2 === 0 ? listed : listed.toReversed()));
const period = fc.record({
  when: optional(when),
  weight: optional(fc.integer({ min: -2, max: 2 })),
  slots,
  ...ownFields,
});
/** Of up to four periods with up to four slots each, prices of eight decimals, everything optional. */
export const tariffs = fc
  .record({
    ...ownFields,
    periods: fc.array(period, { minLength: 1, maxLength: 4 }),
    zone: optional(fc.constantFrom("America/Chicago", "America/New_York")),
    incrementSeconds: optional(fc.constantFrom(1, 10)),
    graceSeconds: optional(decimalText(20, 2)),
    minimumSeconds: optional(fc.nat(90)),
    freeSeconds: optional(decimalText(90, 2)),
    timeOfDay: optional(fc.constantFrom("atAnswer" as const, "split" as const)),
    slotOverrun: optional(fc.constantFrom("swallow" as const, "restart" as const)),
    zeroSeconds: optional(fc.constantFrom("free" as const, "increment" as const)),
  })
  .map((given): PeriodTariff => {
    const tariff = Tariff.parse(given);
    if (!hasPeriods(tariff)) throw new Error("no periods");
    return tariff;
  });
/** Nights on which clocks are changed, a month's end, and any day. */
export const answers = fc
  .tuple(
    fc.constantFrom(
      "2026-03-08T07:00:00Z",
      "2026-11-01T05:00:00Z",
      "2026-03-31T23:50:00Z",
      "2026-04-07T12:55:00Z",
    ),
    fc.nat(7200),
  )
  .map(([text, later]) => instant((parseInstant(text) ?? 0) + later * 1000));
/** Seconds, with fractions and without. */
export const lengths = fc.oneof(decimalText(200, 3), fc.nat(400).map(String), fc.constant("0"));
