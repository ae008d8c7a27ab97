import { assessDocument } from "@tollwright/tax";
import { expect, test } from "vitest";
import { borneFrom, borneText } from "./borne-levies.ts";

test("what the seller bears is read as it was kept, and as earlier programs kept it: a list of whole records", () => {
  const assessed = assessDocument({
    billDate: "2026-05-01",
    charges: [
      { id: "a", amount: "100.00" },
      { id: "b", amount: "40.00" },
    ],
    levies: [{ id: "trs", kind: "passThrough", passThrough: "forbidden", form: { percent: "0.0005" } }],
  });
  const lines = assessed.ok ? assessed.value.taxLines : [];
  const records = lines.map(({ record }) => record);
  expect(records.map(({ amount, billed }) => `${amount} ${billed}`)).toEqual(["0.05 false", "0.02 false"]);
  expect(borneFrom(borneText(lines) ?? "")).toEqual(records);
  expect(borneFrom(JSON.stringify(records))).toEqual(records);
});
