import type { DeckProposal, ReadDeck } from "@tollwright/rate-card";
import { counted, printable, table, wrapped } from "./output.ts";

/** The columns with their first cells, and the doubts: what a person looks at before he confirms. */
export function proposalText({ columns, unread, doubts, rows }: DeckProposal): string {
  const width = Math.max(0, ...columns.map(({ first }) => first.length));
  const headings = [
    "taken for",
    "column",
    ...Array.from({ length: width }, (_, index) => `row ${index + 1}`),
  ];
  return [
    `${counted(rows, "row")}. Columns, and the first cells of each:`,
    table(
      headings,
      columns.map(({ meaning, column, first }) => [meaning, printable(column), ...first.map(printable)]),
    ),
    ...(unread.length === 0 ? [] : [wrapped(`Not read: ${printable(unread.join(", "))}.`, "")]),
    doubts.length === 0 ? "No doubts." : "Doubts:",
    ...doubts.map((doubt) => wrapped(printable(doubt), "  ")),
  ].join("\n");
}

export function deckText({ deck, warnings }: ReadDeck): string {
  const blocked = deck.rows.filter((row) => row.blocked).length;
  const later = deck.rows.filter((row) => row.effectiveFrom > deck.effectiveFrom).length;
  return [
    `deck ${deck.id}: ${deck.kind}, ${deck.currency}, ${deck.delivery} delivery from ${deck.effectiveFrom}`,
    `${counted(deck.rows.length, "price")}, ${blocked} blocked, ${later} from a later day; ${counted(warnings.length, "warning")}.`,
  ].join("\n");
}
