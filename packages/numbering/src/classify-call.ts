import { CALLING_ENDS, type CallEnd, callingEnd, routedEnd } from "./call-end.ts";
import { callJurisdiction } from "./call-jurisdiction.ts";
import { type CalledNumber, calledByCaller } from "./called-number.ts";
import { type HomeCountry, numberAtHome, type ReadAbroad } from "./home-country.ts";
import { hasNoPlaceByRule, type Jurisdiction } from "./jurisdiction.ts";
import { isTranslatedTollFree, lineInformation } from "./line-information.ts";
import { normaliseNumber } from "./normalise-number.ts";
import type { NumberClass, NumberKind } from "./number-class.ts";
import type { NumberingData } from "./numbering-data.ts";

/** A call by what a record tells of it; null for what it does not. Numbers as any switch writes them. */
export type CallToClassify = {
  readonly from: string | null;
  readonly to: string | null;
  /** What was dialled, where the called number is another: a code, a toll-free number that was translated. */
  readonly dialed: string | null;
  readonly lrn: string | null;
  readonly jip: string | null;
  readonly chargeNumber: string | null;
  readonly oli: string | null;
  readonly inbound: boolean;
  readonly home: HomeCountry;
  /** Day of the call, for dated tables. */
  readonly day: string | null;
};

export type CallClass = {
  readonly fromE164: string | null;
  readonly toE164: string | null;
  readonly kind: NumberKind;
  readonly jurisdiction: Jurisdiction;
  readonly because: string;
  /** Within one LATA; null where no table says so. */
  readonly intraLata: boolean | null;
  /** One sentence a step. */
  readonly explanation: readonly string[];
};

/**
 * Kind and jurisdiction of one call by its numbers alone, by the functions that rate calls (reference: cdr and rate decks, 6.1
 * and 6.2).
 *
 * @example from 312 555 0142 to 212 555 0100: `domestic`, interstate; with LRN 773 555 0000: intrastate.
 */
export function classifyCall(
  told: CallToClassify,
  tables: NumberingData,
  readAbroad: ReadAbroad | null = null,
): CallClass {
  const { home } = told;
  const call = withParameters(told);
  const read = (text: string): NumberClass => numberAtHome(text, home, { plan: tables.plan, readAbroad });
  const shown = read(call.from ?? "");
  const called = withLineInformation(calledByCaller(call, read), call.oli);
  const caller = callingEnd({ ...call, caller: shown }, CALLING_ENDS, tables.plan);
  const place = calledPlace(called, call, tables, read);
  const answer = callJurisdiction({ caller, called: place, tables, day: call.day, home: home.country });
  const { kind } = called.number;
  return {
    fromE164: shown.e164,
    toE164: called.toE164,
    kind,
    jurisdiction: answer.jurisdiction,
    because: answer.because.includes(called.because)
      ? answer.because
      : `${called.because}; ${answer.because}`,
    intraLata: answer.isIntraLata,
    explanation: [
      `Calling number: ${shown.e164 ?? "none"} (${shown.because}).`,
      `Called number: ${called.toE164 ?? "none"}. ${sentence(called.because)} Kind ${kind}.`,
      ...takenSentences(caller, place),
      `Jurisdiction ${answer.jurisdiction}: ${answer.because}.`,
      ...lineSentences(call.oli),
    ],
  };
}

/** What the addresses carry counts where the record has no field for it: `rn=` of the called one, `isup-oli=` of the calling one. */
function withParameters(call: CallToClassify): CallToClassify {
  const { lrn, oli, from, to, dialed } = call;
  return {
    ...call,
    lrn: lrn ?? normaliseNumber(to ?? dialed ?? "").lrn,
    oli: oli ?? normaliseNumber(from ?? "").oli,
  };
}

/** A number that was dialled toll-free stays toll-free, though the network wrote the number where it rings. */
function withLineInformation(called: CalledNumber, oli: string | null): CalledNumber {
  const { number } = called;
  if (oli === null || !isTranslatedTollFree(oli) || number.kind !== "domestic") return called;
  const { digits, meaning } = lineInformation(oli);
  const because = `line information ${digits} is ${meaning}`;
  return { ...called, because, number: { ...number, kind: "tollFree" }, ringsAt: number };
}

/**
 * What stands for the called end: the LRN of a ported number; of a toll-free one the place where it rings, which is the
 * customer's own where the call came in to him (reference: 6.5).
 */
function calledPlace(
  { number, ringsAt }: CalledNumber,
  { lrn, inbound, home }: CallToClassify,
  { plan }: NumberingData,
  read: (text: string) => NumberClass,
): CallEnd {
  const named: CallEnd = { number, taken: "called number" };
  if (hasNoPlaceByRule(number)) return named;
  if (number.kind !== "tollFree") return routedEnd(number, lrn, plan) ?? named;
  const routed = routedEnd(ringsAt ?? number, lrn, plan);
  if (routed !== null) return routed;
  if (ringsAt !== null) return { number: ringsAt, taken: "number where it rings" };
  if (!inbound || home.npa === null) return named;
  return { number: read(`1${home.npa}${ANY_LINE}`), taken: "home area code" };
}

/** An area code is asked for its state by some number in it. */
const ANY_LINE = "2000000";

function takenSentences(caller: CallEnd, called: CallEnd): readonly string[] {
  return [caller, called]
    .filter(({ taken }) => !["calling number", "called number"].includes(taken))
    .map(({ taken, number }) => `By ${taken}: ${number.because}.`);
}

function lineSentences(oli: string | null): readonly string[] {
  if (oli === null) return [];
  const { digits, meaning } = lineInformation(oli);
  return [`Line information ${digits}: ${meaning ?? "nothing that we know of"}.`];
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}
