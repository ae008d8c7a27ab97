import type { Call } from "../call.ts";
import { counted, type Doubt, linesOf, type Sample } from "./sample.ts";

/** What became of the records: answered or not, whose key is whose, which way they went, what was refused. */
export function doubtOutcomes(sample: Sample): readonly Doubt[] {
  return [
    ...nothing(sample),
    ...refused(sample),
    ...answered(sample),
    ...keys(sample),
    ...directions(sample),
  ];
}

function nothing({ calls, parts, setAside }: Sample): readonly Doubt[] {
  if (calls.length + parts.length > 0 || setAside.some(({ bucket }) => bucket === "suspended")) return [];
  return [
    {
      about: "nothing",
      message: "no call and no piece of one was read",
      wayOut: "the file is empty or of another format: look at its first lines",
      lines: [],
    },
  ];
}

function refused({ setAside }: Sample): readonly Doubt[] {
  // Dates have a doubt of their own.
  const byReason = Map.groupBy(
    setAside.filter(({ bucket, reason }) => bucket === "suspended" && reason !== "DATE_OUT_OF_RANGE"),
    ({ reason }) => reason,
  );
  return [...byReason].map(([reason, records]) => ({
    about: "refused",
    message: `${counted(records, "record")}: ${reason}, ${records[0]?.message}`,
    wayOut: records[0]?.wayOut ?? "",
    lines: linesOf(records),
  }));
}

function answered({ calls }: Sample): readonly Doubt[] {
  const answeredCalls = calls.filter((call) => call.answered);
  if (calls.length >= 10 && answeredCalls.length === 0)
    return [
      {
        about: "answered",
        message: `none of ${calls.length} calls was answered`,
        wayOut: "check by which value the record says so",
        lines: linesOf(calls),
      },
    ];
  const empty = answeredCalls.filter(({ billableMilliseconds }) => billableMilliseconds === 0);
  if (empty.length * 5 <= answeredCalls.length) return [];
  return [
    {
      about: "answered",
      message: `${empty.length} of ${answeredCalls.length} answered calls have no seconds`,
      wayOut: "check what answered means here, and which column is the conversation",
      lines: linesOf(empty),
    },
  ];
}

/** The same key twice in one file: a duplicate if the content is the same, else perhaps no key. */
function keys({ calls }: Sample): readonly Doubt[] {
  const weak = calls.filter(({ keyIsWeak }) => keyIsWeak);
  const seen = new Map<string, Call>();
  const same: Call[] = [];
  const conflicting: Call[] = [];
  for (const call of calls) {
    const earlier = seen.get(call.callKey);
    if (earlier === undefined) seen.set(call.callKey, call);
    else (earlier.contentHash === call.contentHash ? same : conflicting).push(call);
  }
  const doubts: Doubt[] = [];
  if (weak.length > 0)
    doubts.push({
      about: "key",
      message: `${counted(weak, "call")} without a key: the same call in another file is suspended, not dropped`,
      wayOut: "name the columns that identify a call, if there are any",
      lines: linesOf(weak),
    });
  if (same.length > 0)
    doubts.push({
      about: "key",
      message: `${counted(same, "call")} once more: a duplicate, and not billed`,
      wayOut: "none, if the switch writes calls twice",
      lines: linesOf(same),
    });
  if (conflicting.length > 0)
    doubts.push({
      about: "key",
      message: `${counted(conflicting, "call")} with the key of an earlier one and other content: a conflict, for a person to decide`,
      wayOut: "the key does not tell calls apart: add a column to it, a leg or a sequence",
      lines: linesOf(conflicting),
    });
  return doubts;
}

function directions({ calls, source }: Sample): readonly Doubt[] {
  if (calls.length === 0 || calls.some(({ direction }) => direction !== "unknown")) return [];
  return [
    {
      about: "direction",
      message: "no call says which way it went",
      wayOut:
        source.carrierTrunks.length === 0
          ? "name the trunks to the public network in carrierTrunks, or the column that says it"
          : "none of the carrierTrunks stands in the file: check their names",
      lines: linesOf(calls),
    },
  ];
}
