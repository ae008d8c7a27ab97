import assert from "node:assert";
import type { CivilDate, Instant } from "@tollwright/calendar";
import type { Database } from "../database.ts";
import { inTransaction } from "../in-transaction.ts";
import { type Queryable, rows } from "../rows.ts";

/** One period over the accounts of a legal entity, with its dates (books 17). */
export type BillRun = {
  readonly id: bigint;
  readonly legalEntity: string;
  readonly from: CivilDate;
  readonly until: CivilDate;
  readonly billDate: CivilDate;
  readonly dueDate: CivilDate;
  /** What is recorded up to here counts (books 9). */
  readonly cutoff: Instant;
  /** Of its invoices, the one that is furthest along. */
  readonly status: "draft" | "approved" | "issued";
};

/**
 * The run of a legal entity and period: made, or the one that is there. Its bill date, due date and cutoff are renewed as
 * long as nothing of it is approved; afterwards it keeps those that it has.
 */
export async function createBillRun(
  db: Database,
  run: Omit<BillRun, "id" | "status"> & { readonly at: Instant },
): Promise<BillRun> {
  return inTransaction(db, async (transaction) => {
    await rows(
      transaction,
      `insert into bill_run (legal_entity, period_from, period_until, bill_date, due_date, cutoff, created_at)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (legal_entity, period_from, period_until) do update
         set bill_date = excluded.bill_date, due_date = excluded.due_date, cutoff = excluded.cutoff
         where not exists (select from invoice where run = bill_run.id and status <> 'draft')`,
      [
        run.legalEntity,
        run.from,
        run.until,
        run.billDate,
        run.dueDate,
        new Date(run.cutoff),
        new Date(run.at),
      ],
    );
    const [stored] = await selected(transaction, {
      where: "b.legal_entity = $1 and b.period_from = $2 and b.period_until = $3",
      values: [run.legalEntity, run.from, run.until],
    });
    assert(stored !== undefined, "the run was stored just now");
    return stored;
  });
}

export async function billRunById(db: Database, id: bigint): Promise<BillRun | null> {
  return (await selected(db, { where: "b.id = $1", values: [id] }))[0] ?? null;
}

/** All runs, in order of legal entity and period. */
export function billRuns(db: Database): Promise<readonly BillRun[]> {
  return selected(db, { where: "true", values: [] });
}

type BillRunRow = {
  readonly id: bigint;
  readonly legal_entity: string;
  readonly period_from: CivilDate;
  readonly period_until: CivilDate;
  readonly bill_date: CivilDate;
  readonly due_date: CivilDate;
  readonly cutoff: Instant;
  readonly status: BillRun["status"];
};

async function selected(
  queryable: Queryable,
  { where, values }: { where: string; values: readonly unknown[] },
): Promise<readonly BillRun[]> {
  const found = await rows<BillRunRow>(
    queryable,
    `select b.*,
       case
         when exists (select from invoice where run = b.id and status = 'issued') then 'issued'
         when exists (select from invoice where run = b.id and status = 'approved') then 'approved'
         else 'draft'
       end as status
     from bill_run b where ${where} order by b.legal_entity, b.period_from, b.period_until`,
    values,
  );
  return found.map((run) => ({
    id: run.id,
    legalEntity: run.legal_entity,
    from: run.period_from,
    until: run.period_until,
    billDate: run.bill_date,
    dueDate: run.due_date,
    cutoff: run.cutoff,
    status: run.status,
  }));
}
