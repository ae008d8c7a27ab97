import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { civilDate } from "@tollwright/calendar";
import { type Account, LegalEntity } from "@tollwright/inventory";
import { makeQuote, SampleQuote } from "@tollwright/invoice";
import { PricePlan } from "@tollwright/rate-card";
import { parse } from "@tollwright/yaml";
import { describe, expect, it } from "vitest";

const here = dirname(fileURLToPath(import.meta.url));
const yaml = (path: string): unknown => parse(readFileSync(join(here, path), "utf8"));
const legalEntity = LegalEntity.parse(yaml("shared/legal-entity.yaml"));
const plan = PricePlan.parse(yaml("../../rate-cards/plans/bundled-minutes.yaml"));

const address: Account["billingAddress"] = {
  lines: ["1 Main St"],
  city: "Meridian",
  state: "ZZ",
  postalCode: "00001",
  country: "US",
};

/** Lines and pools of a month with this usage at each of two locations, by the example plan and without taxes. */
function quoted(usage: readonly object[], locations = ["main"]) {
  const quote = SampleQuote.parse({
    prospect: { name: "Prospect", address },
    legalEntity: legalEntity.id,
    plan: plan.id,
    month: "2026-04",
    billDate: civilDate("2026-05-01"),
    locations: locations.map((id) => ({ id, name: id, address, place: { state: "ZZ" }, usage })),
  });
  const made = makeQuote({ quote, legalEntity, plan, decks: [], levies: [], decisions: [] });
  if (!made.ok) throw new Error(JSON.stringify(made.problems));
  const { charges, pools } = made.value;
  return {
    amounts: charges.map(({ location, product, amount }) => `${location} ${product} ${amount}`),
    pools: (pools ?? []).map(({ pool, holder, used, left }) =>
      `${holder ?? ""} ${pool}: ${used} used, ${left} left`.trim(),
    ),
  };
}

const minutes = (callClass: string, total: string, more: object = {}) => ({
  ...{ callClass, minutes: total, averageSecondsPerCall: 60 },
  ...more,
});

describe("rate-cards/plans/bundled-minutes.yaml", () => {
  it.each([
    ["all within the bundle", "1800", "0.00", "1800 used, 200 left"],
    ["3,000 minutes: 1,000 × 0.0300", "3000", "30.00", "2000 used, 0 left"],
    ["7,000: the first tier exactly, 5,000 × 0.0300", "7000", "150.00", "2000 used, 0 left"],
    ["8,000: 5,000 × 0.0300 + 1,000 × 0.0250", "8000", "175.00", "2000 used, 0 left"],
  ])("long distance, %s", (_, total, amount, pool) => {
    const { amounts, pools } = quoted([minutes("interstate", total)]);
    expect(amounts).toEqual([`main long-distance ${amount}`]);
    expect(pools).toContain(`bundle: ${pool}`);
  });

  it("calls to conference bridges in area code 712 are not included: 600 × 0.0300", () => {
    expect(quoted([minutes("interstate", "600", { destination: "1712555" })]).amounts).toEqual([
      "main long-distance 18.00",
    ]);
  });

  it("local calls are unlimited at each location, up to 10,000 minutes: 2,000 × 0.0045 at both", () => {
    const { amounts, pools } = quoted([minutes("local", "12000")], ["east", "west"]);
    expect(amounts).toEqual(["east local 9.00", "west local 9.00"]);
    expect(pools).toContain("east unlimited-local: 10000 used, null left");
  });

  it("three directory calls a month are included, the fourth and fifth cost 1.25 each", () => {
    const { amounts, pools } = quoted([
      { callClass: "directoryAssistance", callSeconds: [30, 40, 50, 60, 70] },
    ]);
    expect(amounts).toEqual(["main directory-assistance 2.50"]);
    expect(pools).toContain("free-directory: 3 used, 0 left");
  });
});
