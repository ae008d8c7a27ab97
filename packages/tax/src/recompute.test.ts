import { exact, sum, toText } from "@tollwright/money";
import fc from "fast-check";
import { expect, test } from "vitest";
import { carriedBack, recomputeTaxLine } from "./index.ts";
import { answerTo } from "./testing/requests.ts";

const cents = fc.integer({ min: -500_000, max: 500_000 }).map((value) => toText(exact(`${value}/100`)));
const percent = fc.constantFrom("0.07", "0.0865", "0.37", "1/3", "0");
const per = fc.constantFrom("invoice", "charge", "location");
const places = [{ state: "ZZ" }, { state: "YY" }];

const charge = fc.record({
  amount: cents,
  portion: fc.constantFrom("mixed", "interstate", "intrastate", "none"),
  serviceClass: fc.constantFrom("voip", "fax"),
  location: fc.constantFrom("a", "b"),
  counts: fc.record({ lines: fc.integer({ min: 0, max: 60 }) }),
  shares: fc.constant({ interstate: "1/3" }),
  situs: fc.constantFrom(
    null,
    { segment: places },
    {
      points: [
        { place: places[0], count: 1 },
        { place: places[1], count: 2 },
      ],
    },
  ),
});

const form = fc.oneof(
  percent.map((value) => ({ percent: value })),
  per.map((value) => ({ perUnit: { unit: "lines", amount: "0.75", per: value, maxUnits: "40" } })),
  per.map((value) => ({
    perUnit: { unit: "lines", amount: "0.75", per: value, tiers: [{ upTo: "10" }, { each: "0.4" }] },
  })),
  fc.constantFrom("graduated", "volume").map((mode) => ({
    tiers: {
      mode,
      rows: [{ upTo: "100", percent: "0.05" }, { upTo: "1000", percent: "1/30" }, { amount: "9" }],
    },
  })),
);

const levy = fc.record({
  kind: fc.constantFrom("tax", "passThrough"),
  form,
  portion: fc.constantFrom("all", "interstate", "none"),
  jurisdiction: fc.constantFrom(null, { level: "state", state: "ZZ" }),
  exemptFirst: fc.option(per.map((value) => ({ amount: "50", per: value }))),
  onlyAbove: fc.option(per.map((value) => ({ amount: "50", per: value }))),
  maximum: fc.option(per.map((value) => ({ amount: "20", per: value }))),
  selfIncluding: fc.constantFrom(null, true),
  except: fc.constantFrom(null, { serviceClasses: ["fax"] }),
  rounding: fc.record({
    level: fc.constantFrom("line", "invoice", "jurisdiction"),
    mode: fc.constantFrom("halfUp", "down", "none"),
  }),
});

const request = fc.record({
  charges: fc.array(charge, { minLength: 1, maxLength: 4 }),
  levies: fc.array(levy, { minLength: 1, maxLength: 4 }),
});
type Generated = typeof request extends fc.Arbitrary<infer T> ? T : never;

function assembled({ charges, levies }: Generated) {
  return {
    place: places[0],
    buyer: { exemptions: [{ certificate: "C", levies: ["l1"], share: "1/3" }] },
    charges: charges.map((entry, index) => ({ ...entry, id: `c${index}` })),
    levies: levies.map((entry, index) => ({
      ...entry,
      id: `l${index}`,
      baseIncludes: levies.slice(0, index).map((_, other) => `l${other}`),
    })),
  };
}

test("every line is found again from its record alone", () => {
  fc.assert(
    fc.property(request, (generated) => {
      for (const { record } of answerTo(assembled(generated)).taxLines) {
        expect(recomputeTaxLine(record)).toEqual({
          base: record.base,
          exact: record.exact,
          amount: record.amount,
        });
        expect(recomputeTaxLine(JSON.parse(JSON.stringify(record)))).toEqual(recomputeTaxLine(record));
      }
    }),
    { numRuns: 100 },
  );
});

test("billed lines add up to the total, and what is kept and remitted to each line", () => {
  fc.assert(
    fc.property(request, (generated) => {
      const charged = assembled(generated);
      // Unrounded amounts are written to 20 places, and texts of thirds do not add up to a third.
      const levies = charged.levies.map((entry) => ({ ...entry, rounding: { level: entry.rounding.level } }));
      const assessment = answerTo({ ...charged, levies });
      const lines = assessment.taxLines.filter((line) => line.billed);
      expect(toText(sum(lines.map((line) => exact(line.amount))))).toBe(toText(exact(assessment.total)));
      for (const line of lines) {
        expect(toText(sum([exact(line.kept), exact(line.remitted)]))).toBe(toText(exact(line.amount)));
      }
    }),
    { numRuns: 50 },
  );
});

test("a full reversal gives all of it back, levy by levy (books 23)", () => {
  fc.assert(
    fc.property(request, (generated) => {
      const charged = assembled(generated);
      // A minimum or maximum of the tax is a rule of the bill that is charged; the re-run of a credit goes by difference.
      const levies = charged.levies.map((entry) => ({ ...entry, maximum: null }));
      const reversed = charged.charges.map((entry) => ({
        ...entry,
        amount: toText(
          sum([exact("0"), exact(entry.amount.startsWith("-") ? entry.amount.slice(1) : `-${entry.amount}`)]),
        ),
        counts: { lines: -entry.counts.lines },
      }));
      const bill = answerTo({ ...charged, levies }).taxLines;
      const credit = answerTo({ ...charged, levies, charges: reversed }).taxLines;
      expect(credit.map((line) => toText(exact(line.exact)))).toEqual(
        bill.map((line) =>
          toText(
            sum(
              [exact("0")].concat(
                exact(
                  line.exact.startsWith("-")
                    ? line.exact.slice(1)
                    : line.exact === "0"
                      ? "0"
                      : `-${line.exact}`,
                ),
              ),
            ),
          ),
        ),
      );
    }),
    { numRuns: 100 },
  );
});

test("a line carried back is the opposite of the original to the last digit, and its record proves it (books 23)", () => {
  fc.assert(
    fc.property(request, (generated) => {
      for (const line of answerTo(assembled(generated)).taxLines) {
        const reverses = { invoice: "ON-1", charge: line.charge };
        const back = carriedBack({
          record: line.record,
          charge: "reversal",
          because: "taken back",
          reverses,
        });
        expect(toText(sum([exact(back.amount), exact(line.record.amount)]))).toBe("0");
        expect(toText(sum([exact(back.base), exact(line.record.base)]))).toBe("0");
        expect(recomputeTaxLine(back.record)).toMatchObject({
          base: back.record.base,
          amount: back.record.amount,
        });
      }
    }),
    { numRuns: 100 },
  );
});

test("an amount that was changed afterwards is found out", () => {
  const [line] = answerTo({
    charges: [{ id: "1", amount: "100" }],
    levies: [{ id: "a", kind: "tax", form: { percent: "0.07" } }],
  }).taxLines;
  expect(line && recomputeTaxLine({ ...line.record, amount: "8" }).amount).toBe("7");
});
