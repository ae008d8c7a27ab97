import { type CivilDate, dayNumber, fromDayNumber, type Instant, instant } from "@tollwright/calendar";
import type { Stamp } from "../stamp.ts";
import type { Layout } from "./layout-shape.ts";
import type { Instants, Known, Stamps } from "./record-moments.ts";

const MILLISECONDS_PER_DAY = 86_400_000;

type Rules = (instants: Instants, written: Stamps, known: Known, answered: boolean) => Stamps;

/**
 * Works out the moments that a record does not hold, by the rules that its layout states; null where it states none.
 *
 * On instants, so that an hour that the clock skipped or repeated between two moments changes nothing.
 *
 * @example answer `start + duration - billable`: start 12:13:10, duration 55 s, billable 50 s: answered 12:13:15.
 */
export function rulesOf({ start, answer, end }: Layout["fields"]): Rules | null {
  if (start.rule === undefined && answer?.rule === undefined && end?.rule === undefined) return null;
  return (instants, written, known, answered) => {
    const startedAt = start.rule === undefined ? instants.start : startBy(start.rule, instants, known);
    const base = { start: startedAt, end: instants.end };
    const answeredAt =
      answer?.rule === undefined ? instants.answer : answered ? answerBy(answer.rule, base, known) : null;
    const releasedAt =
      end?.rule === undefined
        ? instants.end
        : end.rule === "start + duration"
          ? plus(startedAt, known.duration)
          : answered
            ? plus(answeredAt, known.billable)
            : null;
    const startStamp = startDay(startedAt, written, known, start.rule);
    const day = startStamp?.day ?? ("" as CivilDate);
    return {
      start: startStamp,
      answer: stampOf(answeredAt, written.answer?.day ?? day),
      end: stampOf(releasedAt, written.end?.day ?? day),
    };
  };
}

function startBy(rule: "answer" | "end - duration", instants: Instants, known: Known): Instant | null {
  return rule === "answer" ? instants.answer : plus(instants.end, negative(known.duration));
}

type AnswerRule = NonNullable<NonNullable<Layout["fields"]["answer"]>["rule"]>;

function answerBy(rule: AnswerRule, { start, end }: Omit<Instants, "answer">, known: Known): Instant | null {
  switch (rule) {
    case "start":
      return start;
    case "start + setup":
      return plus(start, known.setup);
    case "end - billable":
      return plus(end, negative(known.billable));
    case "start + duration - billable":
      return plus(plus(start, known.duration), negative(known.billable));
  }
}

function plus(at: Instant | null, milliseconds: number | null): Instant | null {
  // What cannot be read is refused behind this, as a duration.
  return at === null || milliseconds === null || Number.isNaN(milliseconds)
    ? null
    : instant(at + milliseconds);
}

function negative(milliseconds: number | null): number | null {
  return milliseconds === null ? null : -milliseconds;
}

function stampOf(at: Instant | null, day: CivilDate): Stamp | null {
  return at === null ? null : { kind: "instant", at, day };
}

/** The day is the one written; where the start is worked out, so many days from the one written beside it (books 2). */
function startDay(at: Instant | null, written: Stamps, known: Known, rule: string | undefined): Stamp | null {
  const source = rule === "answer" ? written.answer : rule === "end - duration" ? written.end : written.start;
  if (at === null || source === null) return null;
  if (rule !== "end - duration") return stampOf(at, source.day);
  const clock = source.kind === "local" ? source.reading : source.at;
  const days =
    Math.floor((clock - (known.duration ?? 0)) / MILLISECONDS_PER_DAY) -
    Math.floor(clock / MILLISECONDS_PER_DAY);
  return stampOf(at, fromDayNumber(dayNumber(source.day) + days));
}
