import { type Instant, localText } from "@tollwright/calendar";
import type { Call } from "../call.ts";
import type { PartRecord } from "../call-part.ts";
import { joinParts } from "../join-parts.ts";
import { unusedColumns } from "../mapped/unused-columns.ts";
import { openReader } from "../read-records.ts";
import type { Reading } from "../record-reader.ts";
import type { SetAside } from "../set-aside.ts";
import type { Source } from "../source.ts";
import { doubtColumns } from "./doubt-columns.ts";
import { doubtDurations } from "./doubt-durations.ts";
import { doubtNumbers } from "./doubt-numbers.ts";
import { doubtOutcomes } from "./doubt-outcomes.ts";
import { doubtTimes } from "./doubt-times.ts";
import { encodingWatch } from "./encoding.ts";
import type { Doubt, Sample } from "./sample.ts";

/** One record as it was understood; `null` where it does not say. */
export type TriedRow = {
  readonly line: number;
  /** `call`, the role of a piece, `ignored` or `suspended`. */
  readonly outcome: string;
  readonly from: string | null;
  readonly to: string | null;
  /** Clocks in the source's zone, `2026-04-07 09:03:10`. */
  readonly start: string | null;
  readonly answer: string | null;
  readonly end: string | null;
  readonly billableMilliseconds: number | null;
  readonly answered: boolean | null;
  readonly direction: string | null;
  readonly key: "strong" | "weak" | null;
  /** Why it is no call. */
  readonly why: string | null;
};

export type TriedSource = {
  readonly records: number;
  readonly calls: number;
  readonly parts: number;
  /** Calls that pieces in this file make together. */
  readonly joined: number;
  readonly ignored: number;
  readonly suspended: number;
  /** Of the calls, joined ones included. */
  readonly answered: number;
  readonly billableMilliseconds: number;
  readonly rows: readonly TriedRow[];
  readonly doubts: readonly Doubt[];
};

/** Doubts are raised from so many records of each kind; the counts are of all. */
const SAMPLE = 20_000;

/**
 * Tries a source on one file, fed in chunks, and tells what was understood of its first records and what is doubtful. Nothing is
 * stored; memory is that of the sample.
 */
export function trySource(asked: {
  readonly source: Source;
  readonly readAt: Instant;
  readonly rows: number;
}) {
  const { source, readAt } = asked;
  const reader = openReader({ source, readAt, fileHash: NO_FILE, resumeAt: 0 });
  const calls: Call[] = [];
  const parts: PartRecord[] = [];
  const setAside: SetAside[] = [];
  const counts = {
    records: 0,
    calls: 0,
    parts: 0,
    joined: 0,
    ignored: 0,
    suspended: 0,
    answered: 0,
    billableMilliseconds: 0,
  };
  let recordsWithExtraColumns = 0;
  const unused = unusedColumns(source);
  const encoding = encodingWatch();

  const add = (call: Call): void => {
    counts.answered += call.answered ? 1 : 0;
    counts.billableMilliseconds += call.billableMilliseconds;
  };
  const take = (reading: Reading): void => {
    keep(calls, reading.calls);
    keep(parts, reading.parts);
    keep(setAside, reading.setAside);
    counts.records += reading.records;
    counts.calls += reading.calls.length;
    counts.parts += reading.parts.length;
    for (const { bucket } of reading.setAside) counts[bucket === "ignored" ? "ignored" : "suspended"] += 1;
    reading.calls.forEach(add);
    recordsWithExtraColumns += reading.recordsWithExtraColumns;
  };

  return {
    read(bytes: Uint8Array): void {
      encoding.take(bytes);
      unused.take(bytes);
      take(reader.read(bytes));
    },
    end(): TriedSource {
      take(reader.end(true));
      const joined = joinedOf(source, parts);
      joined.forEach(add);
      counts.joined = joined.length;
      const found = { source, readAt, calls, parts, joined, setAside, recordsWithExtraColumns };
      const sample = { ...found, unusedColumns: unused.told(), encoding: encoding.told() };
      const rows = rowsOf(sample).slice(0, asked.rows);
      return { ...counts, rows, doubts: doubtsOf(sample) };
    },
  };
}

/** The identity of a file that is not kept. */
const NO_FILE = "0".repeat(64);

function keep<T>(kept: T[], more: readonly T[]): void {
  for (const one of more.slice(0, SAMPLE - kept.length)) kept.push(one);
}

/** Pieces of one call may be in several files; only what this one holds is joined. */
function joinedOf(source: Source, parts: readonly PartRecord[]): readonly Call[] {
  const byKey = Map.groupBy(parts, ({ callKey }) => callKey);
  return [...byKey.values()].flatMap((pieces) => {
    const { call, furtherCalls } = joinParts({ source, parts: pieces, isOverdue: false });
    return [...(call === null ? [] : [call]), ...furtherCalls];
  });
}

/** What is wrong most often comes first. */
function doubtsOf(sample: Sample & { readonly joined: readonly Call[] }): readonly Doubt[] {
  const all = { ...sample, calls: [...sample.calls, ...sample.joined] };
  return [doubtOutcomes, doubtTimes, doubtDurations, doubtNumbers, doubtColumns].flatMap((raise) =>
    raise(all),
  );
}

function rowsOf({ source, calls, parts, setAside }: Sample): readonly TriedRow[] {
  const clock = (at: Instant | null): string | null => (at === null ? null : localText(at, source.zone));
  const rows = [
    ...calls.map((call) => ({ at: call.record.offset, row: callRow(call, clock) })),
    ...parts.map((part) => ({ at: part.record.offset, row: partRow(part, clock) })),
    ...setAside.map((record) => ({ at: record.record.offset, row: asideRow(record) })),
  ];
  return rows.sort((left, right) => left.at - right.at).map(({ row }) => row);
}

type Clock = (at: Instant | null) => string | null;

function callRow(call: Call, clock: Clock): TriedRow {
  return {
    line: call.record.line,
    outcome: "call",
    from: call.from,
    to: call.to,
    start: clock(call.startedAt),
    answer: clock(call.answeredAt),
    end: clock(call.releasedAt),
    billableMilliseconds: call.billableMilliseconds,
    answered: call.answered,
    direction: call.direction,
    key: call.keyIsWeak ? "weak" : "strong",
    why: null,
  };
}

function partRow({ record, part: { role, facts } }: PartRecord, clock: Clock): TriedRow {
  return {
    line: record.line,
    outcome: role,
    from: facts.from,
    to: facts.to,
    start: clock(facts.startedAt),
    answer: clock(facts.answeredAt),
    end: clock(facts.releasedAt),
    billableMilliseconds: facts.billableMilliseconds,
    answered: facts.answered,
    direction: facts.direction,
    key: "strong",
    why: null,
  };
}

function asideRow({ record, bucket, reason, message, milliseconds }: SetAside): TriedRow {
  return {
    line: record.line,
    outcome: bucket,
    from: null,
    to: null,
    start: null,
    answer: null,
    end: null,
    billableMilliseconds: milliseconds,
    answered: null,
    direction: null,
    key: null,
    why: `${reason}: ${message}`,
  };
}
