import type { LedgerBucket } from "@tollwright/bus";
import type { CivilDate } from "@tollwright/calendar";
import type { Database } from "../database.ts";
import { row, rows } from "../rows.ts";
import { type AuditDifference, differences } from "./audit-differences.ts";

export type Tally = { readonly records: number; readonly milliseconds: bigint };

/** The balance of one file, source and day (books 3). */
export type AuditRow = {
  readonly file: string;
  /** As it was last delivered, for people. */
  readonly fileName: string | null;
  readonly source: string;
  /** Null: the day is unknown. */
  readonly day: CivilDate | null;
  readonly buckets: Readonly<Record<LedgerBucket, Tally>>;
  /** Both equations hold, in records and in milliseconds. */
  readonly balanced: boolean;
};

export type Audit = {
  readonly rows: readonly AuditRow[];
  /** Where the ledger and the rows that it counts disagree; empty when all is well. */
  readonly differences: readonly AuditDifference[];
  /** Records seen again: shown, not counted (books 1). */
  readonly redelivered: number;
  /** Arrivals of files that had arrived before. */
  readonly filesSentAgain: number;
};

/**
 * `records read = accepted + merged + duplicate + conflict + ignored + suspended + pending + in transit` and
 * `accepted = rated + free + suspended at rating`, and the ledger against the rows (books 3).
 */
export async function audit(db: Database): Promise<Audit> {
  const again = await row<{ redelivered: string; sent_again: bigint }>(
    db,
    `select (select coalesce(sum(redelivered), 0) from load_batch)::text as redelivered,
       (select count(*) from delivery d
        where exists (select from delivery e where e.source = d.source and e.content_hash = d.content_hash and e.id < d.id)
       ) as sent_again`,
  );
  return {
    rows: await balances(db),
    differences: await differences(db),
    redelivered: Number(again?.redelivered ?? 0),
    filesSentAgain: Number(again?.sent_again ?? 0),
  };
}

const READ_GOES_TO: readonly LedgerBucket[] = [
  "accepted",
  "merged",
  "duplicate",
  "conflict",
  "ignored",
  "suspended",
  "pending",
  "inTransit",
];
const ACCEPTED_GOES_TO: readonly LedgerBucket[] = ["rated", "free", "suspendedAtRating"];
const NONE: Tally = { records: 0, milliseconds: 0n };

type BalanceRow = {
  readonly file_hash: Buffer;
  readonly file_name: string | null;
  readonly source: string;
  readonly day: CivilDate | null;
  readonly tallies: readonly {
    readonly bucket: LedgerBucket;
    readonly records: string;
    readonly ms: string;
  }[];
};

async function balances(db: Database): Promise<readonly AuditRow[]> {
  const found = await rows<BalanceRow>(
    db,
    `select l.file_hash, l.source, l.day,
       (select name from delivery d where d.source = l.source and d.file_hash = l.file_hash
        order by id desc limit 1) as file_name,
       jsonb_agg(jsonb_build_object('bucket', l.bucket, 'records', l.records::text, 'ms', l.ms::text)) as tallies
     from (
       select file_hash, source, day, bucket, sum(records) as records, sum(milliseconds) as ms
       from ledger group by file_hash, source, day, bucket
     ) l
     group by l.file_hash, l.source, l.day
     order by l.source, file_name, l.file_hash, l.day nulls first`,
  );
  return found.map((balance) => {
    const buckets = bucketsOf(balance.tallies);
    return {
      file: balance.file_hash.toString("hex"),
      fileName: balance.file_name,
      source: balance.source,
      day: balance.day,
      buckets,
      balanced: equals(buckets, "read", READ_GOES_TO) && equals(buckets, "accepted", ACCEPTED_GOES_TO),
    };
  });
}

function bucketsOf(tallies: BalanceRow["tallies"]): Readonly<Record<LedgerBucket, Tally>> {
  const of = (bucket: LedgerBucket): Tally => {
    const found = tallies.find((tally) => tally.bucket === bucket);
    return found === undefined ? NONE : { records: Number(found.records), milliseconds: BigInt(found.ms) };
  };
  const all: readonly LedgerBucket[] = ["read", ...READ_GOES_TO, ...ACCEPTED_GOES_TO];
  return Object.fromEntries(all.map((bucket) => [bucket, of(bucket)])) as Record<LedgerBucket, Tally>;
}

function equals(
  buckets: Readonly<Record<LedgerBucket, Tally>>,
  whole: LedgerBucket,
  parts: readonly LedgerBucket[],
): boolean {
  const records = parts.reduce((sum, part) => sum + buckets[part].records, 0);
  const milliseconds = parts.reduce((sum, part) => sum + buckets[part].milliseconds, 0n);
  return buckets[whole].records === records && buckets[whole].milliseconds === milliseconds;
}
