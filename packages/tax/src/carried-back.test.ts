import { expect, test } from "vitest";
import { becauseOf } from "./because.ts";
import { carriedBack } from "./carried-back.ts";
import { answerTo } from "./testing/requests.ts";

test("books 23: the tax of a charge that is taken back, by the dates and rates of the original", () => {
  // 64.90 × 0.37 = 24.013, down to 24.01; (100.00 + 24.01) × 0.06 = 7.4406, half-up 7.44.
  const { taxLines } = answerTo({
    billDate: "2026-04-30",
    seller: { interstateMethod: { voip: "safeHarbor" } },
    charges: [{ id: "c", serviceClass: "voip", portion: "mixed", amount: "100.00", counts: { lines: 2 } }],
    levies: [
      {
        id: "fusf",
        kind: "passThrough",
        form: { percent: "0.37" },
        portion: ["interstate", "international"],
        rounding: { mode: "down", places: 2 },
      },
      { id: "sales", kind: "tax", form: { percent: "0.06" }, portion: "all", baseIncludes: ["fusf"] },
      { id: "e911", kind: "tax", form: { perUnit: { unit: "lines", amount: "0.80" } } },
    ],
  });
  const back = taxLines.map(({ record }) =>
    carriedBack({ record, charge: "c@2026-04/reversal", reverses: { invoice: "ON-1", charge: "c" } }),
  );
  expect(back.map(({ levy, base, units, amount, rate }) => ({ levy, base, units, amount, rate }))).toEqual([
    { levy: "fusf", base: "-64.9", units: null, amount: "-24.01", rate: "0.37" },
    { levy: "sales", base: "-124.01", units: null, amount: "-7.44", rate: "0.06" },
    { levy: "e911", base: "0", units: "-2", amount: "-1.6", rate: "0.80" },
  ]);
  expect(back[0] && becauseOf(back[0].record)).toEqual([
    "carries back the tax of c on invoice ON-1, by its dates and rates",
    "base: -100 × 0.649 (safe harbor of interconnected VoIP, 0.649 interstate) = -64.9",
    "-64.9 × 0.37 = -24.013",
    "rounded down to 2 places on each charge: -24.01",
  ]);
  expect(back[0]?.record.date).toBe("2026-04-30");
  expect(back[0]?.record.reverses).toEqual({ invoice: "ON-1", charge: "c" });
});
