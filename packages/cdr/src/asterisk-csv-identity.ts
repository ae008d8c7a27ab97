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
  const content = new Uint8Array(MOST_BYTES);
  const key = new Uint8Array(source.length + MOST_BYTES);
  key.set(source);
  key[source.length] = UNIT_SEPARATOR_BYTE;

  const plainContent = (record: CsvRecord): Uint8Array | null => {
    let at = record.copyPlain(ACCOUNT_CODE, content, 0);
    for (let place = 1; place < CONTENT.length && at >= 0; place += 1) {
      content[at] = UNIT_SEPARATOR_BYTE;
      at = record.copyPlain(CONTENT[place] ?? 0, content, at + 1);
    }
    return at < 0 ? null : content.subarray(0, at);
  };
  /** uniqueid and sequence, as nearly every switch writes both. */
  const plainKey = (record: CsvRecord, { uniqueId, sequence }: KeyColumns): Uint8Array | null => {
    if (uniqueId === null || sequence === null || record.isEmpty(uniqueId) || record.isEmpty(sequence))
      return null;
    const between = record.copyPlain(uniqueId, key, source.length + 1);
    if (between < 0) return null;
    key[between] = SPACE;
    const at = record.copyPlain(sequence, key, between + 1);
    return at < 0 ? null : key.subarray(0, at);
  };
  return {
    contentHash(record) {
      const bytes = plainContent(record);
      return bytes === null ? contentHashOf(CONTENT.map(record.cell)) : contentHashOfBytes(bytes);
    },
    callKey(record, columns) {
      const bytes = plainKey(record, columns);
      if (bytes !== null) return callKeyOfBytes(bytes);
      const text = strongKey(record, columns);
      return text === null ? null : callKeyOf(sourceId, text);
    },
  };
}
