import assert from "node:assert";
import { addDays, type CivilDate, daysBetween } from "@tollwright/calendar";
import type { Call, OpenPiece, OpenRecord, PartRecord, PieceGroup } from "@tollwright/cdr";
import type { ProblemCode } from "@tollwright/problem";
import { type CallRow, callColumns, callFromRow } from "../calls/call-row.ts";
import { DAYS_AROUND } from "../calls/known-calls.ts";
import { OPEN_RECORD_COLUMNS, type OpenRecordRow, openRecordFromRow } from "../calls/set-aside-row.ts";
import type { Transaction } from "../database.ts";
import { type Queryable, rows } from "../rows.ts";

/** Everything that the books know of the pieces with these keys, where one of them waits. */
export async function pieceGroups(
  transaction: Transaction,
  keys: readonly Buffer[],
): Promise<readonly PieceGroup[]> {
  const histories = Map.groupBy(await historyOfKeys(transaction, keys), ({ record }) => record.callKey ?? "");
  const groups = [...histories].map(([callKey, history]) => groupOf(callKey, history));
  return withCalls(
    transaction,
    groups.filter(({ open }) => open.length > 0),
  );
}

/** A call, and what it was joined of: pieces that are merged into it, and those under whose records it stands or stood. */
export type JoinedOf = {
  readonly call: Call | null;
  readonly merged: readonly OpenPiece[];
  readonly kept: readonly PartRecord[];
};

/** Of all calls with this key the one that is nearest to these days. What a person decided against is not of it any more. */
export async function joinedOf(
  queryable: Queryable,
  { callKey, days }: { readonly callKey: string; readonly days: readonly CivilDate[] },
): Promise<JoinedOf> {
  const last = lastOf(await historyOfKeys(queryable, [Buffer.from(callKey, "hex")]));
  const near = await Promise.all(days.map((day) => callsNear(queryable, { day, keys: [callKey] })));
  return {
    call: nearest(days, near.flat()),
    merged: last
      .filter(isMerged)
      .flatMap(({ record }) => (record.reason === REPLACED ? [] : [piece(record)])),
    kept: last.filter(isKept).map(({ record }) => pieceOf(piece(record))),
  };
}

const REPLACED: ProblemCode = "RECORD_REPLACED";

async function historyOfKeys(queryable: Queryable, keys: readonly Buffer[]): Promise<readonly History[]> {
  const found = await rows<OpenRecordRow & { readonly status: string }>(
    queryable,
    `select ${OPEN_RECORD_COLUMNS}, s.status from set_aside s
     where s.call_key = any ($1) and s.part is not null order by s.id`,
    [keys],
  );
  return found.map(historyOf);
}

type History = { readonly record: OpenRecord; readonly status: string };

function historyOf(row: OpenRecordRow & { readonly status: string }): History {
  return { record: openRecordFromRow(row), status: row.status };
}

function groupOf(callKey: string, history: readonly History[]): PieceGroup {
  const last = lastOf(history);
  const of = (is: (row: History) => boolean): readonly OpenPiece[] =>
    last.filter(is).map(({ record }) => piece(record));
  return {
    callKey,
    open: of(isWaiting),
    merged: of(isMerged).map(pieceOf),
    kept: of(isKept).map(pieceOf),
    call: null,
  };
}

/** The last row of a record says where it is; one that was taken and set aside nowhere else became a call. */
function lastOf(history: readonly History[]): readonly History[] {
  const last = new Map(
    history.map((row) => [`${row.record.record.fileHash} ${row.record.record.offset}`, row]),
  );
  return [...last.values()];
}

function isWaiting({ record: { bucket }, status }: History): boolean {
  return status === "open" && (bucket === "pending" || bucket === "suspended");
}

function isMerged({ record: { bucket }, status }: History): boolean {
  return bucket === "merged" && status !== "recycled";
}

function isKept({ status }: History): boolean {
  return status === "recycled";
}

/** Only pieces are asked for. */
function piece(record: OpenRecord): OpenPiece {
  const { part, callKey } = record;
  assert(part !== undefined && callKey !== null, `record ${record.id} is no piece`);
  return { ...record, part, callKey };
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
  return groups.map((group) => ({
    ...group,
    call: nearest([...daysOf(group)], calls.get(group.callKey) ?? []),
  }));
}

function daysOf({ open, merged, kept }: PieceGroup): ReadonlySet<CivilDate> {
  const days = [...open, ...merged, ...kept].flatMap(({ keyDay, part }) => [keyDay, part.facts.keyDay]);
  return new Set(days.filter((day) => day !== null));
}

async function callsNear(
  queryable: Queryable,
  { day, keys }: { readonly day: CivilDate; readonly keys: readonly string[] },
): Promise<readonly Call[]> {
  const found = await rows<CallRow>(
    queryable,
    `select ${callColumns.join(", ")} from call_now
     where key_day between $1 and $2 and call_key = any ($3::bytea[])`,
    [addDays(day, -DAYS_AROUND), addDays(day, DAYS_AROUND), keys.map((key) => Buffer.from(key, "hex"))],
  );
  return found.map(callFromRow);
}

/** Of one key on several days the call that is nearest to its pieces. */
function nearest(days: readonly CivilDate[], calls: readonly Call[]): Call | null {
  const distance = ({ keyDay }: Call): number =>
    Math.min(...days.map((day) => Math.abs(daysBetween(day, keyDay))));
  return calls.toSorted((left, right) => distance(left) - distance(right))[0] ?? null;
}
