import type { Call } from "@tollwright/cdr";
import { type CallRow, callColumns, callFromRow } from "../calls/call-row.ts";
import { type Queryable, rows } from "../rows.ts";

/** A stored call, and the batch of one of its ratings. */
export type RatedRow = CallRow & { readonly rating_batch: bigint };

/**
 * The facts that each rating was made of: those of the call, or of its last completion that was there by then (books 5), be it of an
 * estimate or a person's decision. So an
 * invoice shows the same call whenever it is printed.
 */
export async function factsAsRated(
  queryable: Queryable,
  page: readonly RatedRow[],
): Promise<readonly Call[]> {
  const decided = await decidedKeys(queryable, page);
  const keys = page.filter((row) => row.estimated || decided.has(row.call_key.toString("hex")));
  if (keys.length === 0) return page.map(callFromRow);
  const completions = await rows<CallRow & { readonly batch: bigint }>(
    queryable,
    `select ${callColumns.join(", ")}, batch from call_completion where call_key = any ($1) order by ordinal`,
    [keys.map(({ call_key }) => call_key)],
  );
  const ofKey = Map.groupBy(completions, ({ call_key }) => call_key.toString("hex"));
  return page.map((row) => {
    const own = ofKey.get(row.call_key.toString("hex")) ?? [];
    const isThen = ({ key_day, batch }: (typeof own)[number]): boolean =>
      key_day === row.key_day && batch <= row.rating_batch;
    return callFromRow(own.findLast(isThen) ?? row);
  });
}

/** Keys of calls that a person decided about, on the days of the page; there are few of them. */
async function decidedKeys(queryable: Queryable, page: readonly RatedRow[]): Promise<ReadonlySet<string>> {
  const found = await rows<{ key: string }>(
    queryable,
    `select encode(call_key, 'hex') as key from call_completion
     where decided_by is not null and key_day = any ($1::date[])`,
    [[...new Set(page.map(({ key_day }) => key_day))]],
  );
  return new Set(found.map(({ key }) => key));
}
