import assert from "node:assert";
import type { Delivery, PositionAdvance } from "@tollwright/bus";
import type { Transaction } from "../database.ts";
import { rows } from "../rows.ts";

/**
 * The position fence, the first statement of every storing transaction: each row moves from `expected` to `next`, or
 * somebody else was there (books 4). Rows are locked in order of id, so two batches never wait for each other in a ring.
 *
 * @returns The first id whose position was not the expected one; null where all moved.
 */
export async function fencePositions(
  transaction: Transaction,
  positions: readonly PositionAdvance[],
): Promise<string | null> {
  if (positions.length === 0) return null;
  const moved = await rows<{ id: string }>(
    transaction,
    `with wanted as (
       select * from unnest($1::text[], $2::int8[], $3::int8[]) as w (id, expected, next)
     ), locked as (
       select id from position where id in (select id from wanted) order by id for update
     )
     update position p set next = w.next
     from wanted w join locked l on l.id = w.id
     where p.id = w.id and p.next = w.expected
     returning p.id`,
    [
      positions.map(({ id }) => id),
      positions.map(({ expected }) => expected),
      positions.map(({ next }) => next),
    ],
  );
  const ids = new Set(moved.map(({ id }) => id));
  return positions.find(({ id }) => !ids.has(id))?.id ?? null;
}

/** Positions of the delivery and of the intake that it carries; a bus may hand over the same ones as both. */
export function allPositions(delivery: Delivery): readonly PositionAdvance[] {
  const byId = new Map<string, PositionAdvance>();
  for (const position of [...delivery.positions, ...(delivery.intake?.positions ?? [])]) {
    const known = byId.get(position.id);
    assert(
      known === undefined || (known.expected === position.expected && known.next === position.next),
      `two different moves of position ${position.id} in one batch`,
    );
    byId.set(position.id, position);
  }
  return [...byId.values()];
}

/**
 * Waits until whoever moves these positions has committed or given up. The fence that follows sees what came of it; one that waited
 * itself would still compare with what stood there when it began.
 */
export async function awaitPositions(
  transaction: Transaction,
  positions: readonly PositionAdvance[],
): Promise<void> {
  await rows(transaction, "select from position where id = any ($1) order by id for update", [
    positions.map(({ id }) => id),
  ]);
}
