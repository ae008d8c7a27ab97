import { classifyNumber, jurisdictionOf, type NumberClass } from "@tollwright/numbering";
import { fail, ok, problem, type Result } from "@tollwright/problem";
import { type CallClass, commonLocalArea } from "@tollwright/rate-card";
import type { Attribution, Party } from "./attribute.ts";
import type { RateColumn } from "./deck-pricer.ts";
import type { Side } from "./rating.ts";
import type { RatingRules } from "./rating-rules.ts";

/** What kind of call it is for one side, and what a deck is asked for. */
export type Classification = {
  readonly callClass: CallClass | "emergency";
  readonly because: string;
  /** The number that a deck prices: the called one for who placed the call, the calling one for who received it. */
  readonly pricedNumber: NumberClass;
  readonly column: RateColumn;
  /** Place of the called number, for people. */
  readonly destination: string;
};

/** Both ends read once, for both sides. */
export type Ends = { readonly caller: NumberClass; readonly called: NumberClass };

export function endsOf({ from, to }: Attribution, rules: RatingRules): Ends {
  return {
    caller: classifyNumber(from, rules.numbering.plan),
    called: classifyNumber(to, rules.numbering.plan),
  };
}

/**
 * The second step of rating: kind and jurisdiction of the call for one side (reference: cdr and rate decks, 6.1 and 6.2).
 *
 * @returns INVALID_NUMBER where who placed the call dialled what is no number: it is never guessed, and never free.
 */
export function classify(input: {
  readonly side: Side;
  readonly party: Party;
  readonly attribution: Attribution;
  readonly ends: Ends;
  readonly rules: RatingRules;
}): Result<Classification> {
  const { ends, attribution, rules } = input;
  if (input.side === "customer:destination")
    return ok(classifyReceived(ends, input.party, attribution.origin !== null));
  return classifyPlaced({ ends, isOnNet: attribution.destination !== null, rules });
}

/** By the numbers alone, for who placed the call; and for a vendor who takes it on. */
export function classifyPlaced(input: {
  readonly ends: Ends;
  readonly isOnNet: boolean;
  readonly rules: RatingRules;
}): Result<Classification> {
  const { ends, isOnNet } = input;
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
      return ok(isOnNet ? onNet(called, called) : domestic(ends, input.rules));
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

function domestic(ends: Ends, rules: RatingRules): Classification {
  const { caller, called } = ends;
  const { jurisdiction, because } = jurisdictionOf(ends);
  const column =
    jurisdiction === "interstate" || jurisdiction === "intrastate" ? jurisdiction : "indeterminate";
  const area =
    column === "intrastate" && caller.e164 !== null && called.e164 !== null
      ? commonLocalArea(rules.numbering.localAreas, caller.e164, called.e164)
      : null;
  if (area === null)
    return classification({ callClass: column, because, called, pricedNumber: called, column });
  const local = `both ends are in local calling area ${area}`;
  return classification({ callClass: "local", because: local, called, pricedNumber: called, column });
}

/**
 * Who receives a call is where service is used, so that place stands for the called end. A call within our own network costs
 * neither side by rule (books 3), but the owner of a toll-free number pays for whoever dials it (books 7).
 */
export function classifyReceived(
  { caller, called }: Ends,
  { owner }: Party,
  isOnNet: boolean,
): Classification {
  if (isOnNet && called.kind !== "tollFree") return onNet(called, caller);
  const place = owner.account.locations.find(({ id }) => id === owner.location)?.place;
  const ringTo = {
    ...called,
    kind: "domestic",
    country: place?.country ?? null,
    region: place?.state ?? null,
  } as const;
  const { jurisdiction, because } = jurisdictionOf({
    caller,
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
} as const satisfies Readonly<Record<RateColumn, CallClass>>;

function classification(
  facts: Omit<Classification, "destination"> & { readonly called: NumberClass },
): Classification {
  const { callClass, because, called, pricedNumber, column } = facts;
  const destination = called.region ?? called.country ?? "";
  return { callClass, because, pricedNumber, column, destination };
}
