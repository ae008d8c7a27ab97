/** Originating line information, the "II digits", as far as they say something of a call (reference: cdr and rate decks, 6.5). */
const MEANINGS: Readonly<Record<string, string>> = {
  "00": "an ordinary line",
  "02": "the calling number could not be identified",
  "06": "a hotel",
  "07": "special operator handling",
  "20": "a PBX that identifies its extensions",
  "23": "a line that may be a coin telephone",
  "24": "a toll-free number that was translated",
  "25": "a toll-free number that was translated, dialled from a payphone",
  "27": "a coin telephone that the network controls",
  "29": "a prison",
  "34": "a call that an operator handled",
  "60": "relay service",
  "61": "wireless",
  "62": "wireless",
  "63": "wireless, roaming",
  "66": "relay service",
  "67": "relay service",
  "70": "a private payphone",
  "93": "a private network",
};

/** Two digits, however a switch writes them. @example `7` is `07`. */
export function lineInformation(oli: string): { readonly digits: string; readonly meaning: string | null } {
  const digits = oli.trim().padStart(2, "0");
  return { digits, meaning: MEANINGS[digits] ?? null };
}

/** The dialled toll-free number was replaced by the number where it rings. */
export function isTranslatedTollFree(oli: string): boolean {
  return ["24", "25"].includes(lineInformation(oli).digits);
}
