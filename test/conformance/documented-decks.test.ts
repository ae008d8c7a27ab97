import { readFileSync } from "node:fs";
import { join } from "node:path";
import { civilDate } from "@tollwright/calendar";
import { documentsFrom, proposeDeck, readDeck, tableOfText } from "@tollwright/rate-card";
import { expect, it } from "vitest";

const page = readFileSync(join(import.meta.dirname, "../../docs/rate-decks.md"), "utf8");
const block = (language: string): string =>
  new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "s").exec(page)?.[1] ?? "";
const csv = block("csv");
const yaml = block("yaml");

it("the page on rate decks proposes what the program proposes", () => {
  const table = tableOfText({ path: "rates.csv", text: csv });
  const proposal = proposeDeck(table.ok ? table.value.rows : [], {
    ...{ id: "acme-az", from: "rates.csv", rowsName: "rates.csv", delimiter: "," },
    ...{ effectiveFrom: null, delivery: null, currency: null, kind: null, lookupBy: "dialed" },
    ...{ increments: null, rateCeilingPerMinute: null, today: civilDate("2026-04-20"), doubts: [] },
    isAreaCode: () => true,
    confirmed: false,
  });
  expect(proposal.ok && proposal.value.yaml).toBe(yaml);
});

it("its rows come out as the page says, and are not loaded before somebody has confirmed them", () => {
  const description = { path: "decks/acme-az/deck.yaml", text: yaml };
  const rows = { path: "decks/acme-az/rates.csv", text: csv };
  const read = readDeck({ description, beside: [rows] });
  const told = read.ok
    ? read.value.deck.rows.map(
        (row) =>
          `${row.prefix.padEnd(6)}${(row.ratePerMinute ?? "blocked").padEnd(9)}${`${row.initialSeconds}/${row.incrementSeconds}`.padEnd(7)}${row.effectiveFrom}\n`,
      )
    : read.problems.map(({ message }) => message);
  expect(told.join("")).toBe(block("text"));
  const codes = (text: string) =>
    documentsFrom([{ ...description, text }, rows]).problems.map(({ code }) => code);
  expect(codes(yaml)).toEqual(["DECK_UNCONFIRMED"]);
  expect(codes(yaml.replace("confirmed: false\n", ""))).toEqual([]);
});
