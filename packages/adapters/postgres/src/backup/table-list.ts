import type { Transaction } from "../database.ts";
import { rows } from "../rows.ts";
import type { TableCopy } from "./manifest.ts";

export type TableFacts = Pick<TableCopy, "name" | "columns" | "partition">;

/** Every table that holds rows, each behind those that its foreign keys refer to; a partitioned table by its partitions. */
export async function tableList(transaction: Transaction): Promise<readonly TableFacts[]> {
  const found = await rows<{
    name: string;
    columns: string[];
    parent: string | null;
    bounds: string | null;
    refers_to: string[];
  }>(
    transaction,
    `select c.relname as name,
       (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
       p.relname as parent, pg_get_expr(c.relpartbound, c.oid) as bounds,
       coalesce((select array_agg(distinct r.relname::text) from pg_constraint f join pg_class r on r.oid = f.confrelid
                 where f.conrelid = c.oid and f.contype = 'f' and r.oid <> c.oid), '{}') as refers_to
     from pg_class c
     left join pg_inherits i on i.inhrelid = c.oid
     left join pg_class p on p.oid = i.inhparent
     where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relname <> 'migration'
     order by c.relname collate "C"`,
  );
  const placed = new Set<string>();
  const ordered: TableFacts[] = [];
  let left = [...found];
  while (left.length > 0) {
    const ready = left.filter(({ refers_to: names }) => names.every((name) => placed.has(name)));
    if (ready.length === 0)
      throw new Error(`foreign keys in a circle: ${left.map(({ name }) => name).join(", ")}`);
    for (const { name, columns, parent, bounds } of ready) {
      placed.add(name);
      const partition = parent === null || bounds === null ? null : { of: parent, bounds };
      ordered.push({ name, columns, partition });
    }
    left = left.filter(({ name }) => !placed.has(name));
  }
  return ordered;
}
