import type { CivilDate } from "@tollwright/calendar";
import { describe, expect, it } from "vitest";
import { attributionOn, Source } from "./source.ts";

const DATED = [
  { from: "2026-01-01", order: ["trunk"] },
  { from: "2026-04-07", order: ["number"] },
  { from: "2026-06-01", order: ["chargeNumber", "trunk"] },
];
const plain = { id: "pbx", description: "A switch.", format: "asterisk-csv", zone: "America/Chicago" };

describe("the order in which an owner is looked for", () => {
  it.each<readonly [string, unknown, string, string]>([
    ["is the usual one where nothing is said", undefined, "2026-04-07", "trunk accountCode number"],
    ["is one list", ["chargeNumber", "number"], "2026-04-07", "chargeNumber number"],
    ["changes on the day that is named", DATED, "2026-04-07", "number"],
    ["and not on the day before", DATED, "2026-04-06", "trunk"],
    ["is the first one before all of them", DATED, "2025-01-01", "trunk"],
    ["is the last one for good", DATED, "2030-01-01", "chargeNumber trunk"],
  ])("%s", (_, attribution, day, order) => {
    const source = Source.parse({ ...plain, ...(attribution === undefined ? {} : { attribution }) });
    expect(attributionOn(source, day as CivilDate).join(" ")).toBe(order);
  });
});

it.each<readonly [string, object]>([
  ["a zone that nobody knows", { zone: "Chicago" }],
  ["an order of attribution that is empty", { attribution: [] }],
  ["numbers in file names without a group", { fileSequence: "\\d+" }],
  ["numbers in file names that are no pattern", { fileSequence: "(" }],
  ["an estimate after no time at all", { estimateAfterHours: 0 }],
  ["what is not known here", { timezone: "UTC" }],
])("a source is refused for %s", (_, facts) => {
  expect(Source.safeParse({ ...plain, ...facts }).success).toBe(false);
  expect(Source.safeParse(plain).success).toBe(true);
});
