import type { Call } from "@tollwright/cdr";
import { type CallRow, callColumns, callFromRow } from "../calls/call-row.ts";
import { type Queryable, rows } from "../rows.ts";

/** A stored call, and the batch of one of its ratings. */
export type RatedRow = CallRow & { readonly rating_batch: bigint };

/**
 * The facts that each rating was made of: those of the call, or of its last completion that was there by then (books 5). So an
 * invoice shows the same call whenever it is printed.
 */
export async function factsAsRated(
  queryable: Queryable,
  page: readonly RatedRow[],
): Promise<readonly Call[]> {
  const estimates = page.filter(({ estimated }) => estimated);
  if (estimates.length === 0) return page.map(callFromRow);
  const completions = await rows<CallRow & { readonly batch: bigint }>(
    queryable,
    `select ${callColumns.join(", ")}, batch from call_completion where call_key = any ($1) order by ordinal`,
    [estimates.map(({ call_key }) => call_key)],
  );
  const ofKey = Map.groupBy(completions, ({ call_key }) => call_key.toString("hex"));
  return page.map((row) => {
    const own = ofKey.get(row.call_key.toString("hex")) ?? [];
    const isThen = ({ key_day, batch }: (typeof own)[number]): boolean =>
      key_day === row.key_day && batch <= row.rating_batch;
    return callFromRow(own.findLast(isThen) ?? row);
  });
}
