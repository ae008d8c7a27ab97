import type { Transaction } from "../database.ts";
import { rows } from "../rows.ts";

/**
 * For a range of accounts out of many, to the end of the transaction. What the planner knows of tables that a close fills is of the time
 * when they were empty; by that it reads all that there is so far for each draft, and keeps to it: in triggers and for references it
 * plans once a session.
 */
export async function goByIndex(transaction: Transaction): Promise<void> {
  await rows(
    transaction,
    "select set_config(name, 'off', true) from unnest(array['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin']) as name",
  );
}
