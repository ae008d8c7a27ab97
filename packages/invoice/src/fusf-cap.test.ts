import { monthPeriod } from "@tollwright/calendar";
import { assess, LevySchema } from "@tollwright/tax";
import { expect, it } from "vitest";
import { fusfCapProblems } from "./fusf-cap.ts";

const april = monthPeriod("2026-04");

function capped(amounts: readonly string[], level: "line" | "invoice"): readonly string[] {
  const levy = LevySchema.parse({
    ...{ id: "fusf", kind: "passThrough", family: "usf", portion: ["interstate", "international"] },
    ...{ jurisdiction: { level: "federal" }, form: { percent: "0.37" } },
    rounding: { mode: "down", places: 2, level },
  });
  const assessed = assess({
    billDate: april.until,
    seller: { interstateMethod: { voip: "safeHarbor" } },
    charges: amounts.map((amount, index) => ({
      ...{ id: String(index), amount, serviceClass: "voip", portion: "mixed" as const, period: april },
    })),
    levies: [levy],
  });
  if (!assessed.ok) throw new Error(JSON.stringify(assessed.problems));
  return fusfCapProblems(assessed.value.taxLines).map(({ code }) => code);
}

// × 0.24013: 100.00 → 24.013, 24.01 down; -10.01 → -2.4037013, -2.40 down: 21.61 in all, and 0.37 of the bill is 21.6092987.
it.each([
  ["a plain bill", ["100.00"], "line", []],
  ["a credit that is rounded by itself goes above the cap", ["100.00", "-10.01"], "line", ["FUSF_OVER_CAP"]],
  ["rounded once for the bill it does not", ["100.00", "-10.01"], "invoice", []],
  ["a bill that only gives back has nothing to cap", ["-7.20"], "invoice", []],
] as const)("%s", (_, amounts, level, expected) => {
  expect(capped(amounts, level)).toEqual(expected);
});
