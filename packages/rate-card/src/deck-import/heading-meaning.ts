import type { DeckDescription } from "../deck-description.ts";

/** What a heading can mean; country code and area code are joined, and some columns have no place in a deck. */
export type Meaning =
  | keyof DeckDescription["columns"]
  | "countryCode"
  | "areaCode"
  /** The digit behind area code and exchange. */
  | "block"
  | "notBilled"
  | "ownNumber"
  | "ocn"
  | "lata"
  | "ocnAndLata"
  | "default"
  /** A mark for codes that are withdrawn, and one for those that are not. */
  | "withdrawn"
  | "enabled";

/** Headings as carriers write them, in small letters and with single blanks (reference: cdr and rate decks, section 4.1). */
const HEADINGS: readonly (readonly [Meaning, RegExp])[] = [
  // A2Billing's and MagnusBilling's names, and those of their imports.
  ["connectFee", /^connect ?charge$/],
  ["ratePerMinute", /^rate ?initial$/],
  ["initialSeconds", /^init(ial)? ?block$|^bill(ing)? start$|^(interval|increment) first$/],
  ["incrementSeconds", /^billingblock$|^(interval|increment) next$/],
  // Kazoo's rate files: what a call costs on answer, and what the operator himself pays.
  ["connectFee", /^rate surcharge$|\bcall set ?up\b|\b(on|per) (call|answer)\b/],
  ["notBilled", /^pvt /],
  [
    "initialSeconds",
    /\bmin(imum)? (charge|billing) ((time|duration|length) )?s(ec(ond)?s?)?$|^min(imum)? (call )?(length|billing)( s(ec(ond)?s?)?)?$/,
  ],
  ["freeSeconds", /\bgrace vol(ume)?\b|\bfree (sec(ond)?s?|time)\b/],
  ["graceSeconds", /\b(grace|no ?charge)\b/],
  [
    "notBilled",
    /\b(strip|prepend|monthly|set ?up|surcharge|max(imum)?|min(imum)? (charge|price)|weekend|holiday|shoulder)\b/,
  ],
  // A price that depends on who calls; a deck has one for all callers.
  ["notBilled", /^origin$|\borig(in(ation|ating)?)? (prefix(es)?|codes?|country|countries|zones?|groups?)\b/],
  // A LATA's border is none of a state's.
  ["notBilled", /\b(inter|intra) ?lata\b/],
  ["enabled", /^(is )?(enabled|active|available)$/],
  ["withdrawn", /^(discontinued|deleted|removed|withdrawn)$/],
  ["ownNumber", /^(did|tn|telephone number|phone number|toll ?free( number)?)$/],
  ["countryCode", /^(country code( cc)?|cc|country prefix)$/],
  ["areaCode", /^(area codes?|city codes?|ac|local codes?|region codes?|nxx|code extension)$/],
  ["block", /^(x|block( id)?|thousands?( block)?)$/],
  ["ocn", /^(ocn|operating company( (number|code))?|company code)$/],
  ["lata", /^lata( (code|number|id))?$/],
  ["ocnAndLata", /^(ocn lata|lata ocn)$/],
  [
    "prefix",
    /^(1?(npa ?nxx ?x?)|npa|prefix(es)?|digits|codes?|dial(l?ing)? codes?|full (dial )?codes?|dial(codes?| ?prefix)|(calling|phone) codes?|dest(ination)? (codes?|prefix(es)?)|match column|pattern|breakout codes?|numbers? prefix|rate prefix|dial(l?ing)? prefix|dial string|e ?164( (prefix|code))?|prefix code|lrn( npa ?nxx ?x?)?|(npa ?nxx ?x?) lrn)$/,
  ],
  ["secondsAllowed", /^seconds allowed$/],
  // Beside `Price N`; alone it is the price.
  [
    "initialRatePerMinute",
    /^(price|rate) (1|first)$|^(first|initial) (interval |increment |period )?(price|rate)$/,
  ],
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
    /\b(init(ial)?|first|min(imum)?)\b.*\b(incr?(ement)?s?|block|interval|seconds|secs?|dur(ation)?|period)\b|^(initial|min|mbseconds|i1|rate minimum|minimum|min ?time|minim(um|al) time)( s(ec(ond)?s?)?)?$|\b(1st|first) (increment|interval|period)\b|\b(increment|interval) 1$/,
  ],
  [
    "incrementSeconds",
    /\b(sub(sequent)?|next|additional|second)\b.*\b(incr?(ement)?|block|interval|seconds)\b|^(increment|step|ibseconds|i2|incr|rate increment|interval n|subsequent|resolution( time)?)( s(ec(ond)?s?)?)?$|\b(2nd|next|sub(sequent)?) (increment|interval|period)\b|\b(increment|interval) 2$/,
  ],
  [
    "increments",
    /^(bill(ing)? )?(increments?|incr?s?|rounding|intervals?|terms|block|pulse)( s(ec(ond)?s?)?)?$|^bill(ing)? int(erval)?$|^(increments?|intervals?) bill(ing)?( s(ec(ond)?s?)?)?$|^(minute|call|charg(e|eable|ing)|rating|(call )?duration) (increments?|rounding|intervals?|steps?|blocks?)( s(ec(ond)?s?)?)?$|^round(ing)? ?up( to)?( s(ec(ond)?s?)?)?$|^(billing( (type|cycle))?|bi type|charge period|charging interval)$/,
  ],
  ["effectiveUntil", /\b(expir\w*|end date|valid (to|until|till)|until)\b/],
  [
    "effectiveFrom",
    /\b(effective(date)?|eff date|start date|valid from|active date|release ?date|from date|begin date|activation)\b|^(date|validity|start|from)$/,
  ],
  ["blocked", /\b(blocked|closed|barred|forbidden)\b/],
  ["status", /\b(status|change|change type|code change|rate change)\b|^trend$/],
  ["ratePerMinute", /\b(rate|price|cost|tariff|(per|usd|cents?) min(ute)?|charge|peak|day ?time)\b/],
  ["destination", /\b(destinations?|description|country|name|location|breakout|comment|region|area|route)\b/],
];

const OFF_PEAK: readonly (readonly [Meaning, RegExp])[] = [
  ["offPeakIndeterminate", /\b(indeterminate|indeterm|indet|undetermined|unknown|ij)\b/],
  ["offPeakInterstate", /\b(inter ?state|inter)\b/],
  ["offPeakIntrastate", /\b(intra ?state|intra)\b/],
  ["offPeakLocal", /\blocal\b/],
];

/** @example `Interstate Rate (USD)` → interstate; `Cost / Min` → ratePerMinute; `InterRate` → interstate; `Remarks` → null */
export function meaningOfHeading(heading: string): Meaning | null {
  return meaningOf(heading) ?? meaningOf(inWords(heading));
}

/** @example `EffectiveFrom` → `Effective From`; `IJRate` → `IJ Rate`; `Interval1` → `Interval 1` */
export function inWords(heading: string): string {
  return heading
    .replace(/(interval|price)(?=\d)/gi, "$1 ")
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2");
}

function meaningOf(heading: string): Meaning | null {
  const plain = heading
    .toLowerCase()
    .replaceAll("(s)", "s")
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
  // A number of the sender's own, as `Rate Set ID`, is none of ours.
  if (plain === "" || /^\d+$|\b(u|gu)?id$/.test(plain)) return null;
  const found = HEADINGS.find(([, shape]) => shape.test(plain))?.[0] ?? null;
  return found === "offPeak" ? offPeakOf(plain) : found;
}

/** @example `Interstate Off-Peak` → offPeakInterstate; `Off-Peak` → offPeak */
function offPeakOf(plain: string): Meaning {
  return OFF_PEAK.find(([, shape]) => shape.test(plain))?.[0] ?? "offPeak";
}
