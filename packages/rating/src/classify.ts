import type { Call } from "@tollwright/cdr";
import {
  type CallJurisdiction,
  callingEnd,
  callJurisdiction,
  classifyNumber,
  isTranslatedTollFree,
  jurisdictionOf,
  type NumberClass,
  routedEnd,
} from "@tollwright/numbering";
import { fail, ok, problem, type Result } from "@tollwright/problem";
import type { CallClass } from "@tollwright/rate-card";
import type { Attribution, Party } from "./attribute.ts";
import type { CompiledPlan } from "./compiled-plan.ts";
import type { RateColumn } from "./deck-pricer.ts";
import { BY_DEFAULT, BY_NUMBERS, type JurisdictionTerms } from "./jurisdiction-terms.ts";
import type { MinuteShares } from "./minute-shares.ts";
import type { Side } from "./rating.ts";
import type { RatingRules } from "./rating-rules.ts";
import { appliedFactor } from "./traffic-factors.ts";

/** What kind of call it is for one side, and what a deck is asked for. */
export type Classification = {
  readonly callClass: CallClass | "emergency";
  readonly because: string;
  /** The number that a deck prices: the called one for who placed the call, the calling one for who received it. */
  readonly pricedNumber: NumberClass;
  /** Location routing number of a called number that was ported, as E.164: what a deck by LRN is asked for. */
  readonly routedNumber: string | null;
  readonly column: RateColumn;
  /** Which parts of a minute are what, where the contract says so of a call that tells no jurisdiction; else null. */
  readonly shares: MinuteShares | null;
  /** Place of the called number, for people. */
  readonly destination: string;
};

/** Both ends read once, for all sides. */
export type Ends = {
  readonly caller: NumberClass;
  readonly called: NumberClass;
  /** Where the called number was ported to; null where it was not, or where nobody looked. */
  readonly routed: NumberClass | null;
  readonly call: Pick<
    Call,
    "jurisdictionParameter" | "chargeNumber" | "keyDay" | "source" | "trunkIn" | "trunkOut"
  >;
  /** What the call is by its two numbers, once a side has asked: the other sides mostly ask the same. */
  byNumbers: Result<Classification> | null;
};

export function endsOf(call: Call, { from, to }: Attribution, rules: RatingRules): Ends {
  const { plan } = rules.numbering;
  const called = asDialled(classifyNumber(to, plan), call.originatingLineInfo ?? from.oli);
  const lrn = call.routingNumber ?? to.lrn;
  return {
    caller: classifyNumber(from, plan),
    called,
    routed:
      lrn === null || called.kind !== "domestic" ? null : (routedEnd(called, lrn, plan)?.number ?? null),
    call,
    byNumbers: null,
  };
}

/** A number that was dialled toll-free stays so, though the network wrote the number where it rings. */
function asDialled(called: NumberClass, lineInfo: string | null): NumberClass {
  if (lineInfo === null || called.kind !== "domestic" || !isTranslatedTollFree(lineInfo)) return called;
  const because = `line information ${lineInfo} says that a toll-free number was translated`;
  return { ...called, kind: "tollFree", because };
}

/**
 * The second step of rating: kind and jurisdiction of the call for one side (reference: cdr and rate decks, 6.1 and 6.2).
 *
 * @returns INVALID_NUMBER where who placed the call dialled what is no number: it is never guessed, and never free.
 */
export function classify(input: {
  readonly side: Side;
  readonly party: Party;
  /** Of the day; undefined where the account has none, and then no price either. */
  readonly plan: CompiledPlan | undefined;
  readonly attribution: Attribution;
  readonly ends: Ends;
  readonly rules: RatingRules;
}): Result<Classification> {
  const { ends, attribution, rules, party } = input;
  const terms = input.plan?.jurisdiction ?? BY_DEFAULT;
  const classified =
    input.side === "customer:destination"
      ? ok(classifyReceived({ ends, party, isOnNet: attribution.origin !== null, rules, terms }))
      : classifyPlaced({ ends, isOnNet: attribution.destination !== null, rules, terms });
  return classified.ok ? byContract(classified, input) : classified;
}

/** What a record does not tell, a contract may: recorded detail goes before factors (reference: 6.2, point 4). */
function byContract(
  numbers: Extract<Result<Classification>, { readonly ok: true }>,
  { side, party, ends }: { readonly side: Side; readonly party: Party; readonly ends: Ends },
): Result<Classification> {
  const classified = numbers.value;
  if (classified.column !== "indeterminate" || !WITH_JURISDICTION.has(classified.callClass)) return numbers;
  const factor = appliedFactor({ party, side, call: ends.call });
  if (factor === null) return numbers;
  const because = `${classified.because}; ${factor.because}`;
  if (factor.countsAs === null) return ok({ ...classified, because, shares: factor.shares });
  const { countsAs } = factor;
  const callClass = COUNTED[countsAs][classified.callClass] ?? classified.callClass;
  return ok({ ...classified, because, callClass, column: countsAs });
}

const WITH_JURISDICTION: ReadonlySet<string> = new Set(["indeterminate", "tollFree", "inbound"]);

const COUNTED: Readonly<Record<"interstate" | "intrastate", Readonly<Partial<Record<string, CallClass>>>>> = {
  interstate: { indeterminate: "interstate" },
  intrastate: { indeterminate: "intrastate", tollFree: "tollFreeIntrastate" },
};

/** For who placed the call; and, by the numbers alone where no terms are given, for a vendor who takes it on. */
export function classifyPlaced(input: {
  readonly ends: Ends;
  readonly isOnNet: boolean;
  readonly rules: RatingRules;
  readonly terms?: JurisdictionTerms;
}): Result<Classification> {
  const { ends, isOnNet, rules, terms = BY_NUMBERS } = input;
  if (isOnNet || !areNumbersAll(ends, terms)) return placed(ends, isOnNet, rules, terms);
  ends.byNumbers ??= placed(ends, isOnNet, rules, BY_NUMBERS);
  return ends.byNumbers;
}

/** Whether a contract with these terms finds nothing in the call but its two numbers. */
function areNumbersAll({ call, routed }: Ends, terms: JurisdictionTerms): boolean {
  const tellsMore = call.jurisdictionParameter !== null || call.chargeNumber !== null || routed !== null;
  return !tellsMore || terms === BY_NUMBERS;
}

function placed(
  ends: Ends,
  isOnNet: boolean,
  rules: RatingRules,
  terms: JurisdictionTerms,
): Result<Classification> {
  const { called } = ends;
  switch (called.kind) {
    case "emergency":
    case "n11":
    case "directoryAssistance":
    case "operator":
    case "premium":
    case "personal":
    case "special":
      return ok(byCalled(called, called.kind));
    case "carrierService":
    case "government":
    case "canadaNonGeographic":
      return ok(byCalled(called, "special"));
    case "tollFree":
      return ok(byCalled(called, "tollFreeOutbound"));
    case "international":
    case "canada":
      return ok(isOnNet ? onNet(called, called) : byCalled(called, "international"));
    case "domestic":
      return ok(isOnNet ? onNet(called, called) : domestic(ends, terms, rules));
    case "invalid":
      // Customers of ours may call one another by extensions; the trunk has told who received the call.
      return isOnNet
        ? ok(onNet(called, called))
        : fail(problem({ code: "INVALID_NUMBER", message: called.because }));
  }
}

/** The called number says it all. */
function byCalled(called: NumberClass, callClass: Classification["callClass"]): Classification {
  const { because } = called;
  return classification({ callClass, because, called, pricedNumber: called, column: "indeterminate" });
}

function onNet(called: NumberClass, pricedNumber: NumberClass): Classification {
  return classification({
    callClass: "onNet",
    because: "both ends are ours",
    called,
    pricedNumber,
    column: "indeterminate",
  });
}

function domestic(ends: Ends, terms: JurisdictionTerms, rules: RatingRules): Classification {
  const { caller, called, routed, call } = ends;
  const answer = callJurisdiction({
    caller: callingEnd(callingOf(caller, call), terms.callingEnd, rules.numbering.plan),
    called:
      routed !== null && terms.calledEnd === "lrn"
        ? { number: routed, taken: "LRN" }
        : { number: called, taken: "called number" },
    tables: rules.numbering,
    day: call.keyDay,
  });
  // A local call is local within its LATA, too.
  const isIntraLata = answer.jurisdiction === "intrastate" && answer.isIntraLata === true;
  const { callClass, column } = isIntraLata ? INTRA_LATA : CLASSES[answer.jurisdiction];
  return {
    callClass,
    because: answer.because,
    pricedNumber: called,
    routedNumber: routed?.e164 ?? null,
    column,
    shares: null,
    destination: placeName(called),
  };
}

function callingOf(caller: NumberClass, { jurisdictionParameter, chargeNumber }: Ends["call"]) {
  return { caller, jip: jurisdictionParameter, chargeNumber };
}

type Classes = { readonly callClass: CallClass; readonly column: RateColumn };

const UNKNOWN: Classes = { callClass: "indeterminate", column: "indeterminate" };
const INTRA_LATA: Classes = { callClass: "intraLata", column: "intrastate" };

/** The class that a plan sells, and the price of a deck row. A routing number abroad does not make a US number foreign. */
const CLASSES: Readonly<Record<CallJurisdiction["jurisdiction"], Classes>> = {
  local: { callClass: "local", column: "local" },
  intrastate: { callClass: "intrastate", column: "intrastate" },
  interstate: { callClass: "interstate", column: "interstate" },
  indeterminate: UNKNOWN,
  international: UNKNOWN,
  none: UNKNOWN,
};

/**
 * Who receives a call is where service is used, so that place stands for the called end. A call within our own network costs
 * neither side by rule (books 3), but the owner of a toll-free number pays for whoever dials it (books 7).
 */
export function classifyReceived(input: {
  readonly ends: Ends;
  readonly party: Party;
  readonly isOnNet: boolean;
  readonly rules: RatingRules;
  readonly terms?: JurisdictionTerms;
}): Classification {
  const { ends, isOnNet, rules, terms = BY_NUMBERS } = input;
  const { caller, called, call } = ends;
  const { owner } = input.party;
  if (isOnNet && called.kind !== "tollFree") return onNet(called, caller);
  const place = owner.account.locations.find(({ id }) => id === owner.location)?.place;
  const ringTo = {
    ...called,
    kind: "domestic",
    country: place?.country ?? null,
    region: place?.state ?? null,
  } as const;
  const began = callingEnd(callingOf(caller, call), terms.callingEnd, rules.numbering.plan);
  const { jurisdiction, because } = jurisdictionOf({
    caller: began.number,
    callerFrom: began.taken,
    called: ringTo,
    calledFrom: "service location",
  });
  const column =
    jurisdiction === "interstate" || jurisdiction === "intrastate" ? jurisdiction : "indeterminate";
  const callClass = called.kind === "tollFree" ? TOLL_FREE_BY_COLUMN[column] : "inbound";
  return classification({ callClass, because, called, pricedNumber: caller, column });
}

/** The jurisdiction of a toll-free call is that of the caller's state and the state where it rings (reference: 6.5). */
const TOLL_FREE_BY_COLUMN = {
  interstate: "tollFree",
  intrastate: "tollFreeIntrastate",
  indeterminate: "tollFree",
} as const satisfies Readonly<Partial<Record<RateColumn, CallClass>>>;

function classification(
  facts: Omit<Classification, "destination" | "routedNumber" | "shares"> & {
    readonly called: NumberClass;
  },
): Classification {
  const { callClass, because, called, pricedNumber, column } = facts;
  const destination = placeName(called);
  return { callClass, because, pricedNumber, routedNumber: null, column, shares: null, destination };
}

function placeName({ region, country }: NumberClass): string {
  return region ?? country ?? "";
}
