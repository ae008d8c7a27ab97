import type { ProblemCode } from "@tollwright/problem";
import { weakKeyOrdinals } from "./call-identity.ts";
import { collector, type Place } from "./collector.ts";
import { unreadable } from "./fault.ts";
import { guardOpenCell } from "./open-cell.ts";
import { factsToCall } from "./record-facts.ts";
import type { ReaderSettings, Reading, RecordReader } from "./record-reader.ts";
import type { Source } from "./source.ts";
import type { ReadRecord, SourceRecord } from "./source-record.ts";

/** A stretch of the file that no record can be made of. */
type BrokenRecord = Pick<SourceRecord, "offset" | "length" | "line"> & {
  readonly reason: ProblemCode;
  readonly message: string;
};

export type SplitHandlers = {
  readonly record: (record: SourceRecord) => void;
  readonly broken: (record: BrokenRecord) => void;
};

/** Cuts a file, fed in chunks, into records. */
export type Splitter = {
  readonly read: (bytes: Uint8Array) => void;
  readonly end: (closed: boolean) => void;
  /** The first byte that no handler has seen yet. */
  readonly nextOffset: () => number;
};

export type FormatTools = {
  /** The record has more columns than its format knows. */
  readonly extraColumns: () => void;
  /** The number that the switch gave the record, counted by `counter` (a node, a gateway): what is missing is reported. */
  readonly sequence: (counter: string, number: number) => void;
};

/** A switch format: how its files are cut into records, and what a record says. */
export type Format = {
  readonly split: (source: Source, handlers: SplitHandlers) => Splitter;
  /** Called once a file, so what it remembers (a heading, control totals) is the file's. Every record is given, from the first. */
  readonly open: (source: Source, tools: FormatTools) => ReadRecord;
};

/** The reader of a format: identity, common checks and counts are the same for all of them. */
export function formatReader(settings: ReaderSettings, format: Format): RecordReader {
  const { source, fileHash, resumeAt } = settings;
  const collected = collector(settings);
  const toCall = factsToCall(settings);
  const ordinalOf = weakKeyOrdinals();
  let isNew = false;
  const readRecord = guardOpenCell(
    format.open(source, {
      extraColumns: () => isNew && collected.extraColumns(),
      sequence: (counter, number) => isNew && collected.sequence(counter, number),
    }),
  );
  const splitter = format.split(source, {
    record(record) {
      isNew = record.offset >= resumeAt;
      const facts = readRecord(record);
      if (facts === null || (!isNew && ("bucket" in facts || facts.key !== null))) return;
      const place: Place = { offset: record.offset, length: record.length, line: record.line };
      const outcome = "bucket" in facts ? facts : toCall(facts, { fileHash, ...place }, ordinalOf);
      if (!isNew) return;
      if ("bucket" in outcome) collected.fault(place, outcome);
      else if ("part" in outcome) collected.part(outcome);
      else collected.call(outcome, place);
    },
    broken(record) {
      if (record.offset >= resumeAt) collected.fault(record, unreadable(record.reason, record.message));
    },
  });
  const taken = (): Reading => collected.take(Math.max(splitter.nextOffset(), resumeAt));
  return {
    read(bytes) {
      splitter.read(bytes);
      return taken();
    },
    end(closed) {
      splitter.end(closed);
      return taken();
    },
  };
}
