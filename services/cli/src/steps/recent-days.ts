import {
  addDays,
  addMonths,
  type CivilDate,
  civilDateIn,
  dayOfMonth,
  type Instant,
} from "@tollwright/calendar";

/**
 * Days of this month and the last, and those beside it that a close looks at, which ended in every zone at least half a day ago:
 * most of what comes for them is there.
 *
 * @example at any time of 3 May (UTC): 29 March to 1 May.
 */
export function recentDays(now: Instant): { readonly from: CivilDate; readonly until: CivilDate } {
  const today = civilDateIn(now, "UTC");
  const month = addDays(today, 1 - dayOfMonth(today));
  return { from: addDays(addMonths(month, -1), -3), until: addDays(today, -1) };
}
