/** What may stand before or behind an amount. */
export const CURRENCY_SIGNS = ["$", "€", "£", "USD", "EUR", "GBP", "CAD"] as const;

/** What a word of a status column does to its row. */
type RowState = "priced" | "blocked" | "removed";
/** Which way the sender says that a price went. */
export type StatedChange = "increase" | "decrease" | "unchanged" | "new";
export type StatusReading = { readonly state: RowState; readonly change: StatedChange | null };

const STATUSES: readonly (readonly [RegExp, StatusReading])[] = [
  [/^(|active|current|open|pending)$/, { state: "priced", change: null }],
  [/^(increased?|inc|up|\+|▲|↑)$/, { state: "priced", change: "increase" }],
  [/^(decreased?|dec|down|-|▼|↓)$/, { state: "priced", change: "decrease" }],
  [/^(no ?change|unchanged|same|nc|=)$/, { state: "priced", change: "unchanged" }],
  [/^(new|add(ed)?|addition)$/, { state: "priced", change: "new" }],
  [/^(blocked?|closed?|inactive|barred|n\/a)$/, { state: "blocked", change: null }],
  [/^(deleted?|removed?|withdrawn|discontinued|end(ed)?)$/, { state: "removed", change: null }],
];

/** The meaning of a status word as carriers write it, also of `Rate Increase` and `Code Deleted`, or null (reference: cdr and rate decks, section 4.2). */
export function readStatus(word: string): StatusReading | null {
  const plain = word
    .toLowerCase()
    .replace(/\.$/, "")
    .replace(/\b(rate|price|cost|code|destination|route)s?\b/g, "")
    .trim();
  return STATUSES.find(([shape]) => shape.test(plain))?.[1] ?? null;
}

/** A cell of a column that marks closed destinations. */
export function isBlockedMark(cell: string): boolean {
  return /^(y|yes|true|1|blocked|closed)$/i.test(cell);
}

/** What some senders write for a day: the delivery's own day holds. */
export function isAtOnce(cell: string): boolean {
  return /^(immediate(ly)?|at once|now|asap)$/i.test(cell);
}
