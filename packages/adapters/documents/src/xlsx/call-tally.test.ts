import { exact, toText } from "@tollwright/money";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exampleCalls } from "../testing/example-invoice.ts";
import { callTally } from "./call-tally.ts";

describe("the tally of calls", () => {
  it("adds each line up exactly, however many different amounts there are", () => {
    const amounts = Array.from({ length: 10_001 }, (_, index) => `0.${String(index).padStart(6, "0")}`);
    const tally = callTally();
    for (const billedCharge of [...amounts, ...amounts]) tally.add({ ...exampleCalls[0]!, billedCharge });
    const { calls, sums, places } = tally.result();
    // 2 × (10,000 × 10,001 / 2) millionths.
    expect([calls, [...sums.values()].map(toText), places]).toEqual([20_002, ["100.01"], 6]);
  });

  it("is the same in every order of lines", () => {
    const line = fc.record({ chargeKey: fc.constantFrom("a", "b"), billedSeconds: fc.nat(900) });
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const tally = callTally();
        for (const each of lines) tally.add({ ...exampleCalls[0]!, ...each, billedCharge: "0.1" });
        const { counts, sums } = tally.result();
        for (const key of ["a", "b"]) {
          const own = lines.filter(({ chargeKey }) => chargeKey === key);
          if (own.length === 0) continue;
          const billedSeconds = own.reduce((sum, each) => sum + each.billedSeconds, 0);
          expect(counts.get(key)).toEqual({ calls: own.length, billedSeconds });
          expect(toText(sums.get(key)!)).toBe(toText(exact(`${own.length}/10`)));
        }
      }),
    );
  });
});
