import { type Fault, unreadable } from "../fault.ts";
import type { RecordFacts } from "../record-facts.ts";
import type { Stamp } from "../stamp.ts";
import type { ReadTime } from "./written-times.ts";

type Stamps = Pick<RecordFacts, "start" | "answer" | "end">;
/** A reader of times that may go by which one it is. */
type ReadNamedTime = (text: string, name: keyof Stamps) => ReturnType<ReadTime>;

/** The three times of a record, or a fault `RECORD_TIME` that names the first that cannot be read. */
export function recordStamps(
  texts: { readonly [Name in keyof Stamps]: string },
  readTime: ReadNamedTime,
  milliseconds: number | null,
): Stamps | Fault {
  const start = readTime(texts.start, "start");
  const answer = readTime(texts.answer, "answer");
  const end = readTime(texts.end, "end");
  if (start === "unreadable") return unreadableTime("start", texts.start, null, milliseconds);
  if (answer === "unreadable") return unreadableTime("answer", texts.answer, start, milliseconds);
  if (end === "unreadable") return unreadableTime("end", texts.end, start, milliseconds);
  return { start, answer, end };
}

function unreadableTime(name: string, text: string, start: Stamp | null, milliseconds: number | null): Fault {
  const known = milliseconds !== null && milliseconds >= 0 ? milliseconds : null;
  return {
    ...unreadable("RECORD_TIME", `${name} "${text}" is no time that this source writes`),
    keyDay: start?.day ?? null,
    milliseconds: known,
  };
}
