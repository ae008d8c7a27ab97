import type { Intake } from "@tollwright/bus";
import { copyRows } from "../copy-rows.ts";
import type { Transaction } from "../database.ts";

/** The numbers that switches gave to the records of a batch: `audit` reports those that nobody delivered. */
export function storeSequences(
  transaction: Transaction,
  { batch, sequences }: { readonly batch: bigint; readonly sequences: Intake["sequences"] },
): Promise<void> {
  const byCounter = Map.groupBy(sequences, ({ source, counter }) => JSON.stringify([source, counter]));
  return copyRows(transaction, "record_sequence", {
    columns: ["batch", "source", "counter", "numbers"],
    rows: [...byCounter.values()],
    fields: (ranges) => [
      batch,
      ranges[0]?.source ?? "",
      ranges[0]?.counter ?? "",
      `{${ranges.map(({ from, until }) => `[${from},${until})`).join(",")}}`,
    ],
  });
}
