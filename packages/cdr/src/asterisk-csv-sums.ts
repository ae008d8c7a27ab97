import assert from "node:assert";
import { areInOrder, cellsReader, clipped, lastOf } from "./asterisk-csv-cells.ts";
import { ACCOUNT_CODE, columnsOf, MOST_COLUMNS } from "./asterisk-csv-columns.ts";
import { factsReader } from "./asterisk-csv-facts.ts";
import { masterLines } from "./asterisk-csv-lines.ts";
import { type AccountOf, addCall, type SumsReader, type SumsReading } from "./call-sums.ts";
import { type Collector, collector } from "./collector.ts";
import type { CsvRecord } from "./csv-records.ts";
import { dateWindow } from "./date-window.ts";
import type { Fault } from "./fault.ts";
import { keptByBytes } from "./kept-by-bytes.ts";
import { evenOffset } from "./local-times.ts";
import type { ReaderSettings } from "./record-reader.ts";

/**
 * Adds the calls of `Master.csv` up. Nearly every record is a call that can be told from its cells as they stand, without instants
 * and texts of it; all others are asked the way that every call is.
 */
export function asteriskCsvSums({ source, readAt }: SumsSettings): SumsReader {
  const open = (fileHash: string) => collector({ source, readAt, fileHash, resumeAt: 0 });
  let collected = open("");
  let accountOf: AccountOf | null = null;
  const accounts = keptByBytes((code) => {
    assert(accountOf !== null, "a file begins before it is read");
    return accountOf(code);
  });
  const toCall = sumsOfRecord({ source, readAt });
  let calls = 0;
  const faults: Pick<Collector, "fault"> = { fault: (place, fault) => collected.fault(place, fault) };
  const lines = masterLines({ resumeAt: 0 }, faults, (record) => {
    if (record.cellCount > MOST_COLUMNS) collected.extraColumns();
    const outcome = toCall(record);
    if ("bucket" in outcome) collected.fault(record, outcome);
    else {
      calls += 1;
      addCall(record.kept(accounts, ACCOUNT_CODE), outcome);
    }
  });
  const taken = (): SumsReading => {
    const reading = collected.take(lines.nextOffset());
    const records = reading.records + calls;
    calls = 0;
    return { ...reading, records };
  };
  return {
    begin(fileHash, accountsOfFile) {
      collected = open(fileHash);
      accountOf = accountsOfFile;
      accounts.clear();
      lines.restart();
      calls = 0;
    },
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

type SumsSettings = Pick<ReaderSettings, "source" | "readAt">;
type Summed = { answered: boolean; billableMilliseconds: number };

function sumsOfRecord({ source, readAt }: SumsSettings): (record: CsvRecord) => Summed | Fault {
  const window = dateWindow({ source, readAt });
  const toFacts = factsReader(source);
  const readCells = cellsReader();
  const offsetBetween = evenOffset(source.zone);
  // One for all records: an object each would take longer than its numbers.
  const plain: Summed = { answered: false, billableMilliseconds: 0 };
  return (record) => {
    const columns = columnsOf(record, source);
    if ("bucket" in columns) return columns;
    const cells = readCells(record);
    const isPlain =
      cells !== null &&
      window.holdsReading(cells.start) &&
      areInOrder(cells) &&
      offsetBetween(cells.start, lastOf(cells)) !== null &&
      clipped(record, columns) === null;
    if (isPlain) {
      plain.answered = cells.answered;
      plain.billableMilliseconds = cells.billableSeconds * 1000;
      return plain;
    }
    const facts = toFacts(record, columns);
    if ("bucket" in facts || window.holds(facts.keyDay)) return facts;
    return window.fault(facts.keyDay, facts.billableMilliseconds);
  };
}
