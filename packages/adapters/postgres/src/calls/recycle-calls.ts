import type { Call, OpenRecord } from "@tollwright/cdr";
import type { Database } from "../database.ts";
import { rows } from "../rows.ts";
import { type CallRow, callColumns, callFromRow } from "./call-row.ts";
import { OPEN_RECORD_COLUMNS, type OpenRecordRow, openRecordFromRow } from "./set-aside-row.ts";

/** An accepted call, and the record that says why it could not be rated. */
export type SuspendedCall = { readonly record: OpenRecord; readonly call: Call };

/** Both what a reason and what numbers name; null names all. */
export type RecycleFilter = { readonly reason: string | null; readonly ids: readonly bigint[] | null };

/**
 * Accepted calls that could not be rated, as they are known now, the oldest first: to be rated again once the cause is mended
 * (books 6). `after` is the last one that was given before.
 */
export async function suspendedCalls(
  db: Database,
  { reason, ids, after, limit }: RecycleFilter & { readonly after: bigint; readonly limit: number },
): Promise<readonly SuspendedCall[]> {
  const found = await rows<OpenRecordRow>(
    db,
    `select ${OPEN_RECORD_COLUMNS}, ${callColumns.map((column) => `c.${column} as call_${column}`).join(", ")}
     from (
       select * from set_aside
       where bucket = 'suspendedAtRating' and status = 'open' and id > $1
         and ($2::text is null or reason = $2) and ($3::bigint[] is null or id = any ($3))
       order by id limit $4
     ) s join call_now c on c.call_key = s.call_key and c.key_day = s.key_day
     order by s.id`,
    [after, reason, ids, limit],
  );
  return found.map((row) => ({ record: openRecordFromRow(row), call: callFromRow(callPart(row)) }));
}

function callPart(row: Readonly<Record<string, unknown>>): CallRow {
  return Object.fromEntries(
    callColumns.map((column) => [column, row[`call_${column}`]]),
  ) as unknown as CallRow;
}
