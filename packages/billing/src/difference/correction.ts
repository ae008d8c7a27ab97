/** What a line that corrects an earlier period does there (books 12). */
export type Correction = {
  /** `reversal` takes back what was invoiced; `corrected` is the line as it should have been. */
  readonly kind: "reversal" | "corrected";
  /** The month that is corrected: `2026-03`. */
  readonly period: string;
  /** The line's own key in its period. */
  readonly of: string;
  /** The line that is taken back: the number of its invoice, and its key there. Null for a corrected line. */
  readonly reverses: { readonly invoice: string; readonly key: string } | null;
};

/**
 * The key of a correcting line on the invoice that carries it, where the same line of other periods may stand too.
 *
 * @example `acme/hq/sip/did/2026-03-01..2026-04-01@2026-03/reversal`
 */
export function correctionKey({ kind, period, of }: Pick<Correction, "kind" | "period" | "of">): string {
  return `${of}@${period}${kind === "reversal" ? "/reversal" : ""}`;
}

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** A month as people read it, or a period that begins on another day. @example `2026-03` is `March 2026`. */
export function monthName(period: string): string {
  const [year, month, day] = period.split("-");
  if (day !== undefined) return `period from ${period}`;
  return `${MONTHS[Number(month) - 1] ?? month} ${year}`;
}

/** How the difference is told on the line itself. @example `March 2026, corrected` */
export function correctionName({ kind, period }: Pick<Correction, "kind" | "period">): string {
  return `${monthName(period)}, ${kind === "reversal" ? "reversed" : "corrected"}`;
}
