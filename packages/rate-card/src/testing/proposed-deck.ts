import { civilDate } from "@tollwright/calendar";
import { type DeckHints, proposeDeck } from "../deck-import/propose-deck.ts";
import { tableOfText } from "../deck-import/table-of-text.ts";
import { readDeck } from "../read-deck.ts";

const AREA_CODES = new Set(["312", "603", "907"]);

function hints(changes: Partial<DeckHints> = {}): DeckHints {
  return {
    id: "x",
    from: "rates.csv",
    rowsName: "rates.csv",
    delimiter: ",",
    effectiveFrom: null,
    delivery: null,
    currency: null,
    kind: null,
    lookupBy: "dialed",
    increments: null,
    rateCeilingPerMinute: null,
    today: civilDate("2026-04-20"),
    isAreaCode: (npa) => AREA_CODES.has(npa),
    confirmed: true,
    doubts: [],
    ...changes,
  };
}

/** What a text of rates is proposed as, and what reading it by that proposal gives. */
export function proposed(text: string, changes: Partial<DeckHints> = {}) {
  const table = tableOfText({ path: "rates.csv", text });
  if (!table.ok) throw new Error("no table");
  const proposal = proposeDeck(table.value.rows, hints({ delimiter: table.value.delimiter, ...changes }));
  if (!proposal.ok) return { refused: proposal.problems.map(({ message }) => message) };
  const read = readDeck({
    description: { path: "deck.yaml", text: proposal.value.yaml },
    beside: [{ path: "rates.csv", text }],
  });
  const { columns, doubts, unread } = proposal.value;
  return {
    columns: columns.map(({ meaning, column }) => `${meaning}=${column}`),
    doubts,
    unread,
    deck: read.ok ? read.value.deck : null,
    warnings: read.ok ? read.value.warnings.map(({ message }) => message) : [],
    problems: read.ok ? [] : read.problems.map(({ message }) => message),
  };
}
