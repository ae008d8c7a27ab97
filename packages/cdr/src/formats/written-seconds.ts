/**
 * Seconds as a switch writes them, with or without decimals, in milliseconds; the fourth decimal and what follows is dropped.
 * NaN for anything else: a duration is never guessed.
 *
 * @example `17` → 17,000 · `17.254` → 17,254 · `1.5E+3`, `0:17`, nothing → NaN.
 */
export function writtenSeconds(text: string): number {
  const parts = /^(\d{1,9})(?:\.(\d{1,9}))?$/.exec(text.trim());
  if (parts === null) return Number.NaN;
  return Number(parts[1]) * 1_000 + Number((parts[2] ?? "").padEnd(3, "0").slice(0, 3));
}
