import type { TaxLine } from "@tollwright/tax";
import { describe, expect, it } from "vitest";
import { publicMarks } from "./public-marks.ts";

const reason = "the notice is late; counsel was asked";

/** The parts of a tax record that a mark is made of. */
function lineWith(record: {
  readonly decision?: string;
  readonly form?: TaxLine["record"]["form"];
  readonly value?: object;
}): Pick<TaxLine, "record"> {
  const { decision, form = null, value = null } = record;
  const by = { by: "A. Person", reason, expires: "2026-09-30" };
  return {
    record: { form, value, decision: decision === undefined ? null : { decision, ...by } },
  } as unknown as Pick<TaxLine, "record">;
}

const perUnit = { perUnit: { amount: "0.41", unit: "channels" } } as TaxLine["record"]["form"];
const percent = { percent: "0.0725" } as TaxLine["record"]["form"];
const assumedFrom = { date: "2026-02-01", by: "A. Person", reason, expires: "2026-09-30" };

describe("marks for the reader of a bill", () => {
  it.each([
    ["a figure in force", { form: percent, value: { from: "2026-01-01" } }, []],
    [
      "the last one known",
      { decision: "useLastKnown", form: perUnit, value: { from: "2025-01-01" } },
      ["billed by the last figure known (0.41, of 2025); corrected when the new one is published"],
    ],
    [
      "one that a person confirmed, known by the day it was read",
      { decision: "confirm", form: percent, value: { seenInForceOn: "2023-04-01" } },
      ["billed by the latest figure that we found (7.25%, of 2023); corrected if it has changed since"],
    ],
    [
      "one that the seller supplied",
      { decision: "supply", form: perUnit },
      ["billed by a figure of our own (0.41), for none is published; corrected when one is"],
    ],
    [
      "a start that was assumed",
      { form: percent, value: { assumedFrom } },
      ["taken to be in force from 2026-02-01; corrected if it began on another day"],
    ],
  ])("%s", (_, record, expected) => {
    const marks = publicMarks(lineWith(record));
    expect(marks).toEqual(expected);
    expect(marks.join(" ")).not.toContain("A. Person");
    expect(marks.join(" ")).not.toContain(reason);
  });
});
