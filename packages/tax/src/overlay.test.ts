import { civilDate } from "@tollwright/calendar";
import { expect, test } from "vitest";
import { assess } from "./assess.ts";
import { becauseOf } from "./because.ts";
import { figureOn } from "./figure-on.ts";
import { withOverlays } from "./overlay.ts";
import { LevySchema } from "./schema/levy.ts";
import { LevyOverlay } from "./schema/levy-overlay.ts";

const shipped = LevySchema.parse({
  id: "zz-911",
  kind: "tax",
  name: "Zenith 911 Fee",
  passThrough: "allowed",
  values: [
    { from: "2020-01-01", form: { percent: "0.01" } },
    { from: "2025-01-01", form: { percent: "0.02" }, confidence: "low" },
  ],
});
const other = LevySchema.parse({ id: "zz-other", kind: "tax", form: { percent: "0.05" } });
const overlay = (fields: object) =>
  LevyOverlay.parse({ id: "zz-911", by: "Finance", reason: "the county's letter", ...fields });

test("values are added, or take the place of those that start on the same day; who did it is told", () => {
  const own = [
    { from: civilDate("2025-01-01"), form: { percent: "0.025" }, confidence: "high" as const },
    { from: civilDate("2027-01-01"), form: { percent: "0.03" } },
  ];
  const [levy, untouched] = withOverlays([shipped, other], [overlay({ values: own })]);
  expect(levy?.values?.map(({ from, form }) => [from, form?.percent])).toEqual([
    ["2020-01-01", "0.01"],
    ["2025-01-01", "0.025"],
    ["2027-01-01", "0.03"],
  ]);
  expect(levy?.overlaidBy).toBe("Finance: the county's letter");
  expect(untouched).toBe(other);
});

test("a field that is given takes the place of the shipped one, all others stay", () => {
  const [levy] = withOverlays([shipped], [overlay({ passThrough: "required" })]);
  expect(levy).toMatchObject({ passThrough: "required", name: "Zenith 911 Fee" });
  expect(levy?.values).toEqual(shipped.values);
});

test("a later overlay lies over an earlier one", () => {
  const [levy] = withOverlays(
    [shipped],
    [overlay({ name: "First" }), overlay({ name: "Second", by: "Counsel" })],
  );
  expect(levy).toMatchObject({ name: "Second", overlaidBy: "Counsel: the county's letter" });
});

test("a tax line says whose figure it is", () => {
  const [levy] = withOverlays(
    [shipped],
    [overlay({ values: [{ from: "2026-01-01", form: { percent: "0.03" } }] })],
  );
  if (levy === undefined) throw new Error("no levy");
  const assessed = assess({
    billDate: civilDate("2026-05-01"),
    seller: { elections: { "zz-911": "recover" } },
    charges: [{ id: "1", amount: "100.00" }],
    levies: [levy],
  });
  expect(assessed.ok && assessed.value.taxLines).toMatchObject([{ amount: "3.00" }]);
  expect(assessed.ok && assessed.value.taxLines.flatMap(({ record }) => becauseOf(record))).toContain(
    "own figures lie over the shipped levy (Finance: the county's letter)",
  );
  expect(figureOn(levy, civilDate("2026-05-01"))).toBe("0.03");
  expect(figureOn(levy, civilDate("2019-12-31"))).toBeNull();
});
