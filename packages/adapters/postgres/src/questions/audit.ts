import { byCodeUnit } from "@tollwright/canonical";
import type { Database, Transaction } from "../database.ts";
import { row } from "../rows.ts";
import { type AuditDifference, CONTRADICTIONS, contradictions } from "./audit-differences.ts";
import { type AuditRow, auditRows } from "./audit-rows.ts";
import { batchesNotNoted } from "./batches-not-noted.ts";
import { ledgerDifferences } from "./ledger-differences.ts";
import { readSnapshot, shareOut } from "./read-snapshot.ts";
import { ledgerCounts, storedAsides, storedCalls, storedDays } from "./stored-counts.ts";

export type Audit = {
  readonly rows: readonly AuditRow[];
  /** Where the ledger and the rows that it counts disagree, and rows that cannot be; empty when all is well. */
  readonly differences: readonly AuditDifference[];
  /** Records seen again: shown, not counted (books 1). */
  readonly redelivered: number;
  /** Arrivals of files that had arrived before. */
  readonly filesSentAgain: number;
};

/**
 * `records read = accepted + merged + duplicate + conflict + ignored + suspended + pending + in transit` and
 * `accepted = rated + free + suspended at rating`, and the ledger against the rows (books 3), as of one instant. A million
 * calls take about two seconds, and memory is that of a day.
 */
export async function audit(db: Database): Promise<Audit> {
  return readSnapshot(db, async (readers) => {
    const [reader] = readers;
    const ledger = await ledgerCounts(reader);
    const asides = await storedAsides(reader);
    const days = await storedDays(reader);
    const calls = await shareOut(readers, days, storedCalls);
    const notNoted = await shareOut(readers, days, batchesNotNoted);
    const broken = await shareOut(readers, CONTRADICTIONS, contradictions);
    return {
      rows: await auditRows(reader, ledger),
      differences: [
        ...ledgerDifferences(ledger, [...asides, ...calls.flatMap(({ counts }) => counts)]),
        ...calls.flatMap((day) => day.contradictions),
        ...notNoted.flat(),
        ...broken.flat(),
      ].sort(inOrder),
      ...(await arrivedAgain(reader)),
    };
  });
}

function inOrder(left: AuditDifference, right: AuditDifference): number {
  const name = ({ check, source, day, file, found }: AuditDifference): string =>
    [check, source ?? "", day ?? "", file ?? "", found].join(" ");
  return byCodeUnit(name(left), name(right));
}

async function arrivedAgain(reader: Transaction): Promise<Pick<Audit, "redelivered" | "filesSentAgain">> {
  const again = await row<{ redelivered: string; sent_again: string }>(
    reader,
    `select (select coalesce(sum(redelivered), 0) from load_batch)::text as redelivered,
       (select count(*) - count(distinct (source, content_hash)) from delivery)::text as sent_again`,
  );
  return { redelivered: Number(again?.redelivered ?? 0), filesSentAgain: Number(again?.sent_again ?? 0) };
}
