import type { DeckDescription } from "./deck-description.ts";

/** A prefix in E.164 digits, or what is wrong with the cell. */
export type PrefixReading =
  | { readonly ok: true; readonly prefix: string }
  | { readonly ok: false; readonly why: string };

/**
 * Reads a prefix cell (reference: cdr and rate decks, sections 4.1 and 4.3).
 *
 * In a US deck `201200` (NPA-NXX), `1201200` and `201` are all written with the leading 1. An area code never begins
 * with 1, so seven digits that do are 1NPANXX, and seven that do not are a thousands block.
 *
 * @example `201200` in a US deck is 1201200; `4420` in an A-Z deck stays; `9.37E+10` was spoilt by a spreadsheet.
 */
export function readPrefix(cell: string, kind: DeckDescription["kind"]): PrefixReading {
  const digits = cell.startsWith("+") ? cell.slice(1) : cell;
  if (!/^\d+$/.test(digits)) return { ok: false, why: whyNoDigits(cell) };
  if (digits.startsWith("0")) return { ok: false, why: "begins with 0; write it without access digits" };
  if (kind === "azInternational") {
    return digits.length > 15 ? { ok: false, why: "has more than 15 digits" } : { ok: true, prefix: digits };
  }
  if (/^[2-9]\d?$/.test(digits)) return { ok: false, why: "is too short for an area code" };
  const prefix = digits.startsWith("1") ? digits : `1${digits}`;
  return /^1([2-9]\d{0,2}|[2-9]\d\d[2-9]\d{0,6})?$/.test(prefix)
    ? { ok: true, prefix }
    : { ok: false, why: "is neither an area code nor an area code with its exchange" };
}

function whyNoDigits(cell: string): string {
  if (cell === "") return "is empty";
  if (/^\d{4}-\d\d-\d\d/.test(cell) || /^\d\d?-[A-Za-z]{3}(-\d+)?$/.test(cell))
    return "was turned into a date by a spreadsheet; format the column as text";
  if (/^\d(\.\d+)?E\+?\d+$/i.test(cell))
    return "was turned into a float by a spreadsheet; format the column as text";
  if (/^\d+\.0*$/.test(cell)) return "was turned into a number by a spreadsheet; format the column as text";
  if (/^\d+\s*[-,;/ ]\s*\d+$/.test(cell))
    return "holds several codes or a dash; write one prefix a row, digits only";
  return "is not digits only";
}
