import type { Transaction } from "../database.ts";
import { rows } from "../rows.ts";

/**
 * For a pass over all calls of a month, to the end of the transaction. The planner cannot know how many of them belong to thousands of
 * accounts that it is given in a list, guesses that few do, and would sort what is left: every call. The accounts fit in memory.
 */
export async function hashRatherThanSort(transaction: Transaction): Promise<void> {
  await rows(transaction, "set local enable_mergejoin = off");
  await rows(transaction, "set local enable_sort = off");
}
