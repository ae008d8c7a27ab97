import { addDays, type CivilDate, civilDateIn, dayNumber } from "@tollwright/calendar";
import { type Fault, unreadable } from "./fault.ts";
import type { ReaderSettings } from "./record-reader.ts";

/** The days on which calls of a source can be, told from the moment of reading (books 2). */
export type DateWindow = {
  readonly holds: (day: CivilDate) => boolean;
  /** The same by a wall-clock reading as if it were UTC, in milliseconds. */
  readonly holdsReading: (reading: number) => boolean;
  /** For a call outside of it. */
  readonly fault: (keyDay: CivilDate, milliseconds: number | null) => Fault;
};

const DAY_MILLISECONDS = 86_400_000;

export function dateWindow({ source, readAt }: Pick<ReaderSettings, "source" | "readAt">): DateWindow {
  const today = civilDateIn(readAt, source.zone);
  const firstDay = addDays(today, -source.window.daysBack);
  const lastDay = addDays(today, source.window.daysAhead);
  const firstReading = dayNumber(firstDay) * DAY_MILLISECONDS;
  const untilReading = (dayNumber(lastDay) + 1) * DAY_MILLISECONDS;

  // Calls come in order of time, most of them with the same text as the one before.
  let lastInWindow: CivilDate | null = null;
  return {
    holds(day) {
      if (day === lastInWindow) return true;
      const isIn = day >= firstDay && day <= lastDay;
      if (isIn) lastInWindow = day;
      return isIn;
    },
    holdsReading: (reading) => reading >= firstReading && reading < untilReading,
    fault: (keyDay, milliseconds) => ({
      ...unreadable("DATE_OUT_OF_RANGE", `${keyDay} is not between ${firstDay} and ${lastDay}`),
      keyDay,
      milliseconds,
    }),
  };
}
