import type { OpenPeriod } from "@tollwright/calendar";

/** True where some day belongs to both. @example until 2026-04-10 and from 2026-04-10: none does. */
export function shareADay(left: OpenPeriod, right: OpenPeriod): boolean {
  return (
    (left.until === null || right.from < left.until) && (right.until === null || left.from < right.until)
  );
}
