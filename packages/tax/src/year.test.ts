import { describe, expect, test } from "vitest";
import { becauseOf } from "./because.ts";
import { carriedBack } from "./carried-back.ts";
import { packedRecords, unpackedRecords } from "./packed/packed-records.ts";
import { recomputeTaxLine } from "./recompute.ts";
import { answerTo, lineTexts, problemsOf } from "./testing/requests.ts";

const users = (rule: object) => ({ id: "uut", kind: "tax", form: { percent: "0.05" }, ...rule });
const bill = (billDate: string, amount: string, levy: object, before: readonly object[] = []) => ({
  billDate,
  levies: [levy],
  beforeInYear: before.map((entry) => ({ levy: "uut", ...entry })),
  charges: [{ id: "1", amount, account: "a", location: "main" }],
});

describe("a largest tax a year", () => {
  const capped = users({ maximum: { amount: "110", per: "year", yearBegins: "07-01" } });
  const paid = (tax: string, yearFrom = "2025-07-01") => [{ yearFrom, account: "a", tax }];
  test.each([
    ["the first bill of the year", "2025-07-01", "1000", [], "uut 1 1000 50.00"],
    ["below what is left", "2026-06-30", "1000", paid("59.99"), "uut 1 1000 50.00"],
    ["exactly what is left", "2026-06-30", "1000", paid("60"), "uut 1 1000 50.00"],
    ["a cent too much", "2026-06-30", "1000", paid("60.01"), "uut 1 1000 49.99"],
    ["nothing is left", "2026-06-30", "1000", paid("110"), "uut 1 1000 0.00"],
    ["more was paid than may be", "2026-06-30", "1000", paid("120"), "uut 1 1000 0.00"],
    ["another year begins", "2026-07-01", "1000", paid("110"), "uut 1 1000 50.00"],
    ["a credit gives back", "2026-06-30", "-1000", paid("110"), "uut 1 -1000 -50.00"],
  ])("%s", (_, billDate, amount, before, line) => {
    expect(lineTexts(bill(billDate, amount, capped, before))).toEqual([line]);
  });

  test("of each location by itself", () => {
    const levy = users({ maximum: { amount: "110", per: "year", yearOf: "location" } });
    const before = [{ levy: "uut", yearFrom: "2026-01-01", location: "main", tax: "100" }];
    const charges = ["main", "branch"].map((location) => ({ id: location, amount: "1000", location }));
    expect(lineTexts({ billDate: "2026-05-01", levies: [levy], beforeInYear: before, charges })).toEqual([
      "uut main 1000 10.00",
      "uut branch 1000 50.00",
    ]);
  });
});

describe("a threshold a year", () => {
  const measured = (measure: string) => [{ yearFrom: "2026-01-01", account: "a", measure }];
  const per = { amount: "1200", per: "year" };
  test.each([
    ["the first 1,200 are free", { exemptFirst: per }, "1000", "uut 1 0 0.00"],
    ["the bill that reaches them", { exemptFirst: per }, "1000.01", "uut 1 0.01 0.00"],
    ["and after them", { exemptFirst: per }, "1500", "uut 1 200 10.00"],
    ["no more than 1,200 are taxed", { maxBase: per }, "1000", "uut 1 200 10.00"],
    ["of which part is left", { maxBase: per }, "1100", "uut 1 100 5.00"],
    ["and none", { maxBase: per }, "1200", "uut 1 0 0.00"],
    ["all, once it is exceeded: not yet", { onlyAbove: per }, "1000", "uut 1 0 0.00"],
    ["all, once it is exceeded: now", { onlyAbove: per }, "1001", "uut 1 1201 60.05"],
    ["all, once it is exceeded: before", { onlyAbove: per }, "1300", "uut 1 200 10.00"],
  ])("%s", (_, rule, measure, line) => {
    expect(lineTexts(bill("2026-05-01", "200", users(rule), measured(measure)))).toEqual([line]);
  });

  test("tiers of a year go on where the last bill ended", () => {
    const rows = [{ upTo: "1000", percent: "0.05" }, { percent: "0.02" }];
    const levy = { id: "uut", kind: "tax", form: { tiers: { per: "year", rows } } };
    // 100 at 5 %, 100 at 2 %.
    expect(lineTexts(bill("2026-05-01", "200", levy, measured("900")))).toEqual(["uut 1 200 7.00"]);
  });
});

test("the record says the year and what came before, proves its amount, and can be taken back", () => {
  const levy = users({ exemptFirst: { amount: "1200", per: "year" } });
  const before = [{ yearFrom: "2026-01-01", account: "a", measure: "1100", tax: "0" }];
  const [line] = answerTo(bill("2026-05-01", "200", levy, before)).taxLines;
  const record = line?.record;
  expect(record?.year).toEqual({
    ...{ from: "2026-01-01", account: "a", location: null, measure: "200" },
    before: { measure: "1100", tax: "0" },
  });
  if (record === undefined) return;
  expect(recomputeTaxLine(record)).toEqual({ base: "100", exact: "5", amount: "5" });
  expect(becauseOf(record)).toContain(
    "in the year from 2026-01-01 earlier bills measured 1100 and were taxed 0",
  );
  expect(unpackedRecords(packedRecords([record]))).toEqual([record]);
  const reverses = { invoice: "TW-1", charge: "1" };
  expect(carriedBack({ record, charge: "2", reverses }).record.year?.measure).toBe("-200");
});

describe("refused", () => {
  const capped = users({ maximum: { amount: "110", per: "year" } });
  test.each([
    ["no day", { ...bill("2026-05-01", "1", capped), billDate: null }, "DATE_MISSING"],
    [
      "an unknown levy",
      { ...bill("2026-05-01", "1", capped), beforeInYear: [{ levy: "x", yearFrom: "2026-01-01" }] },
      "LEVY_UNKNOWN",
    ],
    [
      "a levy without a year",
      bill("2026-05-01", "1", users({}), [{ yearFrom: "2026-01-01" }]),
      "INVALID_DOCUMENT",
    ],
    [
      "a year told twice",
      bill("2026-05-01", "1", capped, [{ yearFrom: "2026-01-01" }, { yearFrom: "2026-01-01" }]),
      "INVALID_DOCUMENT",
    ],
    [
      "a year's begin without a year",
      bill("2026-05-01", "1", users({ maximum: { amount: "1", yearBegins: "07-01" } })),
      "INVALID_DOCUMENT",
    ],
    [
      "two rules over the measure",
      bill(
        "2026-05-01",
        "1",
        users({ exemptFirst: { amount: "1", per: "year" }, maxBase: { amount: "2", per: "year" } }),
      ),
      "INVALID_DOCUMENT",
    ],
    [
      "two years",
      bill(
        "2026-05-01",
        "1",
        users({
          exemptFirst: { amount: "1", per: "year" },
          maximum: { amount: "2", per: "year", yearBegins: "07-01" },
        }),
      ),
      "INVALID_DOCUMENT",
    ],
  ])("%s", (_, request, code) => {
    expect(problemsOf(request).map((problem) => problem.code)).toEqual([code]);
  });
});
