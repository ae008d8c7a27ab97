import { instant } from "@tollwright/calendar";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileOwnership } from "./ownership.ts";
import { exampleAccount } from "./testing/example-account.ts";

const at = (text: string) => instant(Date.parse(text));
const location = { id: "annex", name: "Annex", from: "2026-01-01" } as const;
const acme = exampleAccount({ id: "acme" });
const [main] = acme.locations;

const ownership = compileOwnership([
  exampleAccount({
    id: "acme",
    zone: "America/New_York",
    locations: [main!, { ...main!, ...location }],
    accountCodes: ["7700"],
    telephoneNumbers: [
      {
        number: "13125550100",
        count: 10,
        location: "annex",
        product: null,
        from: "2026-01-01",
        until: "2026-04-10",
      },
    ],
    tollFreeNumbers: [{ number: "18005550100", location: "main", product: null, from: "2026-01-01" }],
    trunkGroups: [
      {
        id: "t1",
        location: "annex",
        names: [{ source: "chi", name: "acme-1" }],
        product: "c",
        channels: [{ committed: 4, from: "2026-01-01" }],
        from: "2026-04-01",
      },
    ],
  }),
  exampleAccount({
    id: "best",
    zone: "America/New_York",
    telephoneNumbers: [{ number: "13125550105", location: "main", product: null, from: "2026-04-10" }],
  }),
]);

describe("a number", () => {
  it.each([
    // number, instant, account, location. Days are New York's: midnight in April is 04:00Z.
    ["13125550100", "2026-04-09T12:00:00Z", "acme", "annex"], // first of the block
    ["13125550109", "2026-04-09T12:00:00Z", "acme", "annex"], // last of the block
    ["13125550110", "2026-04-09T12:00:00Z", undefined, undefined], // behind it
    ["13125550099", "2026-04-09T12:00:00Z", undefined, undefined], // before it
    ["13125550105", "2026-04-10T03:59:59Z", "acme", "annex"], // still the 9th in New York
    ["13125550105", "2026-04-10T04:00:00Z", "best", "main"], // ported on the 10th
    ["13125550106", "2026-04-10T04:00:00Z", undefined, undefined], // given up on the 10th
    ["13125550105", "2026-01-01T05:00:00Z", "acme", "annex"], // the first day begins at 05:00Z in winter
    ["13125550105", "2026-01-01T04:59:59Z", undefined, undefined],
    ["18005550100", "2026-04-10T04:00:00Z", "acme", "main"],
  ])("%s at %s is owned by %s at %s", (number, when, account, place) => {
    const owner = ownership.ownerOfNumber(number, at(when));
    expect([owner?.account.id, owner?.location]).toEqual([account, place]);
  });

  it("says what matched, also within a block", () => {
    expect(ownership.ownerOfNumber("13125550103", at("2026-04-01T12:00:00Z"))?.matched).toBe(
      "number 13125550103",
    );
    expect(ownership.ownerOfNumber("18005550100", at("2026-04-01T12:00:00Z"))?.tollFree).toBe(true);
  });
});

describe("trunks and account codes", () => {
  const day = at("2026-04-01T12:00:00Z");

  it.each([
    ["chi", "acme-1", "2026-04-01T04:00:00Z", "acme"],
    ["chi", "acme-1", "2026-04-01T03:59:59Z", undefined],
    ["lax", "acme-1", "2026-04-01T12:00:00Z", undefined], // a name is a source's own
    ["chi", "acme-2", "2026-04-01T12:00:00Z", undefined],
  ])("trunk %s %s at %s is owned by %s", (source, name, when, account) => {
    expect(ownership.ownerOfTrunk(source, name, at(when))?.account.id).toBe(account);
  });

  it.each([
    ["7700", "acme"],
    ["acme", "acme"],
    ["best", "best"],
    ["7701", undefined],
  ])("account code %s is owned by %s, at its default location", (code, account) => {
    const owner = ownership.ownerOfAccountCode(code, day);
    expect([owner?.account.id, owner?.location]).toEqual([
      account,
      account === undefined ? undefined : "main",
    ]);
  });
});

it("finds what a search through all blocks finds", () => {
  const block = fc.record({
    first: fc.integer({ min: 0, max: 40 }),
    count: fc.integer({ min: 1, max: 12 }),
    month: fc.integer({ min: 1, max: 3 }),
  });
  fc.assert(
    fc.property(fc.array(block, { maxLength: 6 }), fc.integer({ min: 0, max: 60 }), (blocks, asked) => {
      const base = 13125550000;
      const accounts = blocks.map(({ first, count, month }, index) =>
        exampleAccount({
          id: `a${index}`,
          telephoneNumbers: [
            // Blocks of one month overlap in no month with those of another, and the first one wins within a month.
            {
              number: String(base + first),
              count,
              location: "main",
              product: null,
              from: `2026-0${month}-01`,
              until: `2026-0${month + 1}-01`,
            },
          ],
        }),
      );
      const owner = compileOwnership(accounts).ownerOfNumber(
        String(base + asked),
        at("2026-02-15T12:00:00Z"),
      );
      const expected = blocks.findIndex(
        ({ first, count, month }) => month === 2 && first <= asked && asked < first + count,
      );
      expect(owner?.account.id).toBe(expected < 0 ? undefined : `a${expected}`);
    }),
  );
});
