import { compare, divide, exact, toText } from "@tollwright/money";
import type { DeckDescription } from "./deck-description.ts";

/** A cell as an amount a minute or a call, in whole units of the currency, or what is wrong with it. */
export type AmountReading =
  | { readonly ok: true; readonly amount: string }
  | { readonly ok: false; readonly why: string };
export type RateReading = AmountReading | { readonly ok: true; readonly amount: "blocked" };

type AmountTerms = Pick<DeckDescription, "decimalMark" | "currencySign" | "amountsDividedBy">;
type RateTerms = AmountTerms &
  Pick<DeckDescription, "blockedRates" | "rateCeilingPerMinute" | "zeroRateIsFree">;

/**
 * Reads an amount cell. All digits stay as delivered: `0.0350` is not 0.035.
 *
 * @example `$0.0125` with currencySign `$` is 0.0125; `0,0125` with decimalMark `,` too; `.0125` as some senders write it.
 */
export function readAmount(cell: string, terms: AmountTerms): AmountReading {
  const { decimalMark, currencySign, amountsDividedBy } = terms;
  let text = cell;
  if (currencySign !== undefined) {
    if (text.startsWith(currencySign)) text = text.slice(currencySign.length).trimStart();
    else if (text.endsWith(currencySign)) text = text.slice(0, -currencySign.length).trimEnd();
  }
  if (decimalMark === ",") text = text.includes(".") ? cell : text.replace(",", ".");
  if (!/^(\d{1,40}(\.\d{1,40})?|\.\d{1,40})$/.test(text)) return { ok: false, why: whyNoDecimal(cell) };
  const amount = text.startsWith(".") ? `0${text}` : text;
  if (amountsDividedBy === "1") return { ok: true, amount };
  return { ok: true, amount: toText(divide(exact(amount), exact(amountsDividedBy))) };
}

/** An amount that can be the price of a minute: not above the ceiling, and zero only where the deck says so. */
export function readRate(cell: string, terms: RateTerms): RateReading {
  if (terms.blockedRates.includes(cell)) return { ok: true, amount: "blocked" };
  const reading = readAmount(cell, terms);
  if (!reading.ok) return reading;
  if (compare(exact(reading.amount), exact(terms.rateCeilingPerMinute)) > 0)
    return { ok: false, why: `is above the ceiling of ${terms.rateCeilingPerMinute} a minute` };
  if (/^0+(\.0*)?$/.test(reading.amount) && !terms.zeroRateIsFree)
    return { ok: false, why: "is zero; mark the row blocked, or say zeroRateIsFree: true in deck.yaml" };
  return reading;
}

/**
 * Whether a cell is at once seen to be a good rate, as nearly all cells of a large deck are. False says nothing.
 *
 * Two decimals that begin with `0.` are in the same order as their texts; where they are equal in value but not in text, the
 * slow way decides.
 */
export function isPlainRate(
  cell: string,
  { rateCeilingPerMinute, amountsDividedBy, blockedRates }: RateTerms,
): boolean {
  return (
    PLAIN_RATE.test(cell) &&
    amountsDividedBy === "1" &&
    blockedRates.length === 0 &&
    (/^[1-9]/.test(rateCeilingPerMinute) ||
      (rateCeilingPerMinute.startsWith("0.") && cell <= rateCeilingPerMinute))
  );
}

/** Below 1 and above 0, with a point. */
const PLAIN_RATE = /^0\.(?=\d*[1-9])\d{1,20}$/;

function whyNoDecimal(cell: string): string {
  if (cell === "") return "is empty";
  if (/E[+-]?\d+$/i.test(cell)) return "was turned into a float by a spreadsheet; format the column as text";
  if (/^\d+,\d+$/.test(cell)) return "has a decimal comma; write a point, or say decimalMark in deck.yaml";
  if (/[$¢€£]/.test(cell))
    return "carries a currency sign; write the number alone, or say currencySign in deck.yaml";
  return "is not a decimal";
}
