import {
  add,
  compare,
  divide,
  type Exact,
  exact,
  largest,
  multiply,
  one,
  round,
  roundedText,
  smallest,
  subtract,
  sum,
  toText,
  whole,
  zero,
} from "@tollwright/money";
import { CallRate } from "@tollwright/rate-card";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chargeCall, priceCall } from "./price-call.ts";
import { compileRate } from "./price-call-compile.ts";

const AT_SIX: CallRate = { ratePerMinute: "0.06", incrementSeconds: 6 }; // 0.001 a second
const THIRTY_SIX: CallRate = { ratePerMinute: "0.035", initialSeconds: 30, incrementSeconds: 6 };
const GRACE: CallRate = { ...THIRTY_SIX, connectFee: "0.02", minimumCharge: "0.10" };
const FIRST: CallRate = {
  ratePerMinute: "0.03",
  initialRatePerMinute: "0.05",
  initialSeconds: 60,
  incrementSeconds: 6,
};
const cents = (mode: "halfUp" | "halfEven" | "up" | "down", places = 2): CallRate["rounding"] => ({
  mode,
  places,
});

describe("the price of one call", () => {
  it.each<[seconds: string | number, rate: CallRate, billed: string, charge: string, why: string]>([
    [
      72,
      { ...THIRTY_SIX, connectFee: "0.01" },
      "72",
      "0.052000",
      "30 + 7 × 6; 72/60 × 0.035 = 0.042, and the fee",
    ],
    // Grace: the call that is as long costs nothing at all, a longer one all of it.
    [2, { ...GRACE, graceSeconds: 3 }, "0", "0.000000", "shorter than the grace"],
    [3, { ...GRACE, graceSeconds: 3 }, "0", "0.000000", "as long as the grace: no fee, no minimum"],
    ["3.000001", { ...GRACE, graceSeconds: 3 }, "30", "0.100000", "longer: 0.0175 + 0.02, raised to 0.10"],
    [4, { ...GRACE, graceSeconds: 3 }, "30", "0.100000", "longer: nothing comes off"],
    [0, { ...GRACE, graceSeconds: 3, zeroSeconds: "increment" }, "0", "0.000000", "0 s lie within the grace"],
    [1, { ...GRACE, graceSeconds: 0 }, "30", "0.100000", "a grace of nothing is none"],
    [
      0,
      { ...GRACE, graceSeconds: 0, zeroSeconds: "increment" },
      "30",
      "0.100000",
      "one increment, as without",
    ],
    [5, { ...AT_SIX, graceSeconds: 3, minimumSeconds: 30 }, "30", "0.030000", "the minimum comes after it"],
    [3, { ...AT_SIX, graceSeconds: 3, minimumSeconds: 30 }, "0", "0.000000", "and lifts no call out of it"],
    [5, { ...AT_SIX, graceSeconds: 3, freeSeconds: 4 }, "6", "0.006000", "beside seconds off every call"],
    // A price of its own for the first increment (Price 1 / Price N), both sides of each boundary.
    [1, FIRST, "60", "0.050000", "the first minute at 0.05"],
    [60, FIRST, "60", "0.050000", "exactly it"],
    [61, FIRST, "66", "0.053000", "and 6/60 × 0.03"],
    [66, FIRST, "66", "0.053000", "exactly one more"],
    [67, FIRST, "72", "0.056000", "12/60 × 0.03"],
    [120, { ...FIRST, connectFee: "0.01" }, "120", "0.090000", "0.05 + 0.03 + the fee"],
    [70, { ...FIRST, freeSeconds: 60 }, "60", "0.050000", "what is left begins with a first minute"],
    [0, { ...FIRST, zeroSeconds: "increment" }, "60", "0.050000", "an empty call is a first increment"],
    // Increments, both sides of each boundary.
    [1, THIRTY_SIX, "30", "0.017500", "the first increment whole: 30/60 × 0.035"],
    [30, THIRTY_SIX, "30", "0.017500", "exactly the first increment"],
    [31, THIRTY_SIX, "36", "0.021000", "one more of 6: 36/60 × 0.035"],
    [36, THIRTY_SIX, "36", "0.021000", "exactly one more"],
    [37, THIRTY_SIX, "42", "0.024500", "two more"],
    ["30.000001", THIRTY_SIX, "36", "0.021000", "a started increment counts whole"],
    ["0.001", THIRTY_SIX, "30", "0.017500", "a millisecond is a call"],
    ["61.25", { ratePerMinute: "0.06" }, "62", "0.062000", "per second: increment 1 where left out"],
    [
      61,
      { ratePerMinute: "0.06", incrementSeconds: 60 },
      "120",
      "0.120000",
      "60/60: the first is as long as the others",
    ],
    [60, { ratePerMinute: "0.06", incrementSeconds: 60 }, "60", "0.060000", "exactly a minute"],
    ["1.25", { ratePerMinute: "0.6", incrementSeconds: "0.1" }, "1.3", "0.013000", "tenths: 13 × 0.1 s"],
    [7, { ratePerMinute: "0.01" }, "7", "0.001167", "7/60 × 0.01 = 0.0011666…, half-up at 6"],
    [4, { ratePerMinute: "0.01" }, "4", "0.000667", "0.00066666…"],
    // Zero seconds.
    [
      0,
      { ...THIRTY_SIX, connectFee: "0.01", minimumCharge: "1", minimumSeconds: 60 },
      "0",
      "0.000000",
      "free before all",
    ],
    [0, { ...THIRTY_SIX, zeroSeconds: "increment" }, "30", "0.017500", "one increment: the first"],
    [0, { ...THIRTY_SIX, zeroSeconds: "increment", freeSeconds: 600 }, "30", "0.017500", "whatever is free"],
    [
      0,
      { ...AT_SIX, zeroSeconds: "increment", minimumSeconds: 10 },
      "12",
      "0.012000",
      "then the minimum: 10 s are 2 × 6",
    ],
    ["0.000", { ...AT_SIX, zeroSeconds: "free" }, "0", "0.000000", "zero in any writing"],
    // Minimum and free seconds.
    [5, { ...AT_SIX, minimumSeconds: 13 }, "18", "0.018000", "13 s are 3 × 6"],
    [13, { ...AT_SIX, minimumSeconds: 13 }, "18", "0.018000", "exactly the minimum"],
    [19, { ...AT_SIX, minimumSeconds: 13 }, "24", "0.024000", "beyond it"],
    [70, { ...AT_SIX, freeSeconds: 60 }, "12", "0.012000", "the rest of 10 s is priced as a call of 10 s"],
    [70, { ...THIRTY_SIX, freeSeconds: 60 }, "30", "0.017500", "with its own first increment"],
    [
      60,
      { ...AT_SIX, freeSeconds: 60, connectFee: "0.02" },
      "0",
      "0.020000",
      "nothing is left, the connect fee is due",
    ],
    [59, { ...AT_SIX, freeSeconds: 60 }, "0", "0.000000", "no credit for what is unused"],
    [
      5,
      { ...AT_SIX, minimumSeconds: 30, freeSeconds: 20 },
      "12",
      "0.012000",
      "minimum first: 30 − 20 = 10 s",
    ],
    ["20.5", { ...AT_SIX, freeSeconds: "20.5" }, "0", "0.000000", "fractions of a second, exactly used up"],
    // Surcharge, minimum, maximum.
    [
      60,
      { ...AT_SIX, connectFee: "0.04", surchargePercent: "0.07" },
      "60",
      "0.107000",
      "(0.06 + 0.04) × 1.07",
    ],
    [60, { ...AT_SIX, surchargePercent: "1/3" }, "60", "0.080000", "0.06 + 0.02"],
    [
      60,
      { ...AT_SIX, surchargePercent: "0.5", minimumCharge: "0.10" },
      "60",
      "0.100000",
      "0.09 is raised after it",
    ],
    [60, { ...AT_SIX, surchargePercent: "1", minimumCharge: "0.10" }, "60", "0.120000", "0.12 is not"],
    [60, { ...AT_SIX, minimumCharge: "0.06" }, "60", "0.060000", "exactly the minimum charge"],
    [3600, { ...AT_SIX, maximumCharge: "1.5" }, "3600", "1.500000", "3.60 is lowered"],
    [60, { ...AT_SIX, minimumCharge: "2", maximumCharge: "1" }, "60", "1.000000", "the maximum comes last"],
    [60, { ...AT_SIX, maximumCharge: "0" }, "60", "0.000000", "a maximum of zero is a limit too"],
    [
      59,
      { ...AT_SIX, freeSeconds: 60, minimumCharge: "0.05" },
      "0",
      "0.050000",
      "a call within the free seconds has its minimum",
    ],
    // Rounding.
    [5, { ratePerMinute: "0.06", rounding: cents("halfUp") }, "5", "0.01", "0.005: a tie"],
    [15, { ratePerMinute: "0.06", rounding: cents("halfEven") }, "15", "0.02", "0.015 to the even digit"],
    [5, { ratePerMinute: "0.06", rounding: cents("halfEven") }, "5", "0.00", "0.005 to the even digit"],
    [1, { ratePerMinute: "0.06", rounding: cents("up") }, "1", "0.01", "0.001 away from zero"],
    [9, { ratePerMinute: "0.06", rounding: cents("down") }, "9", "0.00", "0.009 towards it"],
    [
      1,
      { ratePerMinute: "1", rounding: { mode: "none", places: 0 } },
      "1",
      "0.01666666666666666667",
      "never ends: 20 places",
    ],
    [
      72,
      { ratePerMinute: "0.0350", rounding: { mode: "none", places: 3 } },
      "72",
      "0.042",
      "no trailing zeros",
    ],
    [60, { ratePerMinute: "149", rounding: cents("halfUp", -2) }, "60", "100", "to hundreds"],
    [
      60,
      { ratePerMinute: "0.00000001", rounding: cents("halfUp", 8) },
      "60",
      "0.00000001",
      "upstream decks carry 8 decimals",
    ],
    [
      31_536_000,
      { ratePerMinute: "9999.99999999" },
      "31536000",
      "5255999999.994744",
      "a year: 525,600 × 10,000 less 525,600 × 0.00000001",
    ],
  ])("%s s of %j: %s s, %s (%s)", (seconds, rate, billed, charge) => {
    expect(CallRate.parse(rate)).toEqual(rate);
    const got = priceCall({ seconds, rate });
    expect([got.billedSeconds, got.charge]).toEqual([billed, charge]);
    expect(chargeCall({ seconds, rate: compileRate(rate) })).toEqual({
      billedSeconds: billed,
      unrounded: got.unrounded,
      charge,
    });
  });

  it("shows its work", () => {
    const rate: CallRate = {
      ratePerMinute: "0.035",
      connectFee: "0.01",
      initialSeconds: 30,
      incrementSeconds: 6,
      minimumSeconds: 90,
      freeSeconds: 18,
      surchargePercent: "0.5",
      minimumCharge: "0.08",
    };
    expect(priceCall({ seconds: "61.5", rate })).toEqual({
      billedSeconds: "72",
      unrounded: "0.08",
      charge: "0.080000",
      parts: [
        { what: "initial", seconds: "30", amount: "0.0175" },
        { what: "increments", seconds: "42", amount: "0.0245" },
        { what: "connectFee", seconds: null, amount: "0.01" },
        { what: "surcharge", seconds: null, amount: "0.026" },
        { what: "raisedToMinimum", seconds: null, amount: "0.002" },
      ],
      explanation: [
        "61.5 s count as the minimum of 90 s.",
        "18 s are free: 72 s are left.",
        "72 s are billed as 30 s and 7 × 6 s: 72 s.",
        "72/60 × 0.035 = 0.042.",
        "With the connect fee of 0.01: 0.052.",
        "A surcharge of 0.5 on all of it is 0.026: 0.078.",
        "Raised to the minimum charge of 0.08.",
        "0.08 rounded halfUp to 6 places: 0.080000.",
      ],
    });
    expect(priceCall({ seconds: 0, rate }).explanation).toEqual(["0 s: a call of zero seconds is free."]);
    expect(priceCall({ seconds: 61.0, rate: AT_SIX }).explanation[0]).toBe(
      "61 s are billed as 6 s and 10 × 6 s: 66 s.",
    );
  });

  it("a rate that its schema would refuse is a bug", () => {
    expect(() => compileRate({ ratePerMinute: "-0.01" })).toThrow("not decimal text");
    expect(() => compileRate({ ratePerMinute: "0.01", surchargePercent: "1/0" })).toThrow("over zero");
  });
});

describe("the schema of a rate", () => {
  it.each<[object, string]>([
    [{}, "ratePerMinute"],
    [{ ratePerMinute: 0.035 }, "ratePerMinute"],
    [{ ratePerMinute: "-0.035" }, "ratePerMinute"],
    [{ ratePerMinute: "1", incrementSeconds: 0 }, "incrementSeconds"],
    [{ ratePerMinute: "1", initialSeconds: "0.0" }, "initialSeconds"],
    [{ ratePerMinute: "1", initialSeconds: 1.5 }, "initialSeconds"], // fractions are text
    [{ ratePerMinute: "1", minimumSeconds: -1 }, "minimumSeconds"],
    [{ ratePerMinute: "1", surchargePercent: "-0.1" }, "surchargePercent"],
    [{ ratePerMinute: "1", zeroSeconds: "charge" }, "zeroSeconds"],
    [{ ratePerMinute: "1", currency: "usd" }, "currency"],
    [{ ratePerMinute: "1", rounding: { mode: "halfUp" } }, "rounding"],
  ])("%j is refused at %s", (rate, field) => {
    const parsed = CallRate.safeParse(rate);
    expect(parsed.error?.issues[0]?.path[0]).toBe(field);
  });

  it("null is left out", () => {
    const rate = {
      ratePerMinute: "0.06",
      incrementSeconds: null,
      rounding: null,
      maximumCharge: null,
      connectFee: null,
    };
    expect(priceCall({ seconds: 5, rate: CallRate.parse(rate) }).charge).toBe("0.005000");
  });
});

/** The reference: the same tariff in exact decimals, slowly, straight from the contract. */
function byReference(seconds: string, rate: CallRate): { readonly billed: Exact; readonly unrounded: Exact } {
  const increment = exact(String(rate.incrementSeconds ?? 1));
  const initial = exact(String(rate.initialSeconds ?? rate.incrementSeconds ?? 1));
  const isEmpty = compare(exact(seconds), zero) === 0;
  if (isEmpty && rate.zeroSeconds !== "increment") return { billed: zero, unrounded: zero };
  const grace = exact(String(rate.graceSeconds ?? 0));
  if (compare(grace, zero) > 0 && compare(exact(seconds), grace) <= 0)
    return { billed: zero, unrounded: zero };
  const atLeast = largest(isEmpty ? initial : exact(seconds), exact(String(rate.minimumSeconds ?? 0)));
  const free = isEmpty ? zero : exact(String(rate.freeSeconds ?? 0));
  const length = largest(subtract(atLeast, free), zero);
  const first = compare(length, zero) > 0 ? initial : zero;
  const rest = largest(subtract(length, first), zero);
  const count = round(divide(rest, increment), { mode: "up", places: 0 });
  const further = multiply(count, increment);
  const billed = add(first, further);
  const initialRate = exact(rate.initialRatePerMinute ?? rate.ratePerMinute);
  const byTime = divide(
    add(multiply(first, initialRate), multiply(further, exact(rate.ratePerMinute))),
    whole(60),
  );
  const withFee = add(byTime, exact(rate.connectFee ?? "0"));
  const surcharged = multiply(withFee, add(one, exact(rate.surchargePercent ?? "0")));
  const raised = largest(surcharged, exact(rate.minimumCharge ?? "0"));
  return {
    billed,
    unrounded: rate.maximumCharge == null ? raised : smallest(raised, exact(rate.maximumCharge)),
  };
}

describe("properties", () => {
  const decimalText = (most: number, places: number): fc.Arbitrary<string> =>
    fc
      .tuple(fc.integer({ min: 0, max: most }), fc.integer({ min: 0, max: 10 ** places - 1 }), fc.boolean())
      .map(([units, rest, isWhole]) =>
        isWhole ? `${units}` : `${units}.${String(rest).padStart(places, "0")}`,
      );
  const optional = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(values, { freq: 2 });
  const increments = fc.constantFrom(1, 6, 30, 60, "6", "0.5", "1.25");
  const rates: fc.Arbitrary<CallRate> = fc.record({
    ratePerMinute: decimalText(3, 8),
    initialRatePerMinute: optional(decimalText(3, 5)),
    graceSeconds: optional(decimalText(30, 2)),
    connectFee: optional(decimalText(1, 4)),
    initialSeconds: optional(increments),
    incrementSeconds: optional(increments),
    minimumSeconds: optional(decimalText(90, 2)),
    freeSeconds: optional(decimalText(90, 3)),
    surchargePercent: optional(fc.constantFrom("0", "0.07", "1/3", "22/31", "0.5/0.7", "1/8", "1/7000")),
    minimumCharge: optional(decimalText(2, 3)),
    maximumCharge: optional(decimalText(4, 3)),
    zeroSeconds: optional(fc.constantFrom("free" as const, "increment" as const)),
    rounding: optional(
      fc.record({
        mode: fc.constantFrom("halfUp" as const, "halfEven" as const, "up" as const, "down" as const),
        places: fc.integer({ min: -1, max: 9 }),
      }),
    ),
  });
  const lengths = fc.oneof(decimalText(200, 3), decimalText(10_000, 6), fc.constant("0"));

  it("agrees with exact decimals, whatever the tariff", () => {
    const property = fc.property(lengths, rates, (seconds, rate) => {
      const got = priceCall({ seconds, rate });
      const { billed, unrounded } = byReference(seconds, rate);
      expect(got.billedSeconds).toBe(toText(billed));
      expect(got.unrounded).toBe(toText(unrounded));
      expect(got.charge).toBe(roundedText(unrounded, rate.rounding ?? { mode: "halfUp", places: 6 }));
    });
    fc.assert(property, { numRuns: 3000 });
  });

  it("parts add up, to the last of the twenty places that they show", () => {
    const property = fc.property(lengths, rates, (seconds, rate) => {
      const got = priceCall({ seconds, rate });
      const difference = subtract(sum(got.parts.map((part) => exact(part.amount))), exact(got.unrounded));
      expect(toText(round(difference, { mode: "halfUp", places: 18 }))).toBe("0");
    });
    fc.assert(property, { numRuns: 1000 });
  });

  it("a longer call never costs less", () => {
    const property = fc.property(lengths, lengths, rates, (one_, other, rate) => {
      const [shorter, longer] = compare(exact(one_), exact(other)) <= 0 ? [one_, other] : [other, one_];
      // An empty call that bills an increment whatever is free is the one exception of the tariff.
      fc.pre(rate.zeroSeconds !== "increment");
      const charge = (seconds: string): Exact => exact(priceCall({ seconds, rate }).charge);
      expect(compare(charge(shorter), charge(longer))).toBeLessThanOrEqual(0);
    });
    fc.assert(property, { numRuns: 1000 });
  });
});
