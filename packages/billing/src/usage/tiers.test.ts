import { exact, roundedText, sum, toText } from "@tollwright/money";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allocated, callOf, planWith } from "../testing/usage-month.ts";

const tier = (upTo: string | null, unitPrice: string, flatFee?: string) => ({ upTo, unitPrice, flatFee });
const graduated = { model: { kind: "graduated", tiers: [tier("10", "0.04"), tier(null, "0.03")] } };
const volume = { model: { kind: "volume", tiers: [tier("10", "0.04"), tier(null, "0.03")] } };
const run = (tiers: object, seconds: readonly number[], pools: readonly object[] = []) =>
  allocated({
    plans: [planWith(pools, tiers)],
    calls: seconds.map((billedSeconds) => callOf({ billedSeconds })),
  });
const billed = (result: ReturnType<typeof allocated>) => result.calls.map(({ billedCharge }) => billedCharge);
const total = (result: ReturnType<typeof allocated>) =>
  toText(sum(billed(result).map((text) => exact(text))));

describe("tiers of minutes, up to 10 at 0.04, then 0.03", () => {
  it.each([
    ["graduated", graduated, [540, 60], ["0.360000", "0.040000"]],
    ["graduated, one second above", graduated, [540, 61], ["0.360000", "0.040500"]],
    ["graduated: 2 minutes at 0.04 and 1 at 0.03", graduated, [480, 180], ["0.320000", "0.110000"]],
    ["volume, exactly the first tier", volume, [540, 60], ["0.360000", "0.040000"]],
    // 601 s are 10.016666… minutes, × 0.03 = 0.3005; the first call's part is 540/601 of it.
    ["volume, one second above: all at 0.03", volume, [540, 61], ["0.270000", "0.030500"]],
    [
      "package of 5 minutes at 0.25: a started one counts whole",
      { model: { kind: "package", size: "5", price: "0.25" } },
      [240, 60, 60, 240, 1],
      ["0.250000", "0.000000", "0.250000", "0.000000", "0.250000"],
    ],
  ])("%s", (_, tiers, seconds, charges) => {
    expect(billed(run(tiers, seconds))).toEqual(charges);
  });

  it("a flat fee where all calls are without seconds is due once", () => {
    const fees = { model: { kind: "volume", tiers: [tier(null, "0.04", "3")] } };
    expect(billed(run(fees, [0, 0]))).toEqual(["3.000000", "0.000000"]);
  });

  it("a boundary that is no whole second: 0.1001 minutes are 6.006 s", () => {
    const tiers = { model: { kind: "graduated", tiers: [tier("0.1001", "6"), tier(null, "0")] } };
    expect(billed(run(tiers, [6, 1, 1]))).toEqual(["0.600000", "0.000600", "0.000000"]);
  });

  it("tiers of calls count calls", () => {
    const tiers = {
      unit: "calls",
      model: { kind: "graduated", tiers: [tier("2", "0.10"), tier(null, "0.05")] },
    };
    expect(billed(run(tiers, [1, 5000, 0, 7]))).toEqual(["0.100000", "0.100000", "0.050000", "0.050000"]);
  });

  it("one late call moves a volume tier: every call of the month is cheaper", () => {
    // In March: 590 s at 0.04 a minute, 0.393333…; with a call of 20 s: 610 s at 0.03, 0.305.
    expect([total(run(volume, [300, 290])), total(run(volume, [300, 290, 20]))]).toEqual([
      "0.393333",
      "0.305",
    ]);
    expect(billed(run(volume, [300, 20, 290]))).toEqual(["0.150000", "0.010000", "0.145000"]);
  });

  it("a pool comes first, and only what it leaves is counted", () => {
    const result = run(graduated, [360, 300, 360], [{ id: "bundle", included: "10" }]);
    // 600 s of the pool; then 60 s and 360 s at 0.04.
    expect(billed(result)).toEqual(["0.000000", "0.040000", "0.240000"]);
    expect(result.calls.map(({ tier: of }) => of)).toEqual([
      null,
      { beforeUnits: 0, afterUnits: 60, unit: "minutes" },
      { beforeUnits: 60, afterUnits: 420, unit: "minutes" },
    ]);
  });

  it.each([
    ["account", ["0.400000", "0.300000"]],
    ["location", ["0.400000", "0.400000"]],
  ])("counted by %s", (scope, charges) => {
    const calls = ["hq", "branch"].map((location) => callOf({ location, billedSeconds: 600 }));
    expect(billed(allocated({ plans: [planWith([], { ...graduated, scope })], calls }))).toEqual(charges);
  });

  it("flat fees go to the call that reaches the tier; by volume they are spread", () => {
    const fees = (kind: string) => ({ model: { kind, tiers: [tier("10", "0", "1"), tier(null, "0", "2")] } });
    expect(billed(run(fees("graduated"), [540, 60, 60]))).toEqual(["1.000000", "0.000000", "2.000000"]);
    expect(billed(run(fees("volume"), [540, 60, 60]))).toEqual(["1.636364", "0.181818", "0.181818"]);
  });
});

describe("whatever the calls and their order", () => {
  const models = [
    graduated,
    volume,
    { model: { kind: "package", size: "3", price: "0.125" } },
    { unit: "calls", ...volume },
  ];

  it("the parts add up to the rounded price of all", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...models),
        fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 40 }),
        fc.infiniteStream(fc.nat()),
        (tiers, seconds, dice) => {
          const other = [...seconds]
            .map((value) => ({ value, at: dice.next().value }))
            .sort((a, b) => a.at - b.at);
          expect(
            total(
              run(
                tiers,
                other.map(({ value }) => value),
              ),
            ),
          ).toBe(total(run(tiers, seconds)));
          const one = seconds.reduce((sumSoFar, value) => sumSoFar + value, 0);
          if (!("unit" in tiers))
            expect(exact(total(run(tiers, seconds)))).toEqual(
              exact(roundedText(exact(total(run(tiers, [one]))), { mode: "halfUp", places: 6 })),
            );
        },
      ),
      { numRuns: 100 },
    );
  });
});
