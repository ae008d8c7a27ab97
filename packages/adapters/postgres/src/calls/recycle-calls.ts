import type { Instant } from "@tollwright/calendar";
import type { Call } from "@tollwright/cdr";
import type { VersionSetHash } from "@tollwright/rate-card";
import type { RatedCall } from "@tollwright/rating";
import { copyRows } from "../copy-rows.ts";
import type { Database, Transaction } from "../database.ts";
import { inTransaction } from "../in-transaction.ts";
import { rows } from "../rows.ts";
import { type CallRow, callColumns, callFromRow } from "./call-row.ts";
import { type Count, ledgerOf, storeLedger } from "./ledger-rows.ts";
import { ratingColumns, ratingFields } from "./rating-row.ts";
import { isInForce, startBatch } from "./start-batch.ts";
import { storeSetAside, suspendedAtRating } from "./store-set-aside.ts";

const SELECT = `
  select s.id as aside, s.reason as aside_reason, s.message as aside_message,
    ${callColumns.map((column) => `c.${column}`).join(", ")}
  from set_aside s join call c on c.call_key = s.call_key and c.key_day = s.key_day
  where s.bucket = 'suspendedAtRating' and s.status = 'open'`;

/** Accepted calls that could not be rated, the oldest first: to be rated again once the cause is mended (books 6). */
export async function suspendedCalls(
  db: Database,
  filter: { readonly reason?: string; readonly limit?: number } = {},
): Promise<readonly Call[]> {
  const found = await rows<CallRow>(
    db,
    `${SELECT} and ($1::text is null or s.reason = $1) order by s.id limit $2`,
    [filter.reason ?? null, filter.limit ?? null],
  );
  return found.map(callFromRow);
}

export type StoredRecycling =
  | {
      readonly kind: "stored";
      /** Null where no outcome changed anything: then there is no batch. */
      readonly batch: bigint | null;
      readonly counts: { readonly rated: number; readonly free: number; readonly suspendedAtRating: number };
    }
  | { readonly kind: "staleVersions" };

/**
 * Stores new outcomes of suspended calls in a batch of their own; the ledger takes them out of one bucket and puts them
 * into another (books 3). Calls that somebody else recycled meanwhile are left alone.
 */
export async function storeRecycled(
  db: Database,
  options: {
    readonly outcomes: readonly RatedCall[];
    readonly versionSet: VersionSetHash;
    readonly at: Instant;
  },
): Promise<StoredRecycling> {
  return inTransaction<StoredRecycling>(
    db,
    async (transaction) => {
      if (!(await isInForce(transaction, options.versionSet))) return { kind: "staleVersions" };
      const recycled = await waiting(transaction, options.outcomes);
      const changed = recycled.filter(isChanged);
      const batch = changed.length === 0 ? null : await storeChanged(transaction, { ...options, changed });
      const of = (bucket: RatedCall["bucket"]): number =>
        recycled.filter(({ outcome }) => outcome.bucket === bucket).length;
      const counts = { rated: of("rated"), free: of("free"), suspendedAtRating: of("suspendedAtRating") };
      return { kind: "stored", batch, counts };
    },
    ({ kind }) => kind === "stored",
  );
}

type Recycled = {
  readonly aside: bigint;
  readonly reason: string;
  readonly message: string;
  readonly call: Call;
  readonly outcome: RatedCall;
};
type WaitingRow = CallRow & {
  readonly aside: bigint;
  readonly aside_reason: string;
  readonly aside_message: string;
};

async function waiting(
  transaction: Transaction,
  outcomes: readonly RatedCall[],
): Promise<readonly Recycled[]> {
  const named = new Map(outcomes.map((outcome) => [nameOf(outcome), outcome]));
  const keys = outcomes.map(({ callKey }) => Buffer.from(callKey, "hex"));
  const found = await rows<WaitingRow>(
    transaction,
    `${SELECT} and s.call_key = any ($1::bytea[]) order by s.id for update of s`,
    [keys],
  );
  return found.flatMap((row) => {
    const call = callFromRow(row);
    const outcome = named.get(nameOf(call));
    const { aside, aside_reason: reason, aside_message: message } = row;
    return outcome === undefined ? [] : [{ aside, reason, message, call, outcome }];
  });
}

/** A key can stand on two days that are far from each other (books 2). */
function nameOf({ callKey, keyDay }: Pick<Call, "callKey" | "keyDay">): string {
  return `${callKey} ${keyDay}`;
}

/** Suspended for the same reason as before is no change. */
function isChanged({ outcome: { problem }, reason, message }: Recycled): boolean {
  return problem === null || problem.code !== reason || problem.message !== message;
}

async function storeChanged(
  transaction: Transaction,
  options: { changed: readonly Recycled[]; versionSet: VersionSetHash; at: Instant },
): Promise<bigint> {
  const { changed, versionSet: setHash, at } = options;
  const batch = await startBatch(transaction, { kind: "recycling", at, setHash });
  await rows(
    transaction,
    "update set_aside set status = 'recycled', settled_batch = $2 where id = any ($1)",
    [changed.map(({ aside }) => aside), batch],
  );
  const ratings = changed.flatMap(({ outcome }) => outcome.ratings);
  await copyRows(transaction, "rating", {
    columns: [...ratingColumns, "batch"],
    rows: ratings.map((rating) => [...ratingFields(rating), batch]),
  });
  const again = changed.flatMap(({ call, outcome }) =>
    outcome.problem === null ? [] : [suspendedAtRating(call, outcome.problem)],
  );
  await storeSetAside(transaction, { batch, records: again });
  await storeLedger(transaction, { batch, entries: ledgerOf(changed.flatMap(moves)) });
  return batch;
}

function moves({ call, outcome }: Recycled): readonly Count[] {
  const { source, keyDay: day, billableMilliseconds: milliseconds } = call;
  const facts = { file: call.record.fileHash, source, day, milliseconds };
  return [
    { ...facts, bucket: "suspendedAtRating", records: -1 },
    { ...facts, bucket: outcome.bucket, records: 1 },
  ];
}
