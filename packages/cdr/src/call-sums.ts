import type { Reading, RecordReader } from "./record-reader.ts";

/** What the calls under one account code come to. */
export type AccountSums = { calls: number; answered: number; milliseconds: number };

/** Where calls with an account code are added; `""` for those without. */
export type AccountOf = (accountCode: string) => AccountSums;

/** Reads one file as a `RecordReader` does, but adds its calls up. */
export type SumsReader = {
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

/** The sums of what a reader of calls reads. */
export function summed(reader: RecordReader, accountOf: AccountOf): SumsReader {
  const addUp = (reading: Reading): SumsReading => {
    for (const call of reading.calls) addCall(accountOf(call.accountHint ?? ""), call);
    return reading;
  };
  return {
    read: (bytes) => addUp(reader.read(bytes)),
    end: (closed) => addUp(reader.end(closed)),
  };
}
