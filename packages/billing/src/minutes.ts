import { divide, type Exact, round, toText, whole } from "@tollwright/money";

const SECONDS_PER_MINUTE = 60;
/** Enough for every increment of 6 seconds and more; what is finer is shown, never priced. */
const SHOWN_PLACES = 4;

/**
 * Minutes for people, half-up to four places. The seconds stand beside them, exact.
 *
 * @example 66 s are 1.1 minutes; 100 s are 1.6667.
 */
export function minutesText(seconds: Exact): string {
  const minutes = divide(seconds, whole(SECONDS_PER_MINUTE));
  return toText(round(minutes, { mode: "halfUp", places: SHOWN_PLACES }));
}
