import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPlainRate, readRate } from "./deck-amount.ts";

const TERMS: Parameters<typeof readRate>[1] = {
  decimalMark: ".",
  currencySign: undefined,
  amountsDividedBy: "1",
  blockedRates: [],
  rateCeilingPerMinute: "0.75",
  zeroRateIsFree: false,
};

describe("a rate", () => {
  it.each([
    ["0.75", "0.75"],
    ["0.750", "0.750"],
    ["0.7500001", "is above the ceiling of 0.75 a minute"],
    ["0.8", "is above the ceiling of 0.75 a minute"],
    ["0.0000000001", "0.0000000001"],
    ["0.0", "is zero; mark the row blocked, or say zeroRateIsFree: true in deck.yaml"],
    [".5", "0.5"],
    ["1", "is above the ceiling of 0.75 a minute"],
    ["0.1.2", "is not a decimal"],
  ])("%s: %s", (cell, expected) => {
    const reading = readRate(cell, TERMS);
    expect(reading.ok ? reading.amount : reading.why).toBe(expected);
  });

  it("seen at once is one that the slow way takes as it stands", () => {
    const decimal = fc.stringMatching(/^[01]\.[0-9]{1,6}$/);
    const ceiling = fc.oneof(decimal, fc.constantFrom("0.75", "1", "20", "0"));
    fc.assert(
      fc.property(decimal, ceiling, (cell, rateCeilingPerMinute) => {
        const terms = { ...TERMS, rateCeilingPerMinute };
        if (isPlainRate(cell, terms)) expect(readRate(cell, terms)).toEqual({ ok: true, amount: cell });
      }),
    );
  });

  it("is not seen at once where words, divisors or the ceiling have a say", () => {
    expect(isPlainRate("0.5", TERMS)).toBe(true);
    expect(isPlainRate("0.5", { ...TERMS, blockedRates: ["0.5"] })).toBe(false);
    expect(isPlainRate("0.5", { ...TERMS, amountsDividedBy: "100" })).toBe(false);
    expect(isPlainRate("0.76", TERMS)).toBe(false);
    expect(isPlainRate("0.5", { ...TERMS, rateCeilingPerMinute: "0" })).toBe(false);
  });
});
