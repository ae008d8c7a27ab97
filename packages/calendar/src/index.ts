export { alignedPeriod } from "./aligned-period.ts";
export {
  addDays,
  addMonths,
  CivilDate,
  civilDate,
  contains,
  dayNumber,
  dayOfMonth,
  daysBetween,
  daysInMonth,
  fromDayNumber,
  monthPeriod,
  type OpenPeriod,
  overlap,
  type Period,
} from "./civil-date.ts";
export {
  civilDateIn,
  fromLocal,
  type Instant,
  instant,
  instantText,
  isZone,
  type LocalReading,
  localText,
  parseInstant,
  startOfDay,
  zoneOffset,
} from "./instant.ts";
export { type MonthOfPeriod, monthsOfPeriod } from "./months-of-period.ts";
export { type Proration, ProrationMode, periodDays, prorate } from "./prorate.ts";
