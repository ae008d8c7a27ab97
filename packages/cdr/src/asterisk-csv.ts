import {
  CHANNEL,
  columnsOf,
  DST,
  DST_CHANNEL,
  MOST_COLUMNS,
  SRC,
  strongKey,
} from "./asterisk-csv-columns.ts";
import { factsReader } from "./asterisk-csv-facts.ts";
import { recordIdentity } from "./asterisk-csv-identity.ts";
import { masterLines } from "./asterisk-csv-lines.ts";
import { trunkOfCell } from "./asterisk-trunk.ts";
import type { Call } from "./call.ts";
import { callKeyOf, weakKey, weakKeyOrdinals } from "./call-identity.ts";
import { collector } from "./collector.ts";
import type { CsvRecord } from "./csv-records.ts";
import { directionOf } from "./direction.ts";
import type { Fault } from "./fault.ts";
import type { ReaderSettings, Reading, RecordReader } from "./record-reader.ts";

/** Reads `Master.csv`, and the same lines in `<accountcode>.csv`. */
export function asteriskCsvReader(settings: ReaderSettings): RecordReader {
  const { resumeAt } = settings;
  const toCall = recordToCall(settings);
  const collected = collector(settings);
  const lines = masterLines(settings, collected, (record) => {
    const isNew = record.offset >= resumeAt;
    const outcome = toCall(record, isNew);
    if (outcome === null || !isNew) return;
    if (record.cellCount > MOST_COLUMNS) collected.extraColumns();
    if ("bucket" in outcome) collected.fault(record, outcome);
    else collected.call(outcome, record);
  });
  const taken = (): Reading => collected.take(Math.max(lines.nextOffset(), resumeAt));
  return {
    read(bytes) {
      lines.read(bytes);
      return taken();
    },
    end(closed) {
      lines.end(closed);
      return taken();
    },
  };
}

/** A call, or why there is none; null for a record that was read earlier and matters to nothing behind it. */
type ToCall = (record: CsvRecord, isNew: boolean) => Call | Fault | null;

function recordToCall({ source, fileHash }: ReaderSettings): ToCall {
  const carrierTrunks = new Set(source.carrierTrunks);
  const ordinalOf = weakKeyOrdinals();
  const checkedFacts = factsReader(source);
  const identity = recordIdentity(source.id);
  return (record, isNew) => {
    const columns = columnsOf(record, source);
    if ("bucket" in columns) return columns;
    if (!isNew && strongKey(record, columns) !== null) return null;
    const facts = checkedFacts(record, columns);
    if ("bucket" in facts) return facts;

    const contentHash = identity.contentHash(record);
    const key = identity.callKey(record, columns);
    const trunkIn = trunkOfCell(record, CHANNEL);
    const trunkOut = trunkOfCell(record, DST_CHANNEL);
    // Member by member: to spread three objects into the fourth takes longer than to scan the record.
    return {
      source: source.id,
      callKey: key ?? callKeyOf(source.id, weakKey(contentHash, ordinalOf)),
      keyIsWeak: key === null,
      contentHash,
      keyDay: facts.keyDay,
      record: { fileHash, offset: record.offset, length: record.length, line: record.line },
      from: record.cell(SRC),
      to: record.cell(DST),
      startedAt: facts.startedAt,
      answeredAt: facts.answeredAt,
      releasedAt: facts.releasedAt,
      billableMilliseconds: facts.billableMilliseconds,
      answered: facts.answered,
      releaseCause: facts.releaseCause,
      direction: directionOf({ trunkIn, trunkOut }, carrierTrunks, source.onNet),
      trunkIn,
      trunkOut,
      accountHint: facts.accountHint,
      chargeNumber: null,
      originatingLineInfo: null,
      jurisdictionParameter: null,
      routingNumber: null,
      estimated: false,
    };
  };
}
