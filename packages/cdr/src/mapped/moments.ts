import type { Instant } from "@tollwright/calendar";
import { type Fault, unreadable } from "../fault.ts";
import { localTimes } from "../local-times.ts";
import type { Source } from "../source.ts";
import type { Stamp } from "../stamp.ts";
import type { ReadTime } from "../values/read-time.ts";
import { timeReader } from "../values/time-pattern.ts";
import type { Layout, Moment } from "./layout-shape.ts";
import { rulesOf } from "./moment-rules.ts";
import type { Instants, Known, Stamps } from "./record-moments.ts";
import type { Row } from "./row.ts";
import { zoneReader } from "./zone-column.ts";

type Moments = Stamps & { readonly answered: boolean };

/** The three moments of the record in hand, and whether it was answered; a Fault where one cannot be read. */
export function momentsReader(
  source: Source,
  layout: Layout,
  row: Row,
): (known: Known, isAnswered: (hasAnswer: boolean) => boolean) => Moments | Fault {
  const { fields } = layout;
  const zoned = zoneReader(layout, row, source);
  const start = momentReader(fields.start, { row, source, zoned });
  const answer = momentReader(fields.answer, { row, source, zoned });
  const end = momentReader(fields.end, { row, source, zoned });
  const rules = rulesOf(fields);
  const toInstants = instantsIn(source);

  return (known, isAnswered) => {
    const stamps = { start: start.read(), answer: answer.read(), end: end.read() };
    for (const [name, moment] of [
      ["start", start],
      ["answer", answer],
      ["end", end],
    ] as const)
      if (stamps[name] === "unreadable") return unreadableTime(name, moment.text(), stamps.start);
    const written = stamps as Stamps;
    const answered = isAnswered(written.answer !== null);
    if (rules === null) return { ...written, answered };
    const instants = toInstants(written, known);
    if (instants === null)
      return {
        ...unreadable("RECORD_TIME_SKIPPED", "a time of the record was skipped by the clock"),
        keyDay: written.start?.day ?? null,
      };
    return { ...rules(instants, written, known, answered), answered };
  };
}

function unreadableTime(name: string, text: string, start: Stamp | null | "unreadable"): Fault {
  const keyDay = start === null || start === "unreadable" ? null : start.day;
  return { ...unreadable("RECORD_TIME", `${name} "${text}" is not written as described`), keyDay };
}

type ReadMoment = { readonly read: () => ReturnType<ReadTime>; readonly text: () => string };
type Around = {
  readonly row: Row;
  readonly source: Source;
  readonly zoned: (stamp: Stamp) => Stamp | "unreadable";
};

function momentReader(moment: Moment | undefined, { row, source, zoned }: Around): ReadMoment {
  const columns = [moment?.column, ...(moment?.columns ?? [])].filter((column) => column !== undefined);
  const [date, clock] = columns.map(row.column);
  if (moment === undefined || date === undefined) return { read: () => null, text: () => "" };
  const text = clock === undefined ? date : () => `${date()} ${clock()}`.trim();
  const none = new Set(moment.noTime);
  const readers = [moment.time ?? []].flat().map((pattern) => timeReader(pattern, source.zoneAbbreviations));
  const read = (): ReturnType<ReadTime> => {
    const written = text();
    if (written === "" || none.has(written)) return null;
    for (const reader of readers) {
      const stamp = reader(written);
      if (stamp !== "unreadable") return stamp === null ? null : zoned(stamp);
    }
    return "unreadable";
  };
  return { read, text };
}

/** Instants of the stamps that stand in the record; null where the clock skipped one. */
function instantsIn(source: Source): (stamps: Stamps, known: Known) => Instants | null {
  const together = localTimes(source.zone);
  const alone = (stamp: Stamp | null): Instant | null | "never" => {
    if (stamp === null) return null;
    if (stamp.kind === "instant") return stamp.at;
    const times = together({ start: stamp.reading, answer: null, end: null, duration: 0, billable: 0 });
    return times === null ? "never" : times.startedAt;
  };
  return ({ start, answer, end }, known) => {
    if (start?.kind === "local" && answer?.kind !== "instant" && end?.kind !== "instant") {
      const times = together({
        start: start.reading,
        answer: answer?.reading ?? null,
        end: end?.reading ?? null,
        duration: known.duration ?? 0,
        billable: known.billable ?? 0,
      });
      return times && { start: times.startedAt, answer: times.answeredAt, end: times.releasedAt };
    }
    const [startedAt, answeredAt, releasedAt] = [alone(start), alone(answer), alone(end)];
    if (startedAt === "never" || answeredAt === "never" || releasedAt === "never") return null;
    return { start: startedAt, answer: answeredAt, end: releasedAt };
  };
}
