import type { Instant } from "@tollwright/calendar";
import type { Database } from "../database.ts";
import { row, rows } from "../rows.ts";
import { filterValues, SET_ASIDE_FROM, SET_ASIDE_WHERE, type SetAsideFilter } from "./set-aside-filter.ts";

/**
 * A person lets a record stay set aside for good; its count stays where it is.
 *
 * @returns False where no open record has this id.
 */
export async function decideSetAside(
  db: Database,
  decision: { readonly id: bigint; readonly by: string; readonly reason: string; readonly at: Instant },
): Promise<boolean> {
  const decided = await row(
    db,
    `update set_aside set status = 'decided', decided_by = $2, decided_because = $3, decided_at = $4
     where id = $1 and status = 'open' and bucket <> 'suspendedAtRating' returning id`,
    [decision.id, decision.by, decision.reason, new Date(decision.at)],
  );
  return decided !== null;
}

export type WrittenOff = {
  readonly ids: readonly bigint[];
  readonly milliseconds: bigint;
  readonly recordsWithoutSeconds: number;
};

/**
 * Gives up records that wait: suspended at reading or at rating, or pending. They stay in their bucket and in the balances,
 * with a name and a reason; nothing that was billed changes, and nothing is billed for them later. Conflicts are decided one
 * by one instead.
 *
 * @returns the records that were open and are written off now.
 */
export async function writeOffSetAside(
  db: Database,
  request: {
    readonly filter: Omit<SetAsideFilter, "status">;
    readonly by: string;
    readonly because: string;
    readonly at: Instant;
  },
): Promise<WrittenOff> {
  const found = await rows<{ id: bigint; milliseconds: bigint | null }>(
    db,
    `update set_aside set status = 'decided', decided_by = $10, decided_because = $11, decided_at = $12
     where status = 'open' and id in (
       select s.id from ${SET_ASIDE_FROM}
       where ${SET_ASIDE_WHERE} and s.bucket in ('suspended', 'pending', 'suspendedAtRating'))
     returning id, milliseconds`,
    [...filterValues(request.filter), request.by, request.because, new Date(request.at)],
  );
  return {
    ids: found.map(({ id }) => id),
    milliseconds: found.reduce((sum, { milliseconds }) => sum + (milliseconds ?? 0n), 0n),
    recordsWithoutSeconds: found.filter(({ milliseconds }) => milliseconds === null).length,
  };
}
