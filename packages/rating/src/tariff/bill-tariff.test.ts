import { instant, parseInstant } from "@tollwright/calendar";
import fc from "fast-check";
import { expect, it } from "vitest";
import { tariffOf } from "../testing/priced.ts";
import { answers, tariffs } from "../testing/random-tariffs.ts";
import { tariffBiller } from "./bill-tariff.ts";
import { compileTariff } from "./compile-tariff.ts";
import { priceTariff } from "./price-tariff.ts";
import { termsSentences } from "./tariff-terms.ts";

/** 19:59:30 on a Tuesday in Chicago. */
const EVENING = instant(parseInstant("2026-04-08T00:59:30Z") ?? 0);

const DAY_AND_REST = {
  zone: "America/Chicago",
  timeOfDay: "split",
  minimumSeconds: 30,
  maximumCharge: "5",
  periods: [
    {
      name: "day",
      weight: 1,
      connectFee: "0.01",
      surchargePercent: "0.5",
      minimumCharge: "0.03",
      when: { untilTime: "20:00" },
      slots: [{ rate: "0.05", incrementSeconds: 30, entryFee: "0.001" }],
    },
    { slots: [{ rate: "0.02", incrementSeconds: 6 }] },
  ],
};

it.each([
  [
    90,
    {
      billedSeconds: 90,
      // (0.025 + 0.001 + 0.02 + 0.01) × 1.5
      charge: "0.084000",
      connectFee: "0.01",
      terms:
        "minimum 30 s; day from 0 s: 1 x 30 s at 0.05/60 s, 0.001 to enter; periods[1] from 30 s: 10 x 6 s at 0.02/60 s; connect 0.01; surcharge 0.5; at least 0.03; at most 5; halfUp 6",
      isFree: false,
    },
  ],
  [0, { billedSeconds: 0, charge: "0.000000", connectFee: "0", terms: "free at 0 s", isFree: true }],
])("%i s in the evening", (seconds, bill) => {
  expect(tariffBiller(compileTariff(tariffOf(DAY_AND_REST)))(seconds, EVENING)).toEqual(bill);
});

it.each([
  [2, "0.000000", "free up to 3 s", true],
  [3, "0.000000", "free up to 3 s", true],
  [4, "0.015000", "periods[0] from 0 s: 1 x 30 s at 0.03/60 s; halfUp 6", false],
])("%i s by a tariff with a grace of 3 s", (seconds, charge, terms, isFree) => {
  const graced = { graceSeconds: 3, periods: [{ slots: [{ rate: "0.03", incrementSeconds: 30 }] }] };
  const bill = tariffBiller(compileTariff(tariffOf(graced)))(seconds, EVENING);
  expect(bill).toMatchObject({ charge, terms, isFree });
});

it("its terms are told as sentences", () => {
  const bill = tariffBiller(compileTariff(tariffOf(DAY_AND_REST)))(90, EVENING);
  expect(termsSentences(bill?.terms ?? "")).toEqual({
    groups: [
      "From 0 s, day: 1 × 30 s at 0.05 for 60 s = 0.025, and 0.001 to enter the slot.",
      "From 30 s, periods[1]: 10 × 6 s at 0.02 for 60 s = 0.02.",
    ],
    rest: "minimum 30 s; connect 0.01; surcharge 0.5; at least 0.03; at most 5; halfUp 6",
  });
});

it("has no price at a time that no period has", () => {
  const bill = tariffBiller(
    compileTariff(tariffOf({ periods: [{ when: { weekdays: [7] }, slots: [{ rate: "1" }] }] })),
  );
  expect([bill(60, EVENING), bill(0, EVENING)?.charge]).toEqual([null, "0.000000"]);
});

it("bills what the exact computation charges, whatever the tariff and the length", () => {
  const lengths = fc.oneof(fc.nat(200), fc.nat(3600), fc.nat(100_000));
  const property = fc.property(lengths, answers, tariffs, (seconds, answeredAt, given) => {
    const tariff = compileTariff(given);
    const bill = tariffBiller(tariff)(seconds, answeredAt);
    const exact = priceTariff({ seconds, answeredAt, tariff });
    if (!exact.ok) {
      expect(bill).toBeNull();
      return;
    }
    const { billedSeconds, charge, parts } = exact.value;
    expect(bill).toMatchObject({ billedSeconds: Number(billedSeconds), charge });
    const times = parts.filter(({ what }) => what === "increments");
    expect(
      termsSentences(bill?.terms ?? "").groups.map((text) => /= (\d+(?:\.\d+)?)/.exec(text)?.[1]),
    ).toEqual(times.map(({ amount }) => amount));
  });
  fc.assert(property, { numRuns: 1000 });
}, 60_000);
