import type { CallRate } from "@tollwright/rate-card";
import fc from "fast-check";
import { expect, it } from "vitest";
import { callBiller } from "./bill-call.ts";
import { chargeCall } from "./price-call.ts";
import { compileRate } from "./price-call-compile.ts";

const cent: CallRate = { ratePerMinute: "0.0100", initialSeconds: 30, incrementSeconds: 6 };

it.each([
  ["never long enough to cost", 0, cent, 0, "0.000000"],
  ["the initial period", 1, cent, 30, "0.005000"],
  ["exactly the initial period", 30, cent, 30, "0.005000"],
  ["the first increment", 31, cent, 36, "0.006000"],
  ["the contract's own example", 61, cent, 66, "0.011000"],
  ["zero seconds that are billed", 0, { ...cent, zeroSeconds: "increment" }, 30, "0.005000"],
  ["raised to the minimum", 1, { ...cent, minimumCharge: "0.02" }, 30, "0.020000"],
  ["lowered to the maximum", 6_000, { ...cent, maximumCharge: "0.50" }, 6_000, "0.500000"],
  ["more than one", 61, { ratePerMinute: "1.0000", incrementSeconds: 60 }, 120, "2.000000"],
  ["no places", 61, { ratePerMinute: "2", rounding: { mode: "up", places: 0 } }, 61, "3"],
  ["a half goes up", 1, { ratePerMinute: "0.3", rounding: { mode: "halfUp", places: 2 } }, 1, "0.01"],
  ["a half to the even", 1, { ratePerMinute: "0.3", rounding: { mode: "halfEven", places: 2 } }, 1, "0.00"],
  [
    "too much for a plain number",
    999_999_999,
    { ratePerMinute: "99999.99999999" },
    999_999_999,
    "1666666664999.833333",
  ],
] as const)("%s: %i s", (_, seconds, rate, billedSeconds, charge) => {
  expect(callBiller(compileRate(rate as CallRate))(seconds)).toEqual({ billedSeconds, charge });
});

it("charges what the exact computation charges, whatever the tariff and the length", () => {
  const decimal = (most: number, places: number): fc.Arbitrary<string> =>
    fc
      .tuple(fc.nat(most), fc.nat(10 ** places - 1))
      .map(([whole, part]) => `${whole}.${String(part).padStart(places, "0")}`);
  const optional = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(values, { freq: 2 });
  const increments = fc.constantFrom(1, 6, 30, 60, "0.5");
  const rates: fc.Arbitrary<CallRate> = fc.record({
    ratePerMinute: fc.oneof(decimal(3, 8), decimal(999_999, 8), decimal(2, 4)),
    initialRatePerMinute: optional(decimal(3, 5)),
    graceSeconds: optional(fc.nat(30)),
    connectFee: optional(decimal(1, 4)),
    initialSeconds: optional(increments),
    incrementSeconds: optional(increments),
    minimumSeconds: optional(fc.nat(90)),
    freeSeconds: optional(fc.nat(90)),
    surchargePercent: optional(fc.constantFrom("0", "0.07", "1/3")),
    minimumCharge: optional(decimal(2, 3)),
    maximumCharge: optional(decimal(4, 3)),
    zeroSeconds: optional(fc.constantFrom("free" as const, "increment" as const)),
    rounding: optional(
      fc.record({
        mode: fc.constantFrom(
          "halfUp" as const,
          "halfEven" as const,
          "up" as const,
          "down" as const,
          "none" as const,
        ),
        places: fc.integer({ min: -1, max: 18 }),
      }),
    ),
  });
  const lengths = fc.oneof(fc.nat(200), fc.nat(20_000), fc.nat(999_999_999));
  const property = fc.property(lengths, rates, (seconds, tariff) => {
    const rate = compileRate(tariff);
    const { billedSeconds, charge } = chargeCall({ seconds, rate });
    expect(callBiller(rate)(seconds)).toEqual({ billedSeconds: Number(billedSeconds), charge });
  });
  fc.assert(property, { numRuns: 5_000 });
});
