import { classifyNumber } from "./classify-number.ts";
import type { Exchange } from "./exchange-rows.ts";
import { type NormalisedNumber, normaliseNumber } from "./normalise-number.ts";
import type { NumberClass } from "./number-class.ts";
import type { NumberingData } from "./numbering-data.ts";
import type { NumberingPlan } from "./numbering-plan.ts";

/** What a contract may take for the place where a call began. */
export type CallingEnd = "jip" | "chargeNumber" | "callingNumber";

/** What stands for one end of a call when its place is asked for. */
export type CallEnd = {
  readonly number: NumberClass;
  /** What was taken, for people: `calling number`, `JIP`, `LRN`. */
  readonly taken: string;
};

type Calling = {
  readonly caller: NumberClass;
  /** Jurisdiction information parameter as the switch wrote it: NPA-NXX of where the call began. */
  readonly jip: string | null;
  readonly chargeNumber: string | null;
};

/** The reference's order (cdr and rate decks, 6.2, point 2): the network's knowledge before what the caller shows. */
export const CALLING_ENDS: readonly CallingEnd[] = ["jip", "chargeNumber", "callingNumber"];

/**
 * Where a call began, by the first of what the contract names that the call has. What cannot be read as such is as good as absent.
 *
 * @returns The calling number, of whatever kind, where the call has nothing else.
 * @example calling number of Illinois, JIP 212555: the call began in New York, by JIP.
 */
export function callingEnd(
  { caller, jip, chargeNumber }: Calling,
  order: readonly CallingEnd[],
  plan: NumberingPlan,
): CallEnd {
  if (jip === null && chargeNumber === null) return { number: caller, taken: "calling number" };
  for (const by of order) {
    if (by === "callingNumber" && caller.e164 !== null) return { number: caller, taken: "calling number" };
    const text = by === "jip" ? numberOfExchange(jip) : by === "chargeNumber" ? chargeNumber : null;
    const number = text === null ? null : readable(normaliseNumber(text), plan);
    if (number !== null) return { number, taken: by === "jip" ? "JIP" : "charge number" };
  }
  return { number: caller, taken: "calling number" };
}

/**
 * The place of a ported number, by its location routing number; null where there is none, where it cannot be read, and where it lies
 * in the called number's own exchange, so that nothing was ported.
 *
 * @example called 312 555 0142 with LRN 212 556 0000: the end is in New York.
 */
export function routedEnd(called: NumberClass, lrn: string | null, plan: NumberingPlan): CallEnd | null {
  if (lrn === null) return null;
  const number = readable(normaliseNumber(lrn), plan);
  if (number?.e164 == null || number.region === null) return null;
  return number.e164.slice(0, EXCHANGE_END) === called.e164?.slice(0, EXCHANGE_END)
    ? null
    : { number, taken: "LRN" };
}

/** The leading 1, area code and exchange. */
const EXCHANGE_END = 7;

function readable(number: NormalisedNumber, plan: NumberingPlan): NumberClass | null {
  const isWhole = number.kindHint === "nanp" || number.kindHint === "international";
  if (!isWhole) return null;
  const classified = classifyNumber(number, plan);
  return classified.kind === "invalid" ? null : classified;
}

/** @example `312-555` and `1312555` are read as 1 312 555 0000; null for anything but six digits, a leading 1, or a whole number. */
function numberOfExchange(jip: string | null): string | null {
  const digits = jip?.replace(/\D/g, "").replace(/^1/, "") ?? "";
  return digits.length === 6 || digits.length === 10 ? `1${digits.slice(0, 6)}0000` : null;
}

/** An end with what the operator's table of exchanges says of it. */
export type PlacedEnd = CallEnd & { readonly exchange: Exchange | null };

/** @param day Of the call; null where it has none, and then what counts without end. */
export function placedEnd(end: CallEnd, { exchanges }: NumberingData, day: string | null): PlacedEnd {
  const { number, taken } = end;
  const isPlaced = exchanges.size > 0 && number.e164 !== null && number.region !== null;
  const exchange = isPlaced && number.kind !== "invalid" ? exchanges.find(number.e164, day) : null;
  const state = exchange?.state ?? null;
  if (exchange === null || state === null || state === number.region) return { number, taken, exchange };
  const because = `exchange ${exchange.prefix} is in ${state} by the table of exchanges`;
  return { number: { ...number, region: state, because }, taken, exchange };
}
