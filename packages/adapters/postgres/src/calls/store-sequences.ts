import type { Intake } from "@tollwright/bus";
import type { Transaction } from "../database.ts";
import { rows } from "../rows.ts";

/** The numbers that switches gave to the records of a batch: `audit` reports those that nobody delivered. */
export async function storeSequences(
  transaction: Transaction,
  { batch, sequences }: { readonly batch: bigint; readonly sequences: Intake["sequences"] },
): Promise<void> {
  const byCounter = [
    ...Map.groupBy(sequences, ({ source, counter }) => JSON.stringify([source, counter])).values(),
  ];
  if (byCounter.length === 0) return;
  await rows(
    transaction,
    `insert into record_sequence (batch, source, counter, numbers)
     select $1, s.source, s.counter, s.numbers::int8multirange
     from unnest($2::text[], $3::text[], $4::text[]) as s (source, counter, numbers)`,
    [
      batch,
      byCounter.map((ranges) => ranges[0]?.source),
      byCounter.map((ranges) => ranges[0]?.counter),
      byCounter.map((ranges) => `{${ranges.map(({ from, until }) => `[${from},${until})`).join(",")}}`),
    ],
  );
}
