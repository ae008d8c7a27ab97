import { exact, sum, toFixedText } from "@tollwright/money";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Charge } from "../charge.ts";
import { plainCharge, type Usage, volumeCharges } from "../testing/volume-charges.ts";
import { periodDifference } from "./period-difference.ts";
import { type InvoicedLine, standingLines } from "./standing-lines.ts";

const of = (invoice: string, charges: readonly Charge[]): readonly InvoicedLine[] =>
  charges.map((charge) => ({ invoice, charge }));

const difference = (invoiced: readonly InvoicedLine[], due: readonly Charge[]): readonly Charge[] =>
  periodDifference({ period: "2026-03", standing: standingLines(invoiced), due });

const told = (charges: readonly Charge[]): readonly string[] =>
  charges.map(({ key, amount }) => `${key} ${amount}`);

describe("books 12: late means difference", () => {
  // 9 minutes at 0.037 are 0.333 → 0.33; with one minute more all ten are 0.0291: 0.291 → 0.29.
  const nine: readonly Usage[] = [{ line: "long", seconds: 540 }];
  const ten: readonly Usage[] = [...nine, { line: "long", seconds: 60 }];
  const march = of("ST-2026-000001", volumeCharges("2026-03", nine));

  it("one late call in a volume tier reprices the month: all of it is taken back, and the new line stands beside", () => {
    const lines = difference(march, volumeCharges("2026-03", ten));
    expect(told(lines)).toEqual(["acme/hq/sip/long@2026-03/reversal -0.33", "acme/hq/sip/long@2026-03 0.29"]);
    expect(lines.map(({ description }) => description)).toEqual([
      "March 2026, reversed: long",
      "March 2026, corrected: long",
    ]);
    expect(lines[0]).toMatchObject({ quantity: "-9", calls: -1, billedSeconds: "-540" });
    expect(lines[0]?.explanation).toEqual([
      "takes back 0.33, charged for March 2026 on invoice ST-2026-000001 as acme/hq/sip/long",
    ]);
    expect(lines[0]?.correction?.reverses).toEqual({ invoice: "ST-2026-000001", key: "acme/hq/sip/long" });
  });

  it("nothing where the line is equal; a changed name or sentence is no difference", () => {
    const renamed = volumeCharges("2026-03", nine).map((charge) => ({
      ...charge,
      ...{ description: "Long distance", explanation: ["told otherwise"], amount: "0.330" },
    }));
    expect(difference(march, renamed)).toEqual([]);
  });

  it.each([
    ["a line that is due no more is taken back alone", [], ["acme/hq/sip/long@2026-03/reversal -0.33"]],
    [
      "a line that is new stands alone",
      [...nine, { line: "local", seconds: 60 }],
      ["acme/hq/sip/local@2026-03 0.04"],
    ],
  ] as const)("%s", (_, usage, expected) => {
    expect(told(difference(march, volumeCharges("2026-03", usage)))).toEqual(expected);
  });

  it("the same amount for another count is a difference: fees by the minute go by the count", () => {
    const [line] = volumeCharges("2026-03", nine);
    const longer = { ...plainCharge("2026-03", "long"), ...line, billedSeconds: "541" };
    expect(told(difference(march, [longer]))).toEqual([
      "acme/hq/sip/long@2026-03/reversal -0.33",
      "acme/hq/sip/long@2026-03 0.33",
    ]);
  });

  it("a second correction takes back the first one's line, by its invoice and under its key there", () => {
    const first = of("ST-2026-000002", difference(march, volumeCharges("2026-03", ten)));
    const second = difference([...march, ...first], volumeCharges("2026-03", nine));
    expect(told(second)).toEqual([
      "acme/hq/sip/long@2026-03/reversal -0.29",
      "acme/hq/sip/long@2026-03 0.33",
    ]);
    expect(second[0]?.description).toBe("March 2026, reversed: long");
    expect(second[0]?.correction?.reverses).toEqual({
      invoice: "ST-2026-000002",
      key: "acme/hq/sip/long@2026-03",
    });
  });

  it("what is taken back twice, or charged beside what stands, is a bug", () => {
    const [reversal] = difference(march, []);
    expect(() =>
      standingLines([
        ...march,
        ...of(
          "2",
          [reversal, reversal].flatMap((line) => line ?? []),
        ),
      ]),
    ).toThrow("which does not stand");
    expect(() => standingLines([...march, ...march])).toThrow("beside a line that stands");
  });
});

const MONTHS = ["2026-01", "2026-02", "2026-03", "2026-04"];

/** A call arrives, its account or its length may be corrected later; in between, months are closed in order. */
const story = fc.record({
  calls: fc.array(
    fc.record({
      month: fc.constantFrom(...MONTHS),
      account: fc.constantFrom("acme", "zebra"),
      line: fc.constantFrom("long", "local"),
      seconds: fc.integer({ min: 1, max: 700 }),
      /** After so many closes it is known, and after so many it is known to be the other account's. */
      arrives: fc.integer({ min: 0, max: MONTHS.length }),
      moves: fc.option(fc.integer({ min: 1, max: MONTHS.length }), { nil: null }),
    }),
    { maxLength: 25 },
  ),
});
type Call = {
  readonly month: string;
  readonly account: string;
  readonly line: string;
  readonly seconds: number;
  readonly arrives: number;
  readonly moves: number | null;
};

describe("books 12: the invariant", () => {
  it("the pre-tax sum over all invoices does not depend on when calls arrive and are corrected", () => {
    const property = fc.property(story, ({ calls }) => {
      const atOnce = calls.map((call) => ({ ...call, arrives: 0, moves: call.moves === null ? null : 0 }));
      for (const account of ["acme", "zebra"])
        expect(invoicedSum(account, calls)).toBe(invoicedSum(account, atOnce));
    });
    fc.assert(property, { numRuns: 300 });
  });
});

function invoicedSum(account: string, calls: readonly Call[]): string {
  const invoiced = new Map<string, InvoicedLine[]>(MONTHS.map((month) => [month, []]));
  // One close after the last month brings what came late for it.
  for (let closes = 0; closes <= MONTHS.length; closes += 1) {
    for (const [index, month] of MONTHS.entries()) {
      if (index > closes) continue;
      const due = volumeCharges(month, known(calls, { account, month, closes }));
      const before = invoiced.get(month) ?? [];
      const lines =
        index === closes ? due : periodDifference({ period: month, standing: standingLines(before), due });
      before.push(...of(`close ${closes}`, lines));
    }
  }
  const all = [...invoiced.values()].flat();
  return toFixedText(sum(all.map(({ charge }) => exact(charge.amount))), 2);
}

function known(
  calls: readonly Call[],
  at: { readonly account: string; readonly month: string; readonly closes: number },
): readonly Usage[] {
  return calls.filter((call) => {
    const isMoved = call.moves !== null && call.moves <= at.closes;
    const owner = isMoved ? (call.account === "acme" ? "zebra" : "acme") : call.account;
    return call.month === at.month && call.arrives <= at.closes && owner === at.account;
  });
}
