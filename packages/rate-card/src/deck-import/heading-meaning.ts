import type { DeckDescription } from "../deck-description.ts";

/** What a heading can mean; country code and area code are joined, and some columns have no place in a deck. */
export type Meaning =
  | keyof DeckDescription["columns"]
  | "countryCode"
  | "areaCode"
  | "notBilled"
  | "ownNumber"
  | "ocn"
  | "lata"
  | "ocnAndLata"
  | "default"
  /** A mark for codes that are withdrawn. */
  | "withdrawn";

/** Headings as carriers write them, in small letters and with single blanks (reference: cdr and rate decks, section 4.1). */
const HEADINGS: readonly (readonly [Meaning, RegExp])[] = [
  // Kazoo's rate files: what a call costs on answer, and what the operator himself pays.
  ["connectFee", /^rate surcharge$|\bcall set ?up\b|\b(on|per) (call|answer)\b/],
  ["notBilled", /^pvt /],
  [
    "notBilled",
    /\b(grace|nocharge|strip|prepend|monthly|set ?up|surcharge|max(imum)?|min(imum)? (charge|price)|weekend|holiday|shoulder)\b/,
  ],
  ["withdrawn", /^(discontinued|deleted|removed|withdrawn)$/],
  ["ownNumber", /^(did|tn|telephone number|phone number|toll ?free( number)?)$/],
  ["countryCode", /^(country code( cc)?|cc|country prefix)$/],
  ["areaCode", /^(area codes?|city codes?|ac|local codes?|region codes?|nxx|code extension)$/],
  ["ocn", /^(ocn|operating company( (number|code))?|company code)$/],
  ["lata", /^lata( (code|number|id))?$/],
  ["ocnAndLata", /^(ocn lata|lata ocn)$/],
  [
    "prefix",
    /^(1?(npa ?nxx ?x?)|npa|prefix(es)?|digits|codes?|dial(l?ing)? codes?|full (dial )?codes?|destination codes?|match column|pattern|breakout codes?|numbers? prefix|dial(l?ing)? prefix|dial string|e 164( prefix)?|prefix code)$/,
  ],
  ["secondsAllowed", /^seconds allowed$/],
  ["default", /^default( (rate|price))?$/],
  ["previousRate", /\b(old|previous|prior|last)\b.*\b(rate|price|cost)\b/],
  ["offPeak", /\b(off ?peak|economy|night|evening)\b/],
  ["indeterminate", /\b(indeterminate|indeterm|indet|undetermined|unknown|ij|ind( jur)?|indjur)\b/],
  ["interstate", /\b(inter ?state|inter)\b/],
  ["intrastate", /\b(intra ?state|intra)\b/],
  ["local", /^(peak )?local( peak)?( (rate|price))?( usd)?$/],
  ["connectFee", /\bconnect(ion)?\b/],
  [
    "initialSeconds",
    /\b(initial|first|min(imum)?)\b.*\b(incr?(ement)?s?|interval|seconds|secs?|dur(ation)?|period)\b|^(initial|mbseconds|i1|rate minimum|minimum|min ?time|minim(um|al) time)( s(ec(ond)?s?)?)?$|\b(1st|first) (increment|interval|period)\b|\b(increment|interval) 1$/,
  ],
  [
    "incrementSeconds",
    /\b(sub(sequent)?|next|additional|second)\b.*\b(incr?(ement)?|interval|seconds)\b|^(increment|ibseconds|i2|incr|rate increment|interval n|subsequent|resolution( time)?)( s(ec(ond)?s?)?)?$|\b(2nd|next|sub(sequent)?) (increment|interval|period)\b|\b(increment|interval) 2$/,
  ],
  [
    "increments",
    /^(bill(ing)? )?(increments?|incr?s?|rounding|intervals?|terms|block|pulse)$|^(billing( type)?|bi type|charge period)$/,
  ],
  ["effectiveUntil", /\b(expir\w*|end date|valid (to|until|till)|until)\b/],
  [
    "effectiveFrom",
    /\b(effective(date)?|eff date|start date|valid from|active date|release ?date|from date|activation)\b|^(date|validity)$/,
  ],
  ["blocked", /\b(blocked|closed|barred|forbidden)\b/],
  ["status", /\b(status|change|change type|code change|rate change)\b/],
  ["ratePerMinute", /\b(rate|price|cost|tariff|(per|usd|cents?) min(ute)?|charge|peak|day ?time)\b/],
  ["destination", /\b(destinations?|description|country|name|location|breakout|comment|region|area|route)\b/],
];

const OFF_PEAK: readonly (readonly [Meaning, RegExp])[] = [
  ["offPeakIndeterminate", /\b(indeterminate|indeterm|indet|undetermined|unknown|ij)\b/],
  ["offPeakInterstate", /\b(inter ?state|inter)\b/],
  ["offPeakIntrastate", /\b(intra ?state|intra)\b/],
  ["offPeakLocal", /\blocal\b/],
];

/** @example `Interstate Rate (USD)` → interstate; `Cost / Min` → ratePerMinute; `InterPeak` → interstate; `Remarks` → null */
export function meaningOfHeading(heading: string): Meaning | null {
  const found = meaningOf(heading);
  return found === null && /peak/i.test(heading)
    ? meaningOf(heading.replace(/([a-z])([A-Z])/g, "$1 $2"))
    : found;
}

function meaningOf(heading: string): Meaning | null {
  const plain = heading
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
  if (plain === "" || /^\d+$/.test(plain)) return null;
  const found = HEADINGS.find(([, shape]) => shape.test(plain))?.[0] ?? null;
  return found === "offPeak" ? offPeakOf(plain) : found;
}

/** @example `Interstate Off-Peak` → offPeakInterstate; `Off-Peak` → offPeak */
function offPeakOf(plain: string): Meaning {
  return OFF_PEAK.find(([, shape]) => shape.test(plain))?.[0] ?? "offPeak";
}
