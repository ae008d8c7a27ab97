import { type Instant, instant, parseInstant } from "@tollwright/calendar";

/** The machine's clock, or the instant that `--now` names, for trials and for running again. */
export function clockOf(now: string | undefined): (() => Instant) | null {
  if (now === undefined) return () => instant(Date.now());
  const fixed = parseInstant(now);
  return fixed === null ? null : () => fixed;
}
