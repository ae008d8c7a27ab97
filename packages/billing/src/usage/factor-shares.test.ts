import { civilDate } from "@tollwright/calendar";
import { TrafficFactor } from "@tollwright/inventory";
import { expect, it } from "vitest";
import { factorShares } from "./factor-shares.ts";

const MARCH = { from: civilDate("2026-03-01"), until: civilDate("2026-04-01") };
const year = { from: "2026-01-01", piu: "0.65" };

it.each<readonly [what: string, factors: readonly object[], callClass: string, interstate: string | null]>([
  ["one factor", [year], "indeterminate", "0.65"],
  ["calls that tell their jurisdiction", [year], "interstate", null],
  ["no factor", [], "indeterminate", null],
  ["a factor that ends with the line", [{ ...year, until: "2026-04-01" }], "indeterminate", "0.65"],
  ["a factor that ends a day before", [{ ...year, until: "2026-03-31" }], "indeterminate", null],
  ["a factor that begins with the line", [{ ...year, from: "2026-03-01" }], "indeterminate", "0.65"],
  ["a factor that begins a day later", [{ ...year, from: "2026-03-02" }], "indeterminate", null],
  ["a trunk group alone", [{ ...year, trunkGroup: "t" }], "indeterminate", null],
  [
    "a trunk group with the same",
    [year, { ...year, trunkGroup: "t", piu: "0.650" }],
    "indeterminate",
    "0.65",
  ],
  ["a trunk group with another", [year, { ...year, trunkGroup: "t", piu: "0.7" }], "indeterminate", null],
  [
    "a trunk group that counts whole",
    [year, { trunkGroup: "t", from: "2026-01-01", countsAs: "interstate" }],
    "indeterminate",
    null,
  ],
  [
    "another in June",
    [
      { ...year, until: "2026-06-01" },
      { from: "2026-06-01", piu: "0.7" },
    ],
    "indeterminate",
    "0.65",
  ],
])("%s", (_what, factors, callClass, interstate) => {
  const account = { trafficFactors: factors.map((factor) => TrafficFactor.parse(factor)) };
  const shares = factorShares(account, { ...MARCH, callClass });
  expect(shares?.interstate ?? null).toBe(interstate);
  if (shares !== null) expect(shares.intrastate).toBe("0.35");
});
