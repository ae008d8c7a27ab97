import { exact, toText } from "@tollwright/money";
import { expect, it } from "vitest";
import { limitSpend } from "./spend-limits.ts";

const limit = (amount: string, before = "0", share = "1") => ({ amount, before, share });

it.each([
  ["no limits", "12.345", null, null, "0", "0", "12.35"],
  ["below the minimum", "60", limit("100"), null, "40", "0", "100"],
  ["at the minimum", "100", limit("100"), null, "0", "0", "100"],
  ["with what was spent before", "60", limit("100", "30"), null, "10", "0", "70"],
  ["the minimum was spent before", "60", limit("100", "130"), null, "0", "0", "60"],
  ["a part of the minimum, rounded", "0", limit("100", "0", "10/31"), null, "32.26", "0", "32.26"],
  ["what was spent before is rounded", "0", limit("100", "30.005"), null, "69.99", "0", "69.99"],
  ["the line is rounded before it is raised", "59.995", limit("100"), null, "40", "0", "100"],
  ["above the maximum", "60", null, limit("50"), "0", "10", "50"],
  ["at the maximum", "50", null, limit("50"), "0", "0", "50"],
  ["spent before", "60", null, limit("80", "30"), "0", "10", "50"],
  ["at most the line", "20", null, limit("50", "100"), "0", "20", "0"],
  ["a negative line has no discount", "-5", null, limit("50", "100"), "0", "0", "-5"],
  ["a credit takes nothing from the minimum", "-5", limit("100", "120"), null, "0", "0", "-5"],
  ["minimum, then maximum", "20", limit("100"), limit("50"), "80", "50", "50"],
])("%s", (_, line, minimum, maximum, trueUp, discount, amount) => {
  const limited = limitSpend({
    line: exact(line),
    minimum,
    maximum,
    rounding: { mode: "halfUp", places: 2 },
  });
  expect([limited.trueUp, limited.discount, limited.amount].map(toText)).toEqual([trueUp, discount, amount]);
});
