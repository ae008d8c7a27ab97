import { describe, expect, test } from "vitest";
import { answerTo, lineTexts, problemsOf } from "./testing/requests.ts";

const hundred = [{ id: "1", amount: "100.00" }];
const tax = (id: string, percent: string, rest: object = {}) => ({
  id,
  kind: "tax",
  form: { percent },
  ...rest,
});

describe("levies in the base of others", () => {
  test.each([
    // 10.00; (100 + 10) × 0.1 = 11.00.
    [
      "by id",
      [tax("a", "0.1"), tax("b", "0.1", { baseIncludes: ["a"] })],
      ["a 1 100 10.00", "b 1 110 11.00"],
    ],
    [
      "whatever the order of the list",
      [tax("b", "0.1", { baseIncludes: ["a"] }), tax("a", "0.1")],
      ["b 1 110 11.00", "a 1 100 10.00"],
    ],
    [
      "by family and by kind, without itself",
      [
        tax("a", "0.1", { family: "relay" }),
        { ...tax("fee", "0.05"), kind: "sellerFee" },
        tax("b", "0.1", { family: "relay", baseIncludes: ["family:relay", "kind:sellerFee"] }),
      ],
      ["a 1 100 10.00", "fee 1 100 5.00", "b 1 115 11.50"],
    ],
    [
      "less what is excluded",
      [
        tax("a", "0.1"),
        tax("b", "0.2"),
        tax("c", "0.1", { baseIncludes: ["kind:tax"], baseExcludes: ["b"] }),
      ],
      ["a 1 100 10.00", "b 1 100 20.00", "c 1 110 11.00"],
    ],
    // A tax on a tax only: 10.00 × 0.5.
    [
      "portion none",
      [tax("a", "0.1"), tax("b", "0.5", { portion: "none", baseIncludes: ["a"] })],
      ["a 1 100 10.00", "b 1 10 5.00"],
    ],
    [
      "what is absorbed enters no base",
      [tax("a", "0.1", { passThrough: "allowed" }), tax("b", "0.1", { baseIncludes: ["a"] })],
      ["a 1 100 10.00 not billed", "b 1 100 10.00"],
    ],
  ])("%s", (_, levies, expected) => {
    expect(lineTexts({ charges: hundred, levies })).toEqual(expected);
  });

  test("rounded amounts enter, exact ones where the levy says so", () => {
    // 33.33 × 0.055 = 1.83315 → 1.83; × 10: 18.30 or 18.3315 → 18.33.
    const charges = [{ id: "1", amount: "33.33" }];
    const on = (baseUses: string) =>
      lineTexts({
        charges,
        levies: [tax("a", "0.055"), tax("b", "10", { portion: "none", baseIncludes: ["a"], baseUses })],
      })[1];
    expect(on("rounded")).toBe("b 1 1.83 18.30");
    expect(on("exact")).toBe("b 1 1.83315 18.33");
  });

  test.each([
    [
      "two in each other's base",
      [tax("a", "0.1", { baseIncludes: ["b"] }), tax("b", "0.1", { baseIncludes: ["a"] })],
    ],
    ["one that names itself", [tax("a", "0.1", { baseIncludes: ["a"] })]],
    [
      "a longer way round",
      [
        tax("a", "0.1", { baseIncludes: ["c"] }),
        tax("b", "0.1", { baseIncludes: ["a"] }),
        tax("c", "0.1", { baseIncludes: ["b"] }),
      ],
    ],
  ])("%s is a CYCLE", (_, levies) => {
    expect(problemsOf({ charges: hundred, levies })).toMatchObject([{ code: "CYCLE" }]);
  });
});

describe("taxes that are part of their own base", () => {
  test("100 ÷ 0.95 = 105.2631…, × 0.05 = 5.2631…", () => {
    const [line] = answerTo({
      charges: hundred,
      levies: [tax("a", "0.05", { selfIncluding: true })],
    }).taxLines;
    expect(line).toMatchObject({ base: "105.26315789473684210526", amount: "5.26" });
  });

  test("a group together: 100 ÷ (1 − 0.05 − 0.15) = 125: 6.25 and 18.75", () => {
    const levies = [
      tax("a", "0.05", { selfIncluding: "g", baseIncludes: ["b"] }),
      tax("b", "0.15", { selfIncluding: "g", baseIncludes: ["a"] }),
    ];
    expect(lineTexts({ charges: hundred, levies })).toEqual(["a 1 125 6.25", "b 1 125 18.75"]);
  });

  test("a member that does not reach the charge does not count", () => {
    const levies = [
      tax("a", "0.2", { selfIncluding: "g" }),
      tax("b", "0.15", { selfIncluding: "g", serviceClasses: ["other"] }),
    ];
    expect(lineTexts({ charges: hundred, levies })).toEqual(["a 1 125 25.00"]);
  });

  test("rates that come to 1 have no base", () => {
    expect(problemsOf({ charges: hundred, levies: [tax("a", "1", { selfIncluding: true })] })).toMatchObject([
      { code: "GROSS_UP_IMPOSSIBLE" },
    ]);
  });
});

describe("which charges a levy reaches, and which part of them", () => {
  const seller = { interstateMethod: { voip: "safeHarbor", sip: { trafficStudy: "0.40" } } };
  const charge = (rest: object) => [{ id: "1", amount: "100.00", ...rest }];
  const mixed = { portion: "mixed", serviceClass: "voip" };
  test.each([
    ["without a portion a charge is intrastate", {}, "intrastate", ["l 1 100 10.00"]],
    ["and not interstate", {}, "interstate", ["l 1 0 0.00"]],
    ["safe harbor, interstate", mixed, ["interstate", "international"], ["l 1 64.9 6.49"]],
    ["safe harbor, intrastate", mixed, "intrastate", ["l 1 35.1 3.51"]],
    ["a traffic study", { ...mixed, serviceClass: "sip" }, "interstate", ["l 1 40 4.00"]],
    [
      "actual shares go first",
      { ...mixed, shares: { interstate: "0.2", international: "0.1" } },
      "intrastate",
      ["l 1 70 7.00"],
    ],
    [
      "a label counts in full",
      { ...mixed, portion: "international" },
      ["interstate", "international"],
      ["l 1 100 10.00"],
    ],
    ["all", mixed, "all", ["l 1 100 10.00"]],
    [
      "all three is all, also without a split",
      { portion: "mixed" },
      ["interstate", "intrastate", "international"],
      ["l 1 100 10.00"],
    ],
    ["portion none is in no portion", { portion: "none" }, ["interstate", "intrastate"], ["l 1 0 0.00"]],
    ["and in all", { portion: "none" }, "all", ["l 1 100 10.00"]],
  ])("%s", (_, rest, portion, expected) => {
    expect(lineTexts({ seller, charges: charge(rest), levies: [tax("l", "0.1", { portion })] })).toEqual(
      expected,
    );
  });

  test.each([
    ["another state", { jurisdiction: { level: "state", state: "YY" } }, []],
    ["the place's state", { jurisdiction: { level: "state", state: "ZZ" } }, ["l 1 100 10.00"]],
    ["its city", { jurisdiction: { level: "city", state: "ZZ", city: "Town" } }, ["l 1 100 10.00"]],
    [
      "a city that is left out",
      { jurisdiction: { level: "state", state: "ZZ" }, exceptPlaces: [{ state: "ZZ", city: "Town" }] },
      [],
    ],
    [
      "a town of that name elsewhere is not",
      { jurisdiction: { level: "state", state: "ZZ" }, exceptPlaces: [{ state: "YY", city: "Town" }] },
      ["l 1 100 10.00"],
    ],
    ["federal", { jurisdiction: { level: "federal" } }, ["l 1 100 10.00"]],
    ["another class", { serviceClasses: ["fax"] }, []],
    ["its class", { serviceClasses: ["voip"] }, ["l 1 100 10.00"]],
    ["another kind of charge", { chargeKinds: ["oneTime"] }, []],
    ["without a kind a charge is recurring", { chargeKinds: ["recurring"] }, ["l 1 100 10.00"]],
    ["another kind of buyer", { buyerKinds: ["residential"] }, []],
    ["an exception is shown as exempt", { except: { chargeKinds: ["recurring"] } }, ["l 1 0 0.00"]],
    [
      "one that fits only in part is none",
      { except: { chargeKinds: ["recurring"], buyerKinds: ["residential"] } },
      ["l 1 100 10.00"],
    ],
  ])("%s", (_, rest, expected) => {
    const request = {
      place: { state: "ZZ", county: "County", city: "Town" },
      buyer: { kind: "business" },
      charges: charge({ serviceClass: "voip" }),
      levies: [tax("l", "0.1", rest)],
    };
    expect(lineTexts(request)).toEqual(expected);
  });

  test("an excepted charge is exempt in full", () => {
    const levies = [tax("l", "0.1", { except: { chargeKinds: ["oneTime"] } })];
    expect(answerTo({ charges: charge({ kind: "oneTime" }), levies }).taxLines).toMatchObject([
      { base: "0", exempt: "100", amount: "0.00", noTax: "excepted" },
    ]);
  });
});

describe("charges that are used in several places", () => {
  const zz = { state: "ZZ" };
  const yy = { state: "YY" };
  const levies = [tax("zz", "0.1", { jurisdiction: { level: "state", state: "ZZ" } }), tax("us", "0.01")];
  const on = (situs: object) => lineTexts({ charges: [{ id: "1", amount: "100.00", situs }], levies });
  test.each([
    [
      "shares",
      {
        shares: [
          { place: zz, share: "0.25" },
          { place: yy, share: "0.75" },
        ],
      },
      ["zz 1 25 2.50", "us 1 100 1.00"],
    ],
    [
      "points",
      {
        points: [
          { place: zz, count: 1 },
          { place: yy, count: 3 },
        ],
      },
      ["zz 1 25 2.50", "us 1 100 1.00"],
    ],
    ["a segment", { segment: [zz, yy] }, ["zz 1 50 5.00", "us 1 100 1.00"]],
    [
      "two of three",
      { callByCall: { origin: zz, termination: yy, serviceAddress: zz } },
      ["zz 1 100 10.00", "us 1 100 1.00"],
    ],
    ["one of three", { callByCall: { origin: zz, termination: yy, serviceAddress: yy } }, ["us 1 100 1.00"]],
  ])("%s", (_, situs, expected) => {
    expect(on(situs)).toEqual(expected);
  });

  test("counts are multiplied by the share too: 10 × 0.25", () => {
    const situs = {
      shares: [
        { place: zz, share: "0.25" },
        { place: yy, share: "0.75" },
      ],
    };
    const fee = {
      ...tax("fee", "0"),
      form: { perUnit: { unit: "lines", amount: "1" } },
      jurisdiction: { state: "ZZ" },
    };
    expect(
      lineTexts({ charges: [{ id: "1", amount: "1", counts: { lines: 10 }, situs }], levies: [fee] }),
    ).toEqual(["fee 1 2.5u 2.50"]);
  });

  test("shares of places add up to 1", () => {
    const situs = { shares: [{ place: zz, share: "0.25" }] };
    expect(problemsOf({ charges: [{ id: "1", amount: "1", situs }], levies: [] })).toMatchObject([
      { code: "INVALID_DOCUMENT", path: "charges[0].situs.shares" },
    ]);
  });
});

describe("limits for each thing that a charge counts", () => {
  const on = (rule: object, amount: string, counts: object | null = { lines: 3 }) =>
    lineTexts({
      charges: [{ id: "1", amount, ...(counts ? { counts } : {}) }],
      levies: [{ id: "l", kind: "tax", form: { percent: "0.10" }, ...rule }],
    })[0];
  const perLine = (amount: string) => ({ amount, per: "charge", times: "lines" });
  test.each([
    ["below the first 15 of each line", { maxBase: perLine("15") }, "44.99", "l 1 44.99 4.50"],
    ["above them", { maxBase: perLine("15") }, "60", "l 1 45 4.50"],
    ["15 of each line are free", { exemptFirst: perLine("15") }, "60", "l 1 15 1.50"],
    ["all, once it is above 15 a line: not yet", { onlyAbove: perLine("15") }, "45", "l 1 0 0.00"],
    ["all, once it is above 15 a line", { onlyAbove: perLine("15") }, "45.01", "l 1 45.01 4.50"],
    ["the lesser of 10 % and 1.50 a line", { maximum: perLine("1.50") }, "60", "l 1 60 4.50"],
    ["the greater of 10 % and 1.50 a line", { minimum: perLine("1.50") }, "30", "l 1 30 4.50"],
    ["the greater, where it is 10 %", { minimum: perLine("1.50") }, "60", "l 1 60 6.00"],
    ["a credit mirrors it", { maxBase: perLine("15") }, "-60", "l 1 -45 -4.50"],
  ])("%s", (_, rule, amount, line) => {
    expect(on(rule, amount)).toBe(line);
  });

  test("without the count nothing is allowed, and a window other than the charge is refused", () => {
    expect(on({ maxBase: perLine("15") }, "60", null)).toBe("l 1 0 0.00");
    const levies = [
      { id: "l", kind: "tax", form: { percent: "0.1" }, maxBase: { amount: "15", times: "lines" } },
    ];
    expect(problemsOf({ charges: hundred, levies }).map(({ code }) => code)).toEqual(["INVALID_DOCUMENT"]);
  });
});
