import type { Instant } from "@tollwright/calendar";
import type { Database } from "../database.ts";
import { rows } from "../rows.ts";

export type SourceArrivals = {
  readonly source: string;
  /** Names of its files, each as it arrived first, in order of arrival. */
  readonly fileNames: readonly string[];
  /** When a record was read last that had not been read before; null where none ever was. */
  readonly lastNewRecordAt: Instant | null;
};

/** What came from each source that ever delivered. A file sent again brings nothing new. */
export async function sourceArrivals(db: Database): Promise<readonly SourceArrivals[]> {
  const found = await rows<{
    source: string;
    file_names: readonly string[];
    last_new_record_at: Instant | null;
  }>(
    db,
    `select source, file_names, last_new_record_at
     from (
       select source, array_agg(name order by id) as file_names
       from (
         select distinct on (source, file_hash) source, file_hash, id, name from delivery order by source, file_hash, id
       ) arrived
       group by source
     ) files
     left join (
       select l.source, max(b.at) as last_new_record_at
       from ledger l join load_batch b on b.id = l.batch
       where l.bucket = 'read' and l.records > 0 and b.kind in ('delivery', 'intake')
       group by l.source
     ) news using (source)
     order by source`,
  );
  return found.map(({ source, file_names: fileNames, last_new_record_at: lastNewRecordAt }) => ({
    source,
    fileNames,
    lastNewRecordAt,
  }));
}
