import { expect, it } from "vitest";
import { readDeck } from "./read-deck.ts";

const YAML = `id: us
description: Rates.
kind: npaNxxFlat
currency: USD
effectiveFrom: 2026-04-01
delivery: full
zone: America/New_York
lookupBy: dialed
rows: rows.csv
columns: { prefix: code, ratePerMinute: rate }
defaults: { initialSeconds: 6, incrementSeconds: 6 }
rateCeilingPerMinute: "1"
rounding: { mode: halfUp, places: 6 }
`;

/** The problems of a deck of these codes, else its prefixes. */
function read(...codes: readonly string[]): readonly string[] {
  const text = `code,rate\n${codes.map((code) => `${code},0.01\n`).join("")}`;
  const deck = readDeck({
    description: { path: "deck.yaml", text: YAML },
    beside: [{ path: "rows.csv", text }],
  });
  return deck.ok
    ? deck.value.deck.rows.map(({ prefix }) => prefix)
    : deck.problems.map(({ message }) => message);
}

it.each<[string, readonly string[], readonly string[]]>([
  [
    "a country among codes with their 1",
    ["1201200", "1907", "447"],
    ['row 4: prefix "447" lacks the 1 that 2 other codes begin with, so it may be a country\'s'],
  ],
  [
    "countries among codes with their 1, one of them as long as an exchange",
    ["1201200", "1907", "+1312555", "447400", "53"],
    [
      'row 6: prefix "53" is too short for an area code',
      'row 5: prefix "447400" lacks the 1 that 3 other codes begin with, so it may be a country\'s',
    ],
  ],
  ["all with their 1", ["1201200", "1907"], ["1201200", "1907"]],
  ["none with it", ["201200", "907", "447"], ["1201200", "1447", "1907"]],
  ["as many with it as without", ["1201200", "907"], ["1201200", "1907"]],
])("%s", (_, codes, told) => {
  expect(read(...codes)).toEqual(told);
});
