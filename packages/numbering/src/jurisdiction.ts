import type { NumberClass } from "./number-class.ts";

/** `none`: the called code has no place, so the question does not arise (911, 411, N11). Local is decided at rating. */
export type Jurisdiction = "interstate" | "intrastate" | "indeterminate" | "international" | "none";

export type JurisdictionAnswer = { readonly jurisdiction: Jurisdiction; readonly because: string };

/**
 * Jurisdiction of a call for rating, from the states of its two ends (reference: cdr and rate decks, 6.2). Tax situs is
 * another question.
 *
 * @param ends What each end is; `callerFrom` and `calledFrom` say what was taken for it (calling number, charge number,
 *   JIP; called number, LRN) and come back in `because`.
 * @example 312 (IL) calls 773 (IL): intrastate; 312 calls 212 (NY): interstate; a withheld number calls 212: indeterminate.
 */
export function jurisdictionOf(ends: {
  readonly caller: NumberClass;
  readonly called: NumberClass;
  readonly callerFrom?: string;
  readonly calledFrom?: string;
}): JurisdictionAnswer {
  const { caller, called, callerFrom = "calling number", calledFrom = "called number" } = ends;
  if (hasNoPlaceByRule(called)) return { jurisdiction: "none", because: called.because };
  if (isAbroad(called)) return { jurisdiction: "international", because: `${calledFrom}: ${called.because}` };

  const [from, to] = [stateOf(caller), stateOf(called)];
  if (to === null) return { jurisdiction: "indeterminate", because: noState(calledFrom, called) };
  if (from === null) return { jurisdiction: "indeterminate", because: noState(callerFrom, caller) };
  return {
    jurisdiction: from === to ? "intrastate" : "interstate",
    because: `${callerFrom} is in ${from}, ${calledFrom} in ${to}`,
  };
}

function hasNoPlaceByRule({ kind, e164 }: NumberClass): boolean {
  const short = kind === "directoryAssistance" || kind === "operator";
  return kind === "emergency" || kind === "n11" || kind === "special" || (short && e164 === null);
}

function isAbroad({ kind, country }: NumberClass): boolean {
  return kind === "international" || (country !== null && country !== "US");
}

function stateOf({ kind, country, region }: NumberClass): string | null {
  return country === "US" && kind !== "invalid" ? region : null;
}

function noState(taken: string, { because }: NumberClass): string {
  return `${taken} names no US state: ${because}`;
}
