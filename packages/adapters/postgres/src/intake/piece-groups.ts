import { addDays, type CivilDate, daysBetween } from "@tollwright/calendar";
import type { Call, OpenPiece, OpenRecord, PartRecord, PieceGroup } from "@tollwright/cdr";
import { type CallRow, callColumns, callFromRow } from "../calls/call-row.ts";
import { DAYS_AROUND } from "../calls/known-calls.ts";
import { OPEN_RECORD_COLUMNS, type OpenRecordRow, openRecordFromRow } from "../calls/set-aside-row.ts";
import type { Transaction } from "../database.ts";
import { rows } from "../rows.ts";

/** Everything that the books know of the pieces with these keys, where one of them waits. */
export async function pieceGroups(
  transaction: Transaction,
  keys: readonly Buffer[],
): Promise<readonly PieceGroup[]> {
  const found = await rows<OpenRecordRow & { readonly status: string }>(
    transaction,
    `select ${OPEN_RECORD_COLUMNS}, s.status from set_aside s
     where s.call_key = any ($1) and s.part is not null order by s.id`,
    [keys],
  );
  const histories = Map.groupBy(found.map(historyOf), ({ record }) => record.callKey ?? "");
  const groups = [...histories].map(([callKey, history]) => groupOf(callKey, history));
  return withCalls(
    transaction,
    groups.filter(({ open }) => open.length > 0),
  );
}

type History = { readonly record: OpenRecord; readonly status: string };

function historyOf(row: OpenRecordRow & { readonly status: string }): History {
  return { record: openRecordFromRow(row), status: row.status };
}

/** The last row of a record says where it is; one that was taken and set aside nowhere else became a call. */
function groupOf(callKey: string, history: readonly History[]): PieceGroup {
  const last = new Map(
    history.map((row) => [`${row.record.record.fileHash} ${row.record.record.offset}`, row]),
  );
  const of = (is: (row: History) => boolean): readonly OpenPiece[] =>
    [...last.values()].filter(is).map(({ record }) => record as OpenPiece);
  const isWaiting = ({ record: { bucket }, status }: History): boolean =>
    status === "open" && (bucket === "pending" || bucket === "suspended");
  return {
    callKey,
    open: of(isWaiting),
    merged: of(({ record, status }) => record.bucket === "merged" && status !== "recycled").map(pieceOf),
    kept: of(({ status }) => status === "recycled").map(pieceOf),
    call: null,
  };
}

function pieceOf({ source, callKey, record, keyDay, part }: OpenPiece): PartRecord {
  return { source, callKey, record, keyDay, part };
}

/** One probe a day that the pieces name, for the call can be on it or near it (books 2). */
async function withCalls(
  transaction: Transaction,
  groups: readonly PieceGroup[],
): Promise<readonly PieceGroup[]> {
  const keysByDay = new Map<CivilDate, string[]>();
  for (const group of groups) {
    for (const day of daysOf(group)) {
      const keys = keysByDay.get(day);
      if (keys === undefined) keysByDay.set(day, [group.callKey]);
      else keys.push(group.callKey);
    }
  }
  const calls = new Map<string, Call[]>();
  for (const [day, keys] of keysByDay) {
    for (const call of await callsNear(transaction, { day, keys }))
      calls.set(call.callKey, [...(calls.get(call.callKey) ?? []), call]);
  }
  return groups.map((group) => ({ ...group, call: nearest(group, calls.get(group.callKey) ?? []) }));
}

function daysOf({ open, merged, kept }: PieceGroup): ReadonlySet<CivilDate> {
  const days = [...open, ...merged, ...kept].flatMap(({ keyDay, part }) => [keyDay, part.facts.keyDay]);
  return new Set(days.filter((day) => day !== null));
}

async function callsNear(
  transaction: Transaction,
  { day, keys }: { readonly day: CivilDate; readonly keys: readonly string[] },
): Promise<readonly Call[]> {
  const found = await rows<CallRow>(
    transaction,
    `select ${callColumns.join(", ")} from call_now
     where key_day between $1 and $2 and call_key = any ($3::bytea[])`,
    [addDays(day, -DAYS_AROUND), addDays(day, DAYS_AROUND), keys.map((key) => Buffer.from(key, "hex"))],
  );
  return found.map(callFromRow);
}

/** Of one key on several days the call that is nearest to its pieces. */
function nearest(group: PieceGroup, calls: readonly Call[]): Call | null {
  const days = [...daysOf(group)];
  const distance = ({ keyDay }: Call): number =>
    Math.min(...days.map((day) => Math.abs(daysBetween(day, keyDay))));
  return calls.toSorted((left, right) => distance(left) - distance(right))[0] ?? null;
}
