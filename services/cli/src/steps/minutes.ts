const MILLISECONDS_PER_HUNDREDTH = 600n;
const HUNDREDTHS = 100n;

/** Minutes to two places, half-up, for people; the exact milliseconds are in the JSON. @example 90,300 ms are `1.51`. */
export function minutes(milliseconds: bigint): string {
  const half = MILLISECONDS_PER_HUNDREDTH / 2n;
  const hundredths = (milliseconds + half) / MILLISECONDS_PER_HUNDREDTH;
  const whole = String(hundredths / HUNDREDTHS).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${whole}.${String(hundredths % HUNDREDTHS).padStart(2, "0")}`;
}
