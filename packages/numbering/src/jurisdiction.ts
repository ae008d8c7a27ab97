import type { NumberClass } from "./number-class.ts";

/** `none`: the called code has no place, so the question does not arise (911, 411, N11). `local` is intrastate within one calling area. */
export type Jurisdiction = "interstate" | "intrastate" | "local" | "indeterminate" | "international" | "none";

export type JurisdictionAnswer = { readonly jurisdiction: Jurisdiction; readonly because: string };

/**
 * Jurisdiction of a call for rating, from the states of its two ends (reference: cdr and rate decks, 6.2); never `local`, which
 * takes tables of exchanges. Tax situs is another question.
 *
 * @param ends What each end is; `callerFrom` and `calledFrom` say what was taken for it (calling number, charge number,
 *   JIP; called number, LRN) and come back in `because`. `home` is the country that it is seen from, US where absent.
 * @example 312 (IL) calls 773 (IL): intrastate; 312 calls 212 (NY): interstate; a withheld number calls 212: indeterminate.
 */
export function jurisdictionOf(ends: {
  readonly caller: NumberClass;
  readonly called: NumberClass;
  readonly callerFrom?: string;
  readonly calledFrom?: string;
  readonly home?: string;
}): JurisdictionAnswer & { readonly jurisdiction: Exclude<Jurisdiction, "local"> } {
  const { caller, called, callerFrom = "calling number", calledFrom = "called number", home = "US" } = ends;
  if (hasNoPlaceByRule(called)) return { jurisdiction: "none", because: called.because };
  if (isAbroad(called, home))
    return { jurisdiction: "international", because: `${calledFrom}: ${called.because}` };

  if (!HAS_STATES.has(home) && called.kind !== "invalid")
    return { jurisdiction: "none", because: `${home} has no states whose lines a call could cross` };
  const from = stateOf(caller, home);
  const to = stateOf(called, home);
  if (to === null) return { jurisdiction: "indeterminate", because: noState(calledFrom, called) };
  if (from === null) return { jurisdiction: "indeterminate", because: noState(callerFrom, caller) };
  if (from === to && from.includes("/"))
    return { jurisdiction: "indeterminate", because: `both ends are in one of ${from}` };
  return {
    jurisdiction: from === to ? "intrastate" : "interstate",
    because: placesText({ callerFrom, from, calledFrom, to }),
  };
}

/** Countries whose numbers tell a state or province. */
const HAS_STATES: ReadonlySet<string> = new Set(["US", "CA"]);

type Places = {
  readonly callerFrom: string;
  readonly from: string;
  readonly calledFrom: string;
  readonly to: string;
};

/** Nearly every call asks for one of these few sentences, which takes longer to put together than to find. */
function placesText({ callerFrom, from, calledFrom, to }: Places): string {
  const byCalled = within(within(within(sentences, callerFrom), calledFrom), from);
  let text = byCalled.get(to);
  if (text === undefined) {
    text = `${callerFrom} is in ${from}, ${calledFrom} in ${to}`;
    byCalled.set(to, text);
  }
  return text;
}

type By<T> = Map<string, T>;
/** By the words for both ends, then by their states: some 60 × 60 for each of the few pairs of words, and so it stays small. */
const sentences: By<By<By<By<string>>>> = new Map();

function within<T>(maps: By<By<T>>, key: string): By<T> {
  let map = maps.get(key);
  if (map === undefined) {
    map = new Map();
    maps.set(key, map);
  }
  return map;
}

/** True for codes of which the question of two places does not arise: 911, 411, N11, an operator without a number. */
export function hasNoPlaceByRule({ kind, e164 }: NumberClass): boolean {
  const short = kind === "directoryAssistance" || kind === "operator";
  return kind === "emergency" || kind === "n11" || kind === "special" || (short && e164 === null);
}

function isAbroad({ kind, country }: NumberClass, home: string): boolean {
  return kind === "international" || (country !== null && country !== home);
}

function stateOf({ kind, country, region }: NumberClass, home: string): string | null {
  return country === home && kind !== "invalid" ? region : null;
}

function noState(taken: string, { because }: NumberClass): string {
  return `${taken} names no US state: ${because}`;
}
