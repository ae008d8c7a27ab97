import type { RateDeck } from "./deck.ts";

export type KeyedKind = "ocn" | "lata" | "ocnLata";

/** Kinds of decks whose rows name companies and LATAs instead of digits. */
export function isKeyed(kind: RateDeck["kind"]): kind is KeyedKind {
  return kind === "ocn" || kind === "lata" || kind === "ocnLata";
}
