import { describe, expect, it } from "vitest";
import { Account } from "./account.ts";
import { checkInventory } from "./check-inventory.ts";
import { exampleAccount, exampleLegalEntity } from "./testing/example-account.ts";

type Input = Parameters<typeof exampleAccount>[0];

function codes(...accounts: readonly Input[]): readonly string[] {
  return checkInventory(accounts.map(exampleAccount), [exampleLegalEntity()]).map(
    ({ account, path, problem }) => `${account} ${path.join(".")} ${problem.code}`,
  );
}

function ported(...events: readonly [kind: "foc" | "supplement" | "completed", on: string][]) {
  return {
    ...{ id: "p1", product: "port", location: "main", numbers: ["13125550100"] },
    events: events.map(([kind, on]) => ({ kind, on })),
  };
}

it("finds nothing wrong with an account that is right", () => {
  expect(
    codes({
      id: "acme",
      telephoneNumbers: [
        { number: "13125550100", count: 10, location: "main", product: null, from: "2026-01-01" },
      ],
    }),
  ).toEqual([]);
});

describe("one account", () => {
  it.each<readonly [string, Input, string]>([
    [
      "a location that it does not have",
      { id: "a", defaultLocation: "other" },
      "a defaultLocation REFERENCE_UNKNOWN",
    ],
    [
      "a number at such a location",
      {
        id: "a",
        telephoneNumbers: [{ number: "13125550100", location: "x", product: null, from: "2026-01-01" }],
      },
      "a telephoneNumbers.0.location REFERENCE_UNKNOWN",
    ],
    [
      "dates that end where they start",
      {
        id: "a",
        telephoneNumbers: [
          { number: "13125550100", location: "main", product: null, from: "2026-01-01", until: "2026-01-01" },
        ],
      },
      "a telephoneNumbers.0.until DATES_REVERSED",
    ],
    [
      "a plan that ends before it starts",
      { id: "a", plans: [{ plan: "p", from: "2026-02-01", until: "2026-01-01" }] },
      "a plans.0.until DATES_REVERSED",
    ],
    [
      "two suspensions of one thing",
      {
        id: "a",
        suspensions: [
          { id: "s1", billedShare: "0", reason: "Unpaid", from: "2026-01-01", until: "2026-02-01" },
          {
            ...{ id: "s2", billedShare: "0.5", reason: "Move", location: "main", products: ["did"] },
            ...{ from: "2026-01-31", until: null },
          },
        ],
      },
      "a suspensions.1 DATES_OVERLAP",
    ],
    [
      "two minimums on the same day",
      {
        id: "a",
        commitments: [
          { id: "c1", product: "min", from: "2026-01-01" },
          { id: "c2", product: "min", from: "2026-03-01" },
        ],
      },
      "a commitments.1 DATES_OVERLAP",
    ],
    [
      "an event after the end of a port order",
      { id: "a", portOrders: [ported(["completed", "2026-04-02"], ["supplement", "2026-04-03"])] },
      "a portOrders.0.events PORT_EVENTS",
    ],
    [
      "events that go back in time",
      { id: "a", portOrders: [ported(["foc", "2026-04-02"], ["supplement", "2026-04-01"])] },
      "a portOrders.0.events PORT_EVENTS",
    ],
    [
      "two days of completion",
      { id: "a", portOrders: [{ ...ported(["completed", "2026-04-02"]), completedOn: "2026-04-03" }] },
      "a portOrders.0.events PORT_EVENTS",
    ],
    [
      "a contract that ends before it begins",
      {
        id: "a",
        contracts: [
          {
            ...{ id: "c1", product: "etf", from: "2026-02-01", termMonths: 12, monthlyAmount: "10.00" },
            terminatedOn: "2026-01-31",
          },
        ],
      },
      "a contracts.0.terminatedOn DATES_REVERSED",
    ],
    [
      "a fee before its invoice was due",
      {
        id: "a",
        lateFees: [
          {
            ...{ id: "l1", product: "late", on: "2026-02-01", dueOn: "2026-02-02" },
            ...{ overdue: "10.00", invoice: "TW-1" },
          },
        ],
      },
      "a lateFees.0.on DATES_REVERSED",
    ],
    [
      "a listing at a location that it does not have",
      {
        id: "a",
        cnamListings: [
          { number: "13125550100", name: "ACME", location: "x", product: "cnam", from: "2026-01-01" },
        ],
      },
      "a cnamListings.0.location REFERENCE_UNKNOWN",
    ],
    [
      "a factor of a trunk group that it does not have",
      { id: "a", trafficFactors: [{ trunkGroup: "x", from: "2026-01-01", piu: "0.5" }] },
      "a trafficFactors.0.trunkGroup REFERENCE_UNKNOWN",
    ],
    [
      "a factor that ends where it starts",
      { id: "a", trafficFactors: [{ from: "2026-01-01", until: "2026-01-01", countsAs: "interstate" }] },
      "a trafficFactors.0.until DATES_REVERSED",
    ],
    [
      "two factors on one day",
      {
        id: "a",
        trafficFactors: [
          { from: "2026-01-01", until: "2026-04-02", piu: "0.5" },
          { from: "2026-04-01", piu: "0.6" },
        ],
      },
      "a trafficFactors.1.from DATES_OVERLAP",
    ],
    ["an unknown legal entity", { id: "a", legalEntity: "nobody" }, "a legalEntity REFERENCE_UNKNOWN"],
    [
      "a certificate for nothing",
      { id: "a", exemptions: [{ certificate: "C1" }] },
      "a exemptions.0 CERTIFICATE_EMPTY",
    ],
    [
      "two plans on one day",
      {
        id: "a",
        plans: [
          { plan: "p", from: "2026-01-01", until: "2026-04-11" },
          { plan: "q", from: "2026-04-10" },
        ],
      },
      "a plans.1 PLANS_OVERLAP",
    ],
    [
      "two subscriptions of one id",
      {
        id: "a",
        subscriptions: [
          { id: "s", product: "p", location: "main", quantity: 1, from: "2026-01-01" },
          { id: "s", product: "p", location: "main", quantity: 1, from: "2026-01-01" },
        ],
      },
      "a subscriptions.1.id ID_TWICE",
    ],
    [
      "two counts of channels on one day",
      {
        id: "a",
        trunkGroups: [
          {
            id: "t",
            location: "main",
            names: [{ source: "s", name: "T" }],
            product: "c",
            from: "2026-01-01",
            channels: [
              { committed: 4, from: "2026-01-01", until: "2026-04-02" },
              { committed: 6, from: "2026-04-01" },
            ],
          },
        ],
      },
      "a trunkGroups.0.channels.1 DATES_OVERLAP",
    ],
  ])("%s", (_what, account, found) => {
    expect(codes(account)).toEqual([found]);
  });

  it("plans that meet on a day do not overlap", () => {
    expect(
      codes({
        id: "a",
        plans: [
          { plan: "p", from: "2026-01-01", until: "2026-04-10" },
          { plan: "q", from: "2026-04-10" },
        ],
      }),
    ).toEqual([]);
  });
});

describe("sites and their payers", () => {
  it.each<readonly [string, Input, Input, readonly string[]]>([
    ["a payer that is none", { id: "site", billTo: "nobody" }, { id: "payer" }, ["site billTo BILL_TO"]],
    [
      "a payer that is a site",
      { id: "site", billTo: "payer" },
      { id: "payer", billTo: "site" },
      ["site billTo BILL_TO", "payer billTo BILL_TO"],
    ],
    [
      "another zone",
      { id: "site", billTo: "payer", zone: "America/New_York" },
      { id: "payer" },
      ["site billTo BILL_TO"],
    ],
    [
      "another bill day",
      { id: "site", billTo: "payer", billDay: 15 },
      { id: "payer" },
      ["site billTo BILL_TO"],
    ],
    ["itself", { id: "site", billTo: "site" }, { id: "payer" }, ["site billTo BILL_TO"]],
    [
      "an exemption of its own",
      { id: "site", billTo: "payer", exemptions: [{ certificate: "C1", levies: ["fusf"] }] },
      { id: "payer" },
      ["site exemptions EXEMPTION_ON_SITE"],
    ],
    [
      "all right",
      { id: "site", billTo: "payer" },
      { id: "payer", exemptions: [{ certificate: "C1", levies: ["fusf"] }] },
      [],
    ],
  ])("%s", (_what, site, payer, found) => {
    expect(codes(site, payer)).toEqual(found);
  });
});

describe("what two own", () => {
  const number = (dates: object, more: object = {}) => ({
    telephoneNumbers: [{ number: "13125550100", location: "main", product: null, ...dates, ...more }],
  });

  it.each<readonly [string, object, object, readonly string[]]>([
    [
      "a number until the 10th and from the 9th",
      number({ from: "2026-01-01", until: "2026-04-10" }),
      number({ from: "2026-04-09" }),
      ["b telephoneNumbers.0 NUMBER_TWO_OWNERS"],
    ],
    [
      "a number until the 10th and from the 10th",
      number({ from: "2026-01-01", until: "2026-04-10" }),
      number({ from: "2026-04-10" }),
      [],
    ],
    [
      "a block and its last number",
      number({ from: "2026-01-01" }, { count: 10 }),
      number({ from: "2026-01-01" }, { number: "13125550109" }),
      ["b telephoneNumbers.0 NUMBER_TWO_OWNERS"],
    ],
    [
      "a block and the number behind it",
      number({ from: "2026-01-01" }, { count: 10 }),
      number({ from: "2026-01-01" }, { number: "13125550110" }),
      [],
    ],
    [
      "an account code",
      { accountCodes: ["77"] },
      { accountCodes: ["77"] },
      ["b accountCodes ACCOUNT_CODE_TWICE"],
    ],
    ["an id as account code", {}, { accountCodes: ["a"] }, ["b accountCodes ACCOUNT_CODE_TWICE"]],
  ])("%s", (_what, first, second, found) => {
    expect(codes({ id: "a", ...first }, { id: "b", ...second })).toEqual(found);
  });

  it.each([
    ["the same source and days", "chi", "2026-01-01", ["b trunkGroups.0.names.0 TRUNK_NAME_TWICE"]],
    ["another source", "lax", "2026-01-01", []],
    ["later days", "chi", "2026-04-10", []],
  ])("a trunk name: %s", (_what, source, from, found) => {
    const trunks = (names: { source: string; name: string }, dates: { from: string; until?: string }) => ({
      trunkGroups: [
        {
          id: "t",
          location: "main",
          product: "c",
          names: [names],
          channels: [{ committed: 4, from: "2026-01-01" }],
          ...dates,
        },
      ],
    });
    const first = {
      id: "a",
      ...trunks({ source: "chi", name: "T" }, { from: "2026-01-01", until: "2026-04-10" }),
    };
    expect(codes(first, { id: "b", ...trunks({ source, name: "T" }, { from }) })).toEqual(found);
  });
});

it("the schema knows the zones of the world", () => {
  const inZone = (zone: string) => Account.safeParse({ ...exampleAccount({ id: "a" }), zone }).success;
  expect([inZone("America/Chicago"), inZone("UTC"), inZone("Chicago"), inZone("EST5")]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

it("the schema takes seven-digit dialling only with an area code", () => {
  const dialling = (homeNpa: string) =>
    Account.safeParse({ ...exampleAccount({ id: "a" }), dialling: { homeNpa } }).success;
  expect([dialling("312"), dialling("1312"), dialling("112")]).toEqual([true, false, false]);
});
