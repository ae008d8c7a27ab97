import { exact, sum, toText } from "@tollwright/money";
import fc from "fast-check";
import { expect, test } from "vitest";
import { carriedBack, recomputeTaxLine } from "./index.ts";
import { assembled, generatedRequest } from "./testing/generated-requests.ts";
import { answerTo } from "./testing/requests.ts";

test("every line is found again from its record alone", () => {
  fc.assert(
    fc.property(generatedRequest, (generated) => {
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
    fc.property(generatedRequest, (generated) => {
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
    fc.property(generatedRequest, (generated) => {
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
    fc.property(generatedRequest, (generated) => {
      for (const line of answerTo(assembled(generated)).taxLines) {
        const reverses = { invoice: "ON-1", charge: line.charge };
        const back = carriedBack({ record: line.record, charge: "reversal", reverses });
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
