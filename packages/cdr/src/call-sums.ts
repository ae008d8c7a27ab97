import assert from "node:assert";
import type { Reading, RecordReader } from "./record-reader.ts";

/** What the calls under one account code come to. */
export type AccountSums = { calls: number; answered: number; milliseconds: number };

/** Where calls with an account code are added; `""` for those without. */
export type AccountOf = (accountCode: string) => AccountSums;

/**
 * Reads one file after the other as a `RecordReader` does, but adds its calls up. One for many files: for each one anew, the engine
 * would compile anew what runs through every record.
 */
export type SumsReader = {
  /** A file begins, or a stretch of one that is read by itself. */
  readonly begin: (fileHash: string, accountOf: AccountOf) => void;
  readonly read: (bytes: Uint8Array) => SumsReading;
  readonly end: (closed: boolean) => SumsReading;
};

/** What is no call yet, or none at all; `records` counts the calls too. */
export type SumsReading = Omit<Reading, "calls">;

/** What sums ask of a call. */
type SummedCall = { readonly answered: boolean; readonly billableMilliseconds: number };

export function addCall(sums: AccountSums, { answered, billableMilliseconds }: SummedCall): void {
  sums.calls += 1;
  if (answered) sums.answered += 1;
  sums.milliseconds += billableMilliseconds;
}

/** The sums of what readers of calls read. */
export function summed(open: (fileHash: string) => RecordReader): SumsReader {
  let file: { readonly reader: RecordReader; readonly accountOf: AccountOf } | null = null;
  const addUp = (read: (reader: RecordReader) => Reading): SumsReading => {
    assert(file !== null, "a file begins before it is read");
    const reading = read(file.reader);
    for (const call of reading.calls) addCall(file.accountOf(call.accountHint ?? ""), call);
    return reading;
  };
  return {
    begin(fileHash, accountOf) {
      file = { reader: open(fileHash), accountOf };
    },
    read: (bytes) => addUp((reader) => reader.read(bytes)),
    end: (closed) => addUp((reader) => reader.end(closed)),
  };
}
