import {
  NOTHING_SETTLED,
  type RecycleReport,
  recycle as recycleRecords,
  type SettleReport,
} from "@tollwright/ingester";
import { recyclableFiles, recyclableRecords, storeSettled } from "@tollwright/postgres";
import type { Problem } from "@tollwright/problem";
import type { Context } from "../context.ts";
import { type Recycled, recycleCalls } from "./recycle-calls.ts";
import { rulesInForce } from "./rules-in-force.ts";
import { settlePieces } from "./settle-pieces.ts";

/** What to try again: a reason, or single records by their numbers; null takes all that is suspended. */
export type WhatToRecycle = { readonly reason: string | null; readonly ids: readonly bigint[] | null };

export type RecycledAll = {
  /** Records that were read again. */
  readonly records: RecycleReport;
  /** Pieces among them that made calls. */
  readonly pieces: SettleReport;
  /** Calls that were suspended at rating, these records included, and were rated again. */
  readonly calls: Recycled;
  readonly problems: readonly Problem[];
};

/** Files and records that are asked for at a time. */
const FILES_AT_ONCE = 1_000;
const RECORDS_AT_ONCE = 5_000;

/**
 * Suspended records once more, after their cause was corrected: what a reader could not read is read again from the archive,
 * what could not be rated is rated again, each in batches of their own. After a close, what bills now is unbilled usage.
 */
export async function recycle(context: Context, what: WhatToRecycle): Promise<RecycledAll> {
  const { records, problems } = await readAgain(context, what);
  const pieces = records.pending > 0 ? await settlePieces(context, { source: null }) : NOTHING_SETTLED;
  const calls = await recycleCalls(context, what.reason, what.ids);
  return { records, pieces, calls, problems };
}

async function readAgain(
  { database, archive, clock }: Context,
  what: WhatToRecycle,
): Promise<{ readonly records: RecycleReport; readonly problems: readonly Problem[] }> {
  let before: RecycleReport | null = null;
  for (;;) {
    const rules = await rulesInForce(database);
    const { report, problems, isStale } = await recycleRecords({
      sources: rules.sources,
      archive,
      store: {
        filesAfter: (after) => recyclableFiles(database, { ...what, after, limit: FILES_AT_ONCE }),
        recordsFrom: (file, from) =>
          recyclableRecords(database, { ...what, file, from, limit: RECORDS_AT_ONCE }),
        storeSettled: (settlements) => storeSettled(database, { ...rules, settlements, at: clock() }),
      },
    });
    const records: RecycleReport = before === null ? report : sum(before, report);
    if (!isStale) return { records, problems };
    before = records;
  }
}

function sum(left: RecycleReport, right: RecycleReport): RecycleReport {
  const sums = Object.entries(left).map(([name, count]) => [
    name,
    count + right[name as keyof RecycleReport],
  ]);
  return Object.fromEntries(sums) as RecycleReport;
}
