import { expect, test } from "vitest";
import { shareTable } from "./share-table.ts";

const LABELLED = ["interstate 1 0", "international 1 0", "intrastate 0 1", "none 0 0"];

test.each([
  ["the safe harbor of VoIP", "voip", { method: "safeHarbor" }, "mixed 0.649 0.351"],
  ["no other class has one", "tollFree", { method: "safeHarbor" }, "mixed null null"],
  ["a traffic study", "voip", { method: { trafficStudy: "0.40" } }, "mixed 0.4 0.6"],
  [
    "the calls of the period, international ones among the federal",
    "voip",
    { shares: { interstate: "600/1000", intrastate: "300/1000", international: "100/1000" } },
    "mixed 0.7 0.3",
  ],
  ["nothing elected", "voip", null, "mixed null null"],
] as const)("books 21: %s", (_, serviceClass, by, mixed) => {
  const rows = shareTable(serviceClass, by);
  expect(rows.map(({ label, federal, state }) => `${label} ${federal} ${state}`)).toEqual([
    mixed,
    ...LABELLED,
  ]);
});
