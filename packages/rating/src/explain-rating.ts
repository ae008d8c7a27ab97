import { exact, isZero, multiply, sum, toText } from "@tollwright/money";
import { companyKeyText } from "@tollwright/rate-card";
import { isVendorSide, type Rating, vendorOf } from "./rating.ts";
import { termsSentences } from "./tariff/tariff-terms.ts";

/**
 * What made a rating, one sentence a step, from the facts stored with it.
 *
 * @example `Account acme placed the call: trunk acme-chi.` · `Interstate: calling number is in IL, called number in NH.` ·
 *   `Deck us-termination, version 3f2a91c0, row 17: prefix 1603 (USA - NH).` · `66 s billed (the first 6 s whole, then every 6 s begun; rounded half-up to 6 places; at least 0): 66 / 60 × 0.0100 = 0.011, charged 0.011000.`
 */
export function explainRating(rating: Rating): readonly string[] {
  return [whoseSentence(rating), ...classSentence(rating), ...priceSentences(rating)];
}

function whoseSentence({ side, account, location, attributedBy }: Rating): string {
  if (isVendorSide(side)) return `Vendor ${vendorOf(side)} charges for the call: ${attributedBy}.`;
  const verb = side === "customer:origin" ? "placed" : "received";
  return `Account ${account}, location ${location}, ${verb} the call: ${attributedBy}.`;
}

function classSentence({ callClass, classifiedBy }: Rating): string[] {
  return classifiedBy === "" ? [] : [`Class ${callClass}: ${classifiedBy}.`];
}

function priceSentences(rating: Rating): string[] {
  const { reason, side } = rating;
  if (reason === "UNANSWERED") return ["Nobody answered, so nothing is due."];
  if (reason === "EMERGENCY") return ["Emergency calls are free by rule."];
  if (rating.outcome === "unpriced")
    return [
      `UNPRICED (${reason}): no price of vendor ${vendorOf(side)} fits it, so what it costs is not known.`,
    ];
  const sold = soldBy(rating);
  if (reason === "FREE_BY_PLAN") return [`${sold}: free by the plan.`];
  if (rating.ratePerMinute === null && rating.terms !== "") return tariffSentences(rating);
  if (rating.ratePerMinute === null) return [`${sold}: ${rating.charge} a call.`];
  const by = isVendorSide(side) ? [] : [`${sold}.`];
  return [...by, ...deckSentence(rating), minuteSentence(rating)];
}

function soldBy({ side, plan, product }: Rating): string {
  return isVendorSide(side) ? "The vendor's prices" : `Plan ${plan}, product ${product}`;
}

/** The stored terms of a tariff say which increments were billed in which slot. */
function tariffSentences(rating: Rating): string[] {
  const by = isVendorSide(rating.side) ? [] : [`${soldBy(rating)}.`];
  if (rating.reason === "ZERO_SECONDS") return [...by, "A call of 0 s is free by this tariff."];
  if (rating.reason === "GRACE")
    return [...by, `The call was so short that it is free by this tariff (${rating.terms}).`];
  const { groups, rest } = termsSentences(rating.terms);
  return [...by, ...groups, `${rating.billedSeconds} s billed (${rest}): charged ${rating.charge}.`];
}

const HASH_SHOWN = 8;

function deckSentence({ deck, deckVersion, deckRow, prefix, destination }: Rating): string[] {
  if (deck === null) return [];
  const version = deckVersion?.slice(0, HASH_SHOWN);
  const company = companyKeyText(prefix ?? "");
  const what = company === null ? `prefix ${prefix}` : `the exchange's ${company}`;
  return [`Deck ${deck}, version ${version}, row ${deckRow}: ${what} (${destination}).`];
}

function minuteSentence(rating: Rating): string {
  const { billedSeconds, charge, reason } = rating;
  const terms = termsText(rating.terms);
  if (reason === "ZERO_SECONDS") return `A call of 0 s is free by these terms (${terms}).`;
  if (reason === "GRACE") return `The call was so short that it is free by these terms (${terms}).`;
  const connectFee = rating.connectFee ?? "0";
  const fee = isZero(exact(connectFee)) ? "" : ` + ${connectFee} to connect`;
  const stretches = stretchesOf(rating);
  const minutes = stretches.map(({ seconds, rate }) => multiply(exact(`${seconds}/60`), exact(rate)));
  const amount = toText(sum([...minutes, exact(connectFee)]));
  const times = stretches.map(({ seconds, rate }) => `${seconds} / 60 × ${rate}`).join(" + ");
  return `${billedSeconds} s billed (${terms}): ${times}${fee} = ${amount}, charged ${charge}.`;
}

/** The first seconds by themselves where they have a price of their own. */
function stretchesOf(rating: Rating): readonly { readonly seconds: number; readonly rate: string }[] {
  const { billedSeconds } = rating;
  const rate = rating.ratePerMinute ?? "0";
  const { initialSeconds = "0", first } = TERMS.exec(rating.terms)?.groups ?? {};
  if (first === undefined || billedSeconds === 0) return [{ seconds: billedSeconds, rate }];
  const further = billedSeconds - Number(initialSeconds);
  return [
    { seconds: Number(initialSeconds), rate: first },
    ...(further > 0 ? [{ seconds: further, rate }] : []),
  ];
}

const TERMS =
  /^(?<initialSeconds>\d+)\/(?<increment>\d+), (?<mode>\w+) (?<places>\d+), minimum (?<minimum>[^,\s]+)(, first (?<first>[^,\s]+))?(, free (?<free>\d+))?(, grace (?<grace>\d+))?(?<offPeak>, off-peak)?$/;

/**
 * The terms as they are stored, in words; terms of another form stay as they are.
 *
 * @example `30/6, halfUp 6, minimum 0`: the first 30 s whole, then every 6 s begun; rounded half-up to 6 places; at least 0.
 */
function termsText(terms: string): string {
  const parts = TERMS.exec(terms)?.groups;
  if (parts === undefined) return terms;
  const { initialSeconds, increment, mode = "", places, minimum, first, free, grace, offPeak } = parts;
  const rounded = mode.replace(/([A-Z])/, (letter) => `-${letter.toLowerCase()}`);
  const told = [
    grace !== undefined && `calls of at most ${grace} s free`,
    free !== undefined && `${free} s off every call`,
    `the first ${initialSeconds} s whole${first === undefined ? "" : ` at ${first} a minute`}, then every ${increment} s begun`,
    `rounded ${rounded} to ${places} places`,
    `at least ${minimum}`,
    offPeak !== undefined && "at the off-peak price",
  ];
  return told.filter((text) => text !== false).join("; ");
}
