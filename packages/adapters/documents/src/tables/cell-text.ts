/** Digits that a spreadsheet keeps and shows; what stands behind them came of its arithmetic, or is lost. */
const DIGITS_KEPT = 15;
const WHOLE_MAX = 10 ** DIGITS_KEPT;
const MILLISECONDS_A_DAY = 86_400_000;
/** Day 0 of a spreadsheet's days; or, in workbooks that say so, of those that begin in 1904. */
const DAY_ZERO = { from1900: Date.UTC(1899, 11, 30), from1904: Date.UTC(1904, 0, 1) };

/**
 * A number of a workbook as the text that a person would have typed: never in powers of ten, unless digits were lost.
 *
 * @param stored As the file writes it, with up to 17 digits: the number nearest to it is what was typed.
 * @param format The cell's number format; null: none.
 * @example `1.2500000000000001E-2` is 0.0125; 0.30000000000000004, as 0.1 × 3 comes out, is 0.3; 44 with format `0000` is 0044; `9.3712345678901234E+17` stays 9.37123456789012E+17.
 */
export function numberText(stored: string, format: string | null, from1904 = false): string {
  const value = Number(stored);
  if (stored.trim() === "" || !Number.isFinite(value)) return stored;
  if (format !== null && isDateFormat(format)) return dayText(value, from1904);
  if (Math.abs(value) >= WHOLE_MAX) return value.toExponential().toUpperCase();
  const text = plainDecimal(String(Number(value.toPrecision(DIGITS_KEPT))));
  const zeros = /^0+$/.exec(format ?? "")?.[0].length ?? 0;
  return /^\d+$/.test(text) ? text.padStart(zeros, "0") : text;
}

/** @example `5e-7` is 0.0000005 */
function plainDecimal(text: string): string {
  const [, sign = "", whole = "", fraction = "", power = ""] =
    /^(-?)(\d)(?:\.(\d+))?e-(\d+)$/.exec(text) ?? [];
  return power === "" ? text : `${sign}0.${"0".repeat(Number(power) - 1)}${whole}${fraction}`;
}

/** Formats that show a day: they name year, month or day outside of quotes and brackets. */
function isDateFormat(format: string): boolean {
  const bare = format.replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, "");
  return /[dy]|mmm|h.*m/i.test(bare);
}

/** @example 45467 is 2024-06-24; 45467.5 is 2024-06-24 12:00:00 */
function dayText(serial: number, from1904: boolean): string {
  const zero = from1904 ? DAY_ZERO.from1904 : DAY_ZERO.from1900;
  return instantText(new Date(zero + Math.floor(serial * MILLISECONDS_A_DAY + 0.5)));
}

export function instantText(instant: Date): string {
  if (Number.isNaN(instant.getTime())) return "";
  const [day = "", time = ""] = instant.toISOString().slice(0, 19).split("T");
  return time === "00:00:00" ? day : `${day} ${time}`;
}
