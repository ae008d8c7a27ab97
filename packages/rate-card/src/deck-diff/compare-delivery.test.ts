import { civilDate } from "@tollwright/calendar";
import { describe, expect, it } from "vitest";
import { compileDecks } from "../compiled-deck.ts";
import type { RateDeck } from "../deck.ts";
import { readDeck } from "../read-deck.ts";
import { compareDelivery } from "./compare-delivery.ts";
import { deckAsOf } from "./deck-as-of.ts";

function deck(effectiveFrom: string, delivery: "full" | "partial", ...rows: readonly string[]): RateDeck {
  const yaml = `id: az
description: The world.
kind: azInternational
currency: USD
effectiveFrom: ${effectiveFrom}
delivery: ${delivery}
zone: UTC
rows: az.csv
columns: { prefix: Code, ratePerMinute: Rate, increments: Inc, effectiveFrom: From, status: Status }
defaults: { initialSeconds: 1, incrementSeconds: 1 }
rateCeilingPerMinute: "5"
rounding: { mode: halfUp, places: 6 }
`;
  const text = ["Code,Rate,Inc,From,Status", ...rows, ""].join("\n");
  const read = readDeck({
    description: { path: "d/deck.yaml", text: yaml },
    beside: [{ path: "d/az.csv", text }],
  });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value.deck;
}

const april = deck(
  "2026-04-01",
  "full",
  "44,0.010,,,",
  "4420,0.012,,,",
  "447,0.02,,,",
  "93,,,,Closed",
  "52,0.03,,,",
);

function compiled(...decks: readonly RateDeck[]) {
  const result = compileDecks(decks.map((each, index) => ({ hash: `h${index}`, deck: each })));
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}

function told(delivery: RateDeck): readonly string[] {
  const listed = april.rows.map(({ prefix }) => prefix);
  const { changes } = compareDelivery(delivery, { inForce: compiled(april), listed });
  return changes.map(
    ({ prefix, kind, from, percent, row }) => `${prefix} ${kind} ${from} ${percent} row ${row}`,
  );
}

describe("a delivery beside what is in force", () => {
  it.each([
    ["an increase", "44,0.011,,,", ["44 increased 2026-05-01 10.0 row 2"]],
    ["a decrease", "44,0.0095,,,", ["44 decreased 2026-05-01 -5.0 row 2"]],
    ["the same in value", "44,0.0100,,,", []],
    ["other seconds at the same price", "44,0.010,60/60,,", ["44 changed 2026-05-01 null row 2"]],
    ["a new prefix", "4479,0.01,,,", ["4479 added 2026-05-01 null row 2"]],
    ["closed", "44,,,,Blocked", ["44 closed 2026-05-01 null row 2"]],
    ["removed", "4420,,,,Deleted", ["4420 closed 2026-05-01 null row 2"]],
    ["closed before and now", "93,,,,Closed", []],
    ["open again", "93,0.2,,,", ["93 added 2026-05-01 null row 2"]],
  ])("%s", (_, row, changes) => {
    expect(told(deck("2026-05-01", "partial", row))).toEqual(changes);
  });

  it("each day of a prefix is compared with the one before", () => {
    expect(told(deck("2026-05-01", "partial", "44,0.012,,2026-05-01,", "44,0.009,,2026-06-01,"))).toEqual([
      "44 increased 2026-05-01 20.0 row 2",
      "44 decreased 2026-06-01 -25.0 row 3",
    ]);
  });

  it("a full one closes what it does not list, a partial one does not; counts say it all", () => {
    expect(told(deck("2026-05-01", "full", "44,0.010,,,", "52,0.03,,,"))).toEqual([
      "4420 closed 2026-05-01 null row null",
      "447 closed 2026-05-01 null row null",
      "93 closed 2026-05-01 null row null",
    ]);
    const difference = compareDelivery(deck("2026-05-01", "partial", "44,0.02,,2026-05-08,"), {
      inForce: compiled(april),
      listed: [],
    });
    expect(difference.counts).toEqual({
      added: 0,
      increased: 1,
      decreased: 0,
      changed: 0,
      closed: 0,
      unchanged: 0,
    });
    expect(difference.firstIncrease).toBe("2026-05-08");
  });

  it("a word that does not fit what is in force is told by its row", () => {
    const delivery = deck(
      "2026-05-01",
      "partial",
      "44,0.011,,,",
      "4420,0.012,,,",
      "447,0.01,,,",
      "4479,0.01,,,",
    );
    const word = (change: "increase" | "decrease" | "unchanged" | "new") => ({ change, previousRate: null });
    const stated = new Map([
      [2, word("decrease")],
      [3, word("unchanged")],
      [4, word("decrease")],
      [5, word("increase")],
    ]);
    expect(compareDelivery(delivery, { inForce: compiled(april), listed: [], stated }).disagreements).toEqual(
      [
        { row: 2, stated: "decrease", found: "increased" },
        { row: 5, stated: "increase", found: "added" },
      ],
    );
  });

  it("of a deck that is not there yet everything is added", () => {
    expect(compareDelivery(april, { inForce: null, listed: [] }).counts).toMatchObject({
      added: 4,
      closed: 1,
    });
  });
});

it("a deck as of one day prices any day as that one", () => {
  const may = deck("2026-05-01", "partial", "44,0.011,,,", "4420,,,,Deleted");
  const prefixes = [...april.rows, ...may.rows].map(({ prefix }) => prefix);
  const asOf = deckAsOf(compiled(april, may), civilDate("2026-05-01"), {
    prefixes,
    terms: may,
    from: civilDate("2000-01-01"),
  });
  const find = (e164: string) => compiled(asOf).find(e164, civilDate("2026-03-05"))?.row.ratePerMinute;
  expect([find("442012345678"), find("447912345678"), find("5255512345")]).toEqual(["0.011", "0.02", "0.03"]);
});
