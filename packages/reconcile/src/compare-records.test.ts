import type { Instant } from "@tollwright/calendar";
import { add, exact, toText, zero } from "@tollwright/money";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { billComparison } from "./bill-comparison.ts";
import { type ComparisonRules, compareRecords } from "./compare-records.ts";
import type { ComparedRecord } from "./compared-record.ts";

const RULES: ComparisonRules = { windowMilliseconds: 60_000, toleranceSeconds: 0, numbers: "both" };

/** `id second seconds` of a call from A to B, with what else is said. */
function record(id: string, second: number, facts: Partial<ComparedRecord> = {}): ComparedRecord {
  return {
    id,
    key: null,
    from: "13125550100",
    to: "16035550199",
    at: (1_775_000_000_000 + second * 1000) as Instant,
    seconds: 60,
    ratePerMinute: "0.0060",
    charge: "0.006000",
    ...facts,
  };
}

/** `ours=theirs by what: differences` of pairs, `-=theirs` and `ours=-` of what is alone. */
function told(ours: readonly ComparedRecord[], theirs: readonly ComparedRecord[], rules = RULES): string[] {
  const { pairs, missingTheirs, missingOurs } = compareRecords(ours, theirs, rules);
  return [
    ...pairs.map(({ ours: one, theirs: other, matchedBy, differences }) =>
      [`${one.id}=${other.id}`, matchedBy, ...differences].join(" "),
    ),
    ...missingTheirs.map(({ id }) => `${id}=-`),
    ...missingOurs.map(({ id }) => `-=${id}`),
  ];
}

describe("which record is which call", () => {
  it.each<readonly [string, readonly ComparedRecord[], readonly ComparedRecord[], readonly string[]]>([
    ["the same moment", [record("a", 0)], [record("x", 0)], ["a=x numbers"]],
    ["the window's last moment", [record("a", 0)], [record("x", 60)], ["a=x numbers"]],
    ["before it, as far", [record("a", 60)], [record("x", 0)], ["a=x numbers"]],
    ["a second beyond it", [record("a", 0)], [record("x", 61)], ["a=-", "-=x"]],
    ["another caller", [record("a", 0)], [record("x", 0, { from: "13125550101" })], ["a=-", "-=x"]],
    ["another called number", [record("a", 0)], [record("x", 0, { to: "16035550198" })], ["a=-", "-=x"]],
    [
      "the nearest of two of ours",
      [record("a", 0), record("b", 50)],
      [record("x", 40)],
      ["b=x numbers", "a=-"],
    ],
    [
      "the nearest of two of theirs",
      [record("a", 0)],
      [record("x", 30), record("y", 5)],
      ["a=y numbers", "-=x"],
    ],
    [
      "each but once: the second call keeps what is left",
      [record("a", 0), record("b", 10)],
      [record("x", 9), record("y", 50)],
      ["b=x numbers", "a=y numbers"],
    ],
    [
      "of two equally near, the one that lasted as long",
      [record("a", 10, { seconds: 90 })],
      [record("x", 0), record("y", 20, { seconds: 90 })],
      ["a=y numbers", "-=x"],
    ],
    [
      "of two alike, the earlier one",
      [record("a", 10)],
      [record("y", 20), record("x", 0)],
      ["a=x numbers", "-=y"],
    ],
    [
      "the key before the moment",
      [record("a", 0, { key: "k" }), record("b", 3600)],
      [record("x", 3600, { key: "k" }), record("y", 0)],
      ["a=x key", "b=-", "-=y"],
    ],
    [
      "a key that only one of them knows says nothing",
      [record("a", 0, { key: "k" })],
      [record("x", 1, { key: "other" })],
      ["a=x numbers"],
    ],
    ["nothing at all", [], [], []],
  ])("%s", (_, ours, theirs, expected) => {
    expect(told(ours, theirs).toSorted()).toEqual([...expected].toSorted());
  });

  it("may go by the called number alone, for carriers hide who calls", () => {
    const hidden = record("x", 3, { from: "anonymous" });
    expect(told([record("a", 0)], [hidden])).toEqual(["a=-", "-=x"]);
    expect(told([record("a", 0)], [hidden], { ...RULES, numbers: "to" })).toEqual(["a=x numbers"]);
  });
});

describe("in what they differ", () => {
  it.each<readonly [string, Partial<ComparedRecord>, readonly string[]]>([
    ["nothing", {}, []],
    ["digits that mean the same", { ratePerMinute: "0.006", charge: "0.006" }, []],
    ["seconds within the tolerance", { seconds: 61 }, []],
    ["seconds beyond it", { seconds: 62 }, ["seconds"]],
    ["fewer seconds", { seconds: 58 }, ["seconds"]],
    ["another rate and what it makes", { ratePerMinute: "0.0070", charge: "0.007" }, ["rate", "charge"]],
    ["another charge alone", { charge: "0.0061" }, ["charge"]],
    ["a rate that is not stated", { ratePerMinute: null }, []],
    ["a charge of what we have no price for", { charge: null }, ["charge"]],
  ])("%s", (_, facts, expected) => {
    const rules = { ...RULES, toleranceSeconds: 1 };
    const [pair] = compareRecords([record("a", 0)], [record("x", 0, facts)], rules).pairs;
    expect(pair?.differences).toEqual(expected);
  });
});

it("adds up to the disputed amount: what they ask for beyond what we owe", () => {
  const ours = [record("a", 0), record("b", 1000), record("c", 2000), record("d", 3000)];
  const theirs = [
    record("agreed", 0),
    record("longer", 1000, { seconds: 72, charge: "0.0072" }), // 0.0012 too much
    record("cheaper", 2000, { ratePerMinute: "0.0050", charge: "0.0050" }), // 0.0010 too little
    record("unknown", 9000, { charge: "0.0100" }), // 0.0100 too much
  ];
  const found = billComparison(compareRecords(ours, theirs, RULES));
  expect(
    found.classes.map((sum) => [sum.class, sum.calls, sum.ourCharge, sum.theirCharge, sum.difference]),
  ).toEqual([
    ["agreed", 1, "0.006", "0.006", "0"],
    ["missingOurs", 1, "0", "0.01", "0.01"],
    ["missingTheirs", 1, "0.006", "0", "-0.006"],
    ["seconds", 1, "0.006", "0.0072", "0.0012"],
    ["rate", 1, "0.006", "0.005", "-0.001"],
    ["charge", 0, "0", "0", "0"],
  ]);
  expect(found.total).toMatchObject({
    calls: 5,
    ourCharge: "0.024",
    theirCharge: "0.0282",
    difference: "0.0042",
  });
  expect([found.disputed.length, found.disputedAmount]).toEqual([2, "0.0112"]);
});

/** Few numbers and moments, so that nearly everything has a choice. */
const anyRecord = fc.record({
  key: fc.option(fc.constantFrom("k", "l"), { nil: null }),
  from: fc.constantFrom("1", "2"),
  to: fc.constantFrom("3", "4"),
  second: fc.integer({ min: 0, max: 300 }),
  seconds: fc.integer({ min: 0, max: 3 }),
  charge: fc.option(fc.integer({ min: 0, max: 5 }), { nil: null }),
});
const anySide = (side: string) =>
  fc
    .array(anyRecord, { maxLength: 30 })
    .map((all) =>
      all.map(({ second, charge, ...facts }, index) =>
        record(`${side}${index}`, second, { ...facts, charge: charge === null ? null : `0.0${charge}` }),
      ),
    );

it("puts every record of both sides into exactly one place, whatever they are, and the sums are those of both sides", () => {
  fc.assert(
    fc.property(anySide("o"), anySide("t"), fc.integer({ min: 0, max: 200 }), (ours, theirs, seconds) => {
      const rules = { ...RULES, windowMilliseconds: seconds * 1000 };
      const compared = compareRecords(ours, theirs, rules);
      const { lines, total, classes } = billComparison(compared);
      const ids = (side: "ours" | "theirs") => lines.flatMap((line) => line[side]?.id ?? []).toSorted();
      expect(ids("ours")).toEqual(ours.map(({ id }) => id).toSorted());
      expect(ids("theirs")).toEqual(theirs.map(({ id }) => id).toSorted());
      const charges = (side: readonly ComparedRecord[]) =>
        toText(side.reduce((all, { charge }) => add(all, exact(charge ?? "0")), zero));
      expect([total.ourCharge, total.theirCharge]).toEqual([charges(ours), charges(theirs)]);
      const ofClasses = classes.reduce((all, { difference }) => add(all, exact(difference)), zero);
      expect(toText(ofClasses)).toBe(total.difference);
      for (const { ours: one, theirs: other, matchedBy } of compared.pairs)
        if (matchedBy === "numbers") expect(Math.abs(one.at - other.at)).toBeLessThanOrEqual(seconds * 1000);
    }),
  );
});

it("leaves no two of them alone that could be a pair", () => {
  fc.assert(
    fc.property(anySide("o"), anySide("t"), (ours, theirs) => {
      const { missingOurs, missingTheirs } = compareRecords(ours, theirs, RULES);
      const pair = missingTheirs.find((one) =>
        missingOurs.some(
          (other) =>
            one.from === other.from &&
            one.to === other.to &&
            Math.abs(one.at - other.at) <= RULES.windowMilliseconds,
        ),
      );
      expect(pair).toBeUndefined();
    }),
  );
});

it("gives the same answer whatever order the records come in", () => {
  fc.assert(
    fc.property(anySide("o"), anySide("t"), (ours, theirs) => {
      expect(told(ours.toReversed(), theirs.toReversed())).toEqual(told(ours, theirs));
    }),
  );
});
