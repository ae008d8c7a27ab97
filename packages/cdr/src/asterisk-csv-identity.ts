import {
  ACCOUNT_CODE,
  ANSWER,
  BILLSEC,
  CHANNEL,
  DISPOSITION,
  DST,
  DST_CHANNEL,
  DURATION,
  END,
  type KeyColumns,
  SRC,
  START,
  strongKey,
} from "./asterisk-csv-columns.ts";
import {
  callKeyOf,
  callKeyOfBytes,
  contentHashOf,
  contentHashOfBytes,
  UNIT_SEPARATOR_BYTE,
} from "./call-identity.ts";
import type { CsvRecord } from "./csv-records.ts";
import { pageOf } from "./page.ts";

const CONTENT = [
  ACCOUNT_CODE,
  SRC,
  DST,
  CHANNEL,
  DST_CHANNEL,
  START,
  ANSWER,
  END,
  DURATION,
  BILLSEC,
  DISPOSITION,
];

/** Longer ones are rare, and made as texts. */
const MOST_BYTES = 1_024;
const SPACE = 0x20;

/** Content hash and key of records, made of the bytes as they stand in the file where these are plain, else of texts. */
export type RecordIdentity = {
  readonly contentHash: (record: CsvRecord) => string;
  /** Null where the record has no key of its own. */
  readonly callKey: (record: CsvRecord, columns: KeyColumns) => string | null;
};

export function recordIdentity(sourceId: string): RecordIdentity {
  const source = new TextEncoder().encode(sourceId);
  const content = pageOf(new Uint8Array(MOST_BYTES));
  const key = pageOf(new Uint8Array(source.length + MOST_BYTES));
  key.bytes.set(source);
  key.bytes[source.length] = UNIT_SEPARATOR_BYTE;
  const beginningOfContent = beginnings(content.bytes);
  const beginningOfKey = beginnings(key.bytes);

  return {
    contentHash(record) {
      const length = record.copyPlain(CONTENT, UNIT_SEPARATOR_BYTE, content, 0);
      return length < 0
        ? contentHashOf(CONTENT.map(record.cell))
        : contentHashOfBytes(beginningOfContent(length));
    },
    callKey(record, columns) {
      const length = hasBoth(record, columns.own)
        ? record.copyPlain(columns.own, SPACE, key, source.length + 1)
        : -1;
      if (length >= 0) return callKeyOfBytes(beginningOfKey(length));
      const text = strongKey(record, columns);
      return text === null ? null : callKeyOf(sourceId, text);
    },
  };
}

/** uniqueid and sequence, as nearly every switch writes both. */
function hasBoth(record: CsvRecord, [uniqueId, sequence]: KeyColumns["own"]): boolean {
  return (
    uniqueId !== undefined && sequence !== undefined && !record.isEmpty(uniqueId) && !record.isEmpty(sequence)
  );
}

/** The beginning of a buffer, made once a length: to make it anew takes as long as a block of the hash. */
function beginnings(bytes: Uint8Array): (length: number) => Uint8Array {
  const made: (Uint8Array | undefined)[] = Array.from({ length: bytes.length + 1 }, () => undefined);
  return (length) => {
    const known = made[length];
    if (known !== undefined) return known;
    const beginning = bytes.subarray(0, length);
    made[length] = beginning;
    return beginning;
  };
}
