import type { Fault } from "./fault.ts";
import type { RecordFacts } from "./record-facts.ts";

/** One record in hand, cut out of the file; valid until the next one is. */
export type SourceRecord = {
  readonly cellCount: number;
  /** Cell `index` from 0, unquoted, unescaped and decoded; `""` where there is none, and in records that have no cells. */
  readonly cell: (index: number) => string;
  /** Bytes of the last cell; absent of records that have no cells. */
  readonly lastBytes?: number;
  /** The file ends behind the last cell: no line end and no quote says that it is whole. */
  readonly isOpen?: boolean;
  /** The whole record, decoded. */
  readonly text: () => string;
  /** Bytes from the file's start. */
  readonly offset: number;
  readonly length: number;
  readonly line: number;
};

/** Null: a heading or the like, that is no record. */
export type ReadRecord = (record: SourceRecord) => RecordFacts | Fault | null;
