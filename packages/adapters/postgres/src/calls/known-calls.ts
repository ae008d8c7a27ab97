import { addDays, type CivilDate } from "@tollwright/calendar";
import type { Call, RecordId } from "@tollwright/cdr";
import type { Transaction } from "../database.ts";
import { rows } from "../rows.ts";

/** What the sorting of arriving calls needs to know of one that is stored, and of each record that stood for it later. */
export type KnownCall = {
  readonly callKey: string;
  readonly keyDay: CivilDate;
  readonly contentHash: string;
  readonly record: Pick<RecordId, "fileHash" | "offset">;
  /** Its closing record had not come when it was stored. */
  readonly estimated: boolean;
};

/** One key found on another day, this near, is the same call (books 2). */
export const DAYS_AROUND = 2;

/**
 * Stored calls with the keys of these, on their days or near them: one probe a day of the batch.
 *
 * @param calls In order of key where there are many: the keys of a day are then walked along each index once, in half the time.
 */
export async function knownCalls(
  transaction: Transaction,
  calls: readonly { readonly call: Pick<Call, "keyDay" | "callKey"> }[],
): Promise<readonly KnownCall[]> {
  const keysByDay = new Map<CivilDate, string[]>();
  for (const { call } of calls) {
    const keys = keysByDay.get(call.keyDay);
    if (keys === undefined) keysByDay.set(call.keyDay, [call.callKey]);
    else keys.push(call.callKey);
  }
  const found: KnownCall[] = [];
  for (const [day, keys] of keysByDay) found.push(...(await probe(transaction, { day, keys })));
  return found.length === 0 ? found : [...found, ...(await completions(transaction, found))];
}

/** The records that completed these calls, or that a person decided for, behind the calls themselves. */
async function completions(
  transaction: Transaction,
  calls: readonly KnownCall[],
): Promise<readonly KnownCall[]> {
  const later = await rows<KnownRow>(
    transaction,
    `select ${KNOWN} from call_completion where call_key = any ((select $1::bytea[])::bytea[]) and not withdrawn
     order by call_key, key_day, ordinal`,
    [bytesArray(calls.map(({ callKey }) => callKey))],
  );
  return later.map(knownFromRow);
}

type KnownRow = {
  readonly call_key: Buffer;
  readonly key_day: CivilDate;
  readonly content_hash: Buffer;
  readonly file_hash: Buffer;
  readonly record_offset: bigint;
  readonly estimated: boolean;
};

const KNOWN = "call_key, key_day, content_hash, file_hash, record_offset, estimated";

/** Behind a select the planner does not look at the keys: it would weigh each of thousands, and then read whole partitions. */
async function probe(
  transaction: Transaction,
  { day, keys }: { day: CivilDate; keys: readonly string[] },
): Promise<readonly KnownCall[]> {
  const known = await rows<KnownRow>(
    transaction,
    `select ${KNOWN} from call
     where key_day between $1 and $2 and call_key = any ((select $3::bytea[])::bytea[])`,
    [addDays(day, -DAYS_AROUND), addDays(day, DAYS_AROUND), bytesArray(keys)],
  );
  return known.map(knownFromRow);
}

function knownFromRow(row: KnownRow): KnownCall {
  return {
    callKey: row.call_key.toString("hex"),
    keyDay: row.key_day,
    contentHash: row.content_hash.toString("hex"),
    record: { fileHash: row.file_hash.toString("hex"), offset: Number(row.record_offset) },
    estimated: row.estimated,
  };
}

/** Hexadecimal texts as the text of a bytea[], which is made faster than one buffer for each. */
function bytesArray(hexadecimals: readonly string[]): string {
  return `{"\\\\x${hexadecimals.join('","\\\\x')}"}`;
}
