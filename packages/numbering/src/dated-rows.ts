/** Text days, `2026-04-01`, compare as text; null is open. Half-open: `from` belongs to it, `until` does not. */
export type Dated = { readonly from: string | null; readonly until: string | null };

/** True where a row counts on a day. `day` null: whatever counts without end. */
export function isInForce({ from, until }: Dated, day: string | null): boolean {
  if (day === null) return until === null;
  return (from === null || from <= day) && (until === null || day < until);
}

const ISO = /^(\d{4})-(\d\d)-(\d\d)$/;
const SLASHES = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: .*)?$/;

/**
 * A day as such files write it; null for an empty cell.
 *
 * @returns undefined for what is no day.
 * @example `2026-04-01` as it is; `4/1/2026`, month first as the numbering administrator writes, is 2026-04-01.
 */
export function dayIn(cell: string): string | null | undefined {
  if (cell === "") return null;
  const slashes = SLASHES.exec(cell);
  const text =
    slashes === null ? cell : `${slashes[3]}-${slashes[1]?.padStart(2, "0")}-${slashes[2]?.padStart(2, "0")}`;
  const [, year, month, day] = ISO.exec(text) ?? [];
  if (year === undefined) return undefined;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  // The 30th of February would be some day of March.
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day) ? text : undefined;
}
