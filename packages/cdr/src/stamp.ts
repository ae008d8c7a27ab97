import type { CivilDate, Instant } from "@tollwright/calendar";

/**
 * A time as the switch wrote it. `reading` is a wall clock as if it were UTC, in milliseconds; `day` is the date that stands
 * in the record, or the UTC date where only an epoch stands there (books 2).
 */
export type Stamp =
  | { readonly kind: "local"; readonly reading: number; readonly day: CivilDate }
  | { readonly kind: "instant"; readonly at: Instant; readonly day: CivilDate };
