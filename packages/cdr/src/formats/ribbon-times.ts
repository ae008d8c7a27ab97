import { type CivilDate, instant, zoneOffset } from "@tollwright/calendar";
import { localReading } from "../digits.ts";
import { type Fault, unreadable } from "../fault.ts";
import { localTimes } from "../local-times.ts";
import type { RecordFacts } from "../record-facts.ts";

/** A clock of the node as if it were UTC, in milliseconds, with the date that it stands beside. */
type Clock = { readonly reading: number; readonly day: CivilDate };

/**
 * The node's clock, `02/22/2026` and `17:02:12.5` (tenths of a second, cut).
 *
 * @returns null where one of the two is missing or is none.
 */
export function nodeClock(date: string, time: string): Clock | null {
  const day = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(date);
  const clock = /^(\d\d:\d\d:\d\d)(?:\.(\d{1,3}))?$/.exec(time);
  if (day === null || clock === null) return null;
  const civil = `${day[3]}-${day[1]}-${day[2]}` as CivilDate;
  const reading = localReading(`${civil} ${clock[1]}`);
  return reading === null ? null : { reading: reading + Number((clock[2] ?? "").padEnd(3, "0")), day: civil };
}

const DAY_MILLISECONDS = 86_400_000;

/**
 * The end of an attempt, whose date older releases leave out or use its column for something else: it is then the first such
 * time from `start` on.
 */
export function attemptEnd(start: Clock, date: string, time: string): Clock | null {
  const dated = nodeClock(date, time);
  if (dated !== null) return dated;
  const [year, month, day] = start.day.split("-");
  const sameDay = nodeClock(`${month}/${day}/${year}`, time);
  if (sameDay === null || sameDay.reading >= start.reading) return sameDay;
  return { ...sameDay, reading: sameDay.reading + DAY_MILLISECONDS };
}

type NodeTimes = {
  readonly start: Clock;
  /** From set-up to answer; null where the call was not answered. */
  readonly setUpMilliseconds: number | null;
  /** From answer to `end`; 0 where it was not answered. */
  readonly billableMilliseconds: number;
  readonly end: Clock | null;
};

/** Start and end are both cut to tenths, so an end can seem to lie so much before the answer. */
const CUT_MILLISECONDS = 100;

/** Instants of the node's clocks: the answer is so long behind the start as the record says, whatever clocks do meanwhile. */
export function nodeTimes(
  zone: string,
): (times: NodeTimes) => Pick<RecordFacts, "start" | "answer" | "end"> | Fault {
  const instantsOf = localTimes(zone);
  return ({ start, setUpMilliseconds, billableMilliseconds, end }) => {
    const duration =
      setUpMilliseconds === null
        ? (end?.reading ?? start.reading) - start.reading
        : setUpMilliseconds + billableMilliseconds;
    const told = { start: start.reading, answer: null, end: end?.reading ?? null, billable: 0 };
    const times = instantsOf({ ...told, duration });
    if (times === null) {
      const milliseconds = billableMilliseconds;
      return {
        ...unreadable("RECORD_TIME_SKIPPED", "a time of the record was skipped by the clock"),
        keyDay: start.day,
        milliseconds,
      };
    }
    const { startedAt, releasedAt } = times;
    const answeredAt = setUpMilliseconds === null ? null : startedAt + setUpMilliseconds;
    const isCut = answeredAt !== null && releasedAt !== null && releasedAt < answeredAt;
    const isByCutting = isCut && answeredAt - releasedAt <= CUT_MILLISECONDS;
    const stamp = (at: number | null, day: CivilDate) =>
      at === null ? null : ({ kind: "instant", at: at as typeof startedAt, day } as const);
    return {
      start: stamp(startedAt, start.day),
      answer: stamp(answeredAt, start.day),
      end: stamp(isByCutting ? answeredAt : releasedAt, end?.day ?? start.day),
    };
  };
}

/**
 * Whether a node's zone, `GMT-08:00-Pacific(US)`, is one that the source's zone has in that year, in winter or in summer; `GMT`
 * alone is an offset of none. A text of another shape is not judged.
 */
export function zoneFits(zone: string): (nodeZone: string, start: Clock) => boolean {
  const known = new Map<string, boolean>();
  return (nodeZone, { day }) => {
    const offset = /^GMT(?:([+-])(\d\d):(\d\d)|$)/.exec(nodeZone);
    const year = day.slice(0, 4);
    // Of a year before standard time an offset is no whole minute; such a date is out of range whatever its zone.
    if (offset === null || year < FIRST_YEAR) return true;
    const name = `${year} ${offset[0]}`;
    const fits = known.get(name) ?? offsetsOf(zone, year).includes(minutesOf(offset));
    known.set(name, fits);
    return fits;
  };
}

/** No switch ran before. */
const FIRST_YEAR = "1971";

function minutesOf([, sign, hours = "0", minutes = "0"]: RegExpExecArray): number {
  const size = Number(hours) * 60 + Number(minutes);
  return sign === "-" ? -size : size;
}

/** Minutes ahead of UTC in the midst of both halves of the year. */
function offsetsOf(zone: string, year: string): readonly number[] {
  return ["01-01", "07-01"].map((day) => {
    const noon = localReading(`${year}-${day} 12:00:00`) ?? 0;
    return zoneOffset(instant(noon), zone) / 60_000;
  });
}
