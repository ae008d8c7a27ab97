import { describe, expect, it } from "vitest";
import { allocated, aprilOf, callOf, planWith } from "../testing/usage-month.ts";
import { tierFeeCharges } from "./tier-fee-charges.ts";
import { usageCharges } from "./usage-charges.ts";

describe("the line of an allocated product", () => {
  it("bills the allocated sum, and keeps the list price beside it", () => {
    const plan = planWith([{ id: "bundle", included: "1" }]);
    const { lines } = allocated({ plans: [plan], calls: [callOf(), callOf({ billedSeconds: 1200 })] });
    expect(usageCharges(aprilOf(plan), lines).charges).toMatchObject([
      {
        key: "acme/hq/sip/ld/interstate",
        amount: "0.60",
        unitPrice: null,
        calls: 2,
        billedSeconds: "1260",
        allocated: { listCharge: "0.63", drawnSeconds: "60" },
        explanation: [
          "2 calls, 1260 billed seconds ÷ 60 = 21 minutes",
          "each call priced at 0.03 a minute",
          "at these list prices the calls would come to 0.63",
          "pools cover 60 of the billed seconds, 1 of the minutes",
          "the exact sum of the calls' charges is 0.60",
        ],
      },
    ]);
  });

  it("is as ever where no pool was drawn", () => {
    const plan = planWith([{ id: "bundle", included: "1", products: ["local"] }]);
    const { lines } = allocated({ plans: [plan], calls: [callOf()] });
    const [line] = usageCharges(aprilOf(plan), lines).charges;
    expect(line).toMatchObject({ amount: "0.03", unitPrice: "0.03" });
    expect(line).not.toHaveProperty("allocated");
  });
});

describe("the flat fee of tiers", () => {
  const fee = (scope: string) => ({
    scope,
    model: { kind: "graduated", tiers: [{ upTo: null, unitPrice: "0.04", flatFee: "5" }] },
  });
  const lines = (scope: string, calls: readonly ReturnType<typeof callOf>[]) => {
    const plan = planWith([], fee(scope));
    const usage = allocated({ plans: [plan], calls }).lines;
    return [tierFeeCharges(aprilOf(plan), usage), usageCharges(aprilOf(plan), usage)]
      .flatMap(({ charges }) => charges)
      .map(({ key, amount }) => [key, amount]);
  };

  it.each([
    [
      "without any call, a line of its own",
      "account",
      [],
      [["acme/hq/sip/ld/tiers/2026-04-01..2026-05-01", "5.00"]],
    ],
    ["with calls, in their charges", "account", [callOf()], [["acme/hq/sip/ld/interstate", "5.04"]]],
    [
      "by location, at each that has no call",
      "location",
      [callOf()],
      [
        ["acme/branch/sip/ld/tiers/2026-04-01..2026-05-01", "5.00"],
        ["acme/hq/sip/ld/interstate", "5.04"],
      ],
    ],
  ])("%s", (_, scope, calls, expected) => {
    expect(lines(scope, calls)).toEqual(expected);
  });
});
