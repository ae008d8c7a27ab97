import type { Call } from "@tollwright/cdr";
import type { Transaction } from "../database.ts";
import { row, rows } from "../rows.ts";
import { distinct } from "./distinct.ts";

/** A piece that waits for another, or was suspended because that never came. */
export const IS_OPEN_PIECE = "part is not null and status = 'open' and bucket in ('pending', 'suspended')";

/**
 * Pieces that wait for a call which came by another way, as a whole record or with both halves in one batch, are looked at by
 * the next settling. The transaction holds the settlers of these sources off (`lockBesideSettling`); a piece that somebody else
 * holds is being recycled or decided.
 */
export async function wakePieces(
  transaction: Transaction,
  calls: readonly { readonly call: Pick<Call, "source" | "callKey"> }[],
): Promise<void> {
  const sources = [...distinct(calls, ({ call }) => call.source)];
  const waiting = await row(
    transaction,
    `select from set_aside where source = any ($1) and ${IS_OPEN_PIECE} and waits_since > '-infinity' limit 1`,
    [sources],
  );
  if (waiting === null) return;
  await rows(
    transaction,
    `update set_aside set waits_since = '-infinity' where id in (
       select id from set_aside
       where call_key = any ($1) and ${IS_OPEN_PIECE} and waits_since > '-infinity'
       for update skip locked)`,
    [calls.map(({ call }) => Buffer.from(call.callKey, "hex"))],
  );
}
