import type { Instant } from "@tollwright/calendar";
import type { Call, OpenRecord } from "@tollwright/cdr";
import type { VersionSetHash } from "@tollwright/rate-card";
import type { Database } from "../database.ts";
import { row } from "../rows.ts";
import { type JoinedOf, joinedOf } from "./piece-groups.ts";
import { openRecord } from "./recyclable-records.ts";

export type OpenConflict = {
  readonly record: OpenRecord;
  /** When the record's file arrived. */
  readonly readAt: Instant;
  /** The versions that were in force when the record was set aside, its source among them; null where that was not noted. */
  readonly setHash: VersionSetHash | null;
  /** The call that it is in conflict with, as it is known now, and when the file of its record arrived. */
  readonly before: { readonly call: Call; readonly readAt: Instant } | null;
  readonly pieces: Omit<JoinedOf, "call">;
};

/** A record in conflict that nobody has decided about; null where none has this number. */
export async function openConflict(db: Database, id: bigint): Promise<OpenConflict | null> {
  const found = await openRecord(db, id);
  if (found === null || found.record.bucket !== "conflict") return null;
  const { record } = found;
  const days = [record.keyDay, record.part?.facts.keyDay ?? null].filter((day) => day !== null);
  const { call, ...pieces } = await joinedOf(db, { callKey: record.callKey ?? "", days });
  const then = await row<{ set_hash: VersionSetHash | null }>(
    db,
    "select b.set_hash from set_aside s join load_batch b on b.id = s.batch where s.id = $1",
    [id],
  );
  const before = call === null ? null : { call, readAt: (await arrivedAt(db, call)) ?? found.readAt };
  return { ...found, setHash: then?.set_hash ?? null, before, pieces };
}

async function arrivedAt(db: Database, { source, record }: Call): Promise<Instant | null> {
  const arrived = await row<{ at: Instant | null }>(
    db,
    "select max(at) as at from delivery where source = $1 and file_hash = $2",
    [source, Buffer.from(record.fileHash, "hex")],
  );
  return arrived?.at ?? null;
}
