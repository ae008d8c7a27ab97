import { civilDate } from "@tollwright/calendar";
import { assess, leviesReaching, type TaxPlace } from "@tollwright/tax";
import { expect, test } from "vitest";
import { levies } from "./tax-files.ts";

/** Cities whose own taxes take the place of others: a place that carries Census codes alone must bear the same. */
test.each([
  ["Chicago", { state: "IL", county: "Cook", city: "Chicago" }, { countyFips: "17031", cityFips: "1714000" }],
  [
    "Kansas City",
    { state: "MO", county: "Jackson", city: "Kansas City" },
    { countyFips: "29095", cityFips: "2938000" },
  ],
  [
    "St. Louis",
    { state: "MO", county: "St. Louis city", city: "St. Louis" },
    { countyFips: "29510", cityFips: "2965000" },
  ],
  [
    "Los Angeles",
    { state: "CA", county: "Los Angeles", city: "Los Angeles" },
    { countyFips: "06037", cityFips: "0644000" },
  ],
  ["Rome", { state: "NY", county: "Oneida", city: "Rome" }, { countyFips: "36065", cityFips: "3663418" }],
])("%s bears the same by its names as by its codes", (_, named, codes) => {
  const stack = (place: TaxPlace) => {
    const charges = [
      { id: "1", amount: "100.00", serviceClass: "voip", counts: { channels: 1, lines: 1 }, place },
    ];
    const assessed = assess({
      billDate: civilDate("2026-11-22"),
      charges,
      levies: leviesReaching(levies, { charges }),
    });
    if (!assessed.ok) throw new Error(JSON.stringify(assessed.problems));
    const { taxLines, gaps } = assessed.value;
    return [...taxLines.map(({ levy, amount }) => `${levy} ${amount}`), ...gaps.map(({ levy }) => levy)];
  };
  expect(stack({ state: named.state, ...codes })).toEqual(stack(named));
});
