import { type Fault, unreadable } from "../collector.ts";
import type { RecordFacts, Stamp } from "../record-facts.ts";
import type { ReadTime } from "./written-times.ts";

type Stamps = Pick<RecordFacts, "start" | "answer" | "end">;

/** The three times of a record, or a fault `RECORD_TIME` that names the first that cannot be read. */
export function recordStamps(
  texts: { readonly [Name in keyof Stamps]: string },
  readTime: ReadTime,
  milliseconds: number | null,
): Stamps | Fault {
  const [start, answer, end] = [readTime(texts.start), readTime(texts.answer), readTime(texts.end)];
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
