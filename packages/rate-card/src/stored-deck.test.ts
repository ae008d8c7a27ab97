import { canonicalJson } from "@tollwright/canonical";
import { describe, expect, it } from "vitest";
import { RateDeck } from "./deck.ts";
import { StoredDeck, storedDeck } from "./stored-deck.ts";

const ROW = {
  prefix: "1312",
  destination: 'USA, "Illinois"',
  ratePerMinute: null,
  interstate: "0.0100",
  intrastate: "0.0200",
  indeterminate: null,
  offPeak: null,
  local: null,
  connectFee: "0",
  initialSeconds: 6,
  incrementSeconds: 6,
  effectiveFrom: "2026-04-01",
  effectiveUntil: null,
  blocked: false,
  removed: false,
  row: 2,
};
const OTHER = {
  ...ROW,
  ...{ prefix: "1313", destination: "", interstate: null, intrastate: null, indeterminate: "0.03" },
  ...{ connectFee: "0.05", initialSeconds: 1, effectiveFrom: "2026-04-10", blocked: true, row: 3 },
  ...{ graceSeconds: 3, freeSeconds: 5, initialRatePerMinute: "0.05" },
  ...{ local: "0.0050", effectiveUntil: "2026-05-01", removed: true },
};

function deckOf(...rows: readonly (typeof ROW | typeof OTHER)[]): RateDeck {
  return RateDeck.parse({
    ...{ id: "us", description: "US termination", kind: "npaNxxJurisdictional", currency: "USD" },
    ...{ effectiveFrom: "2026-04-01", delivery: "full", zone: "UTC", minimumCharge: "0" },
    ...{ zeroSeconds: "increment", rounding: { places: 4, mode: "halfUp" } },
    rows,
  });
}

describe("a deck as a version holds it", () => {
  it.each([
    ["one row", deckOf(ROW)],
    ["two rows that differ in one column", deckOf(ROW, { ...ROW, prefix: "1314" })],
    ["two rows that differ in all columns that can", deckOf(ROW, OTHER)],
  ])("%s: reads back as what was written", (_, deck) => {
    expect(StoredDeck.parse(JSON.parse(canonicalJson(storedDeck(deck))))).toEqual(deck);
  });

  it("says once what is the same in every row", () => {
    expect(storedDeck(deckOf(ROW, { ...ROW, prefix: "1314", interstate: "0.0150", row: 3 }))).toMatchObject({
      rows: {
        everyRow: { destination: 'USA, "Illinois"', intrastate: "0.0200", blocked: "", ratePerMinute: "" },
        columns: ["prefix", "interstate", "row"],
        table: "1312\t0.0100\t2\n1314\t0.0150\t3",
      },
    });
  });

  it("says nothing of what no row has and older decks did not know, so that their hashes stay", () => {
    const text = canonicalJson(storedDeck(deckOf(ROW)));
    expect(text).not.toMatch(/local|effectiveUntil|removed|lookupBy/);
    expect(canonicalJson(storedDeck({ ...deckOf(ROW), lookupBy: "lrn" }))).toContain('"lookupBy":"lrn"');
  });

  it("a cell that would break the table is a bug of the reader", () => {
    expect(() => storedDeck(deckOf({ ...ROW, destination: "two\nlines" }))).toThrow("no tab or line end");
  });
});
