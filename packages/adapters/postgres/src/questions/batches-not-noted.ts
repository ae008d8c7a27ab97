import type { CivilDate } from "@tollwright/calendar";
import type { Transaction } from "../database.ts";
import { rows } from "../rows.ts";
import type { AuditDifference } from "./audit-differences.ts";

/** Batches that changed a day and are not noted there: sums of the day would be taken for right without them (books 11). */
export async function batchesNotNoted(
  reader: Transaction,
  day: CivilDate,
): Promise<readonly AuditDifference[]> {
  const found = await rows<{ batch: bigint }>(
    reader,
    `select batch from (
       select batch from call where key_day = $1
       union select batch from rating where key_day = $1
       union select batch from rating_history where key_day = $1
       union select replaced_by_batch from rating_history where key_day = $1
       union select batch from call_completion where key_day = $1
     ) wrote
     where not exists (select from batch_day d where d.key_day = $1 and d.batch = wrote.batch)`,
    [day],
  );
  const check = "a batch that changed a day is noted there";
  return found.map(({ batch }) => ({
    ...{ check, file: null, source: null, day },
    expected: "noted",
    found: `batch ${batch}`,
  }));
}
