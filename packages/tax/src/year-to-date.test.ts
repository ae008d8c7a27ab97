import { compare, exact, sum, toText } from "@tollwright/money";
import fc from "fast-check";
import { expect, test } from "vitest";
import { carriedBack } from "./carried-back.ts";
import type { Levy } from "./schema/levy.ts";
import type { TaxRecord } from "./tax-record.ts";
import { answerTo } from "./testing/requests.ts";
import { beforeAsRecorded, hasYearlyLevies, yearToDate } from "./year-to-date.ts";

const capped: Levy = {
  ...{ id: "uut", kind: "tax", form: { percent: "0.05" } },
  maximum: { amount: "110", per: "year", yearBegins: "07-01" },
};
const plain: Levy = { id: "sales", kind: "tax", form: { percent: "0.06" } };
const levies = [capped, plain];

function recordsOf(billDate: string, amount: string, earlier: readonly TaxRecord[]): readonly TaxRecord[] {
  const beforeInYear = yearToDate(earlier, levies);
  const charges = [{ id: billDate, amount, account: "a" }];
  return answerTo({ billDate, levies, beforeInYear, charges }).taxLines.map(({ record }) => record);
}

/** The taxes of bills that follow one another. */
function billed(bills: readonly (readonly [string, string])[]): readonly TaxRecord[] {
  const records: TaxRecord[] = [];
  for (const [billDate, amount] of bills) records.push(...recordsOf(billDate, amount, records));
  return records;
}

const usersTax = (records: readonly TaxRecord[]) =>
  records.filter(({ levy }) => levy === "uut").map(({ amount }) => amount);

test("a year's bills are taxed until the cap, and the next year begins anew", () => {
  const records = billed([
    ["2026-05-31", "1000"],
    ["2026-06-15", "1000"],
    ["2026-06-30", "1000"],
    ["2026-07-31", "1000"],
  ]);
  expect(usersTax(records)).toEqual(["50", "50", "10", "50"]);
  expect(yearToDate(records, levies)).toEqual([
    { levy: "uut", yearFrom: "2025-07-01", account: "a", location: null, measure: "3000", tax: "110" },
    { levy: "uut", yearFrom: "2026-07-01", account: "a", location: null, measure: "1000", tax: "50" },
  ]);
});

test("a bill that is taken back frees its part of the cap", () => {
  const records = billed([
    ["2026-05-31", "1000"],
    ["2026-06-15", "1000"],
  ]);
  const [first] = records;
  if (first === undefined) throw new Error("a record");
  const reverses = { invoice: "TW-1", charge: "2026-05-31" };
  const back = carriedBack({ record: first, charge: "back", reverses }).record;
  expect(yearToDate([...records, back], levies)).toMatchObject([{ measure: "1000", tax: "50" }]);
});

test("a bill says itself what came before it, so that it can be computed again", () => {
  const earlier = billed([["2026-05-31", "1000"]]);
  const again = recordsOf("2026-06-30", "2000", earlier);
  expect(beforeAsRecorded(again, levies)).toEqual(yearToDate(earlier, levies));
});

test("levies that count by the year are few, and known once a list", () => {
  expect([hasYearlyLevies(levies), hasYearlyLevies([plain]), hasYearlyLevies(levies)]).toEqual([
    ...[true, false, true],
  ]);
});

test("never above the cap, and never below it while there is tax left, however a year is cut into bills", () => {
  const amounts = fc.array(fc.integer({ min: 1, max: 200_000 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(amounts, (cents) => {
      const bills = cents.map(
        (amount, index) => [`2026-0${1 + (index % 6)}-15`, toText(exact(`${amount}/100`))] as const,
      );
      const taxes = usersTax(billed(bills)).map((amount) => exact(amount));
      const uncapped = usersTax(bills.flatMap(([billDate, amount]) => recordsOf(billDate, amount, []))).map(
        (amount) => exact(amount),
      );
      const limit = exact("110");
      const all = sum(uncapped);
      expect(toText(sum(taxes))).toBe(toText(compare(all, limit) > 0 ? limit : all));
    }),
    { numRuns: 40 },
  );
});
