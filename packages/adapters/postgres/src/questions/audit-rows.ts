import type { LedgerBucket } from "@tollwright/bus";
import type { CivilDate } from "@tollwright/calendar";
import { byCodeUnit } from "@tollwright/canonical";
import type { Transaction } from "../database.ts";
import { rows } from "../rows.ts";
import type { BucketCount } from "./stored-counts.ts";

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
  /** Of suspended, pending and suspended at rating: what a person let stay out. It stays in its bucket. */
  readonly writtenOff: Tally;
  /** Both equations hold, in records and in milliseconds. */
  readonly balanced: boolean;
};

/** The ledger by file, source and day; in order of source, name and day. */
export async function auditRows(
  reader: Transaction,
  ledger: readonly BucketCount[],
): Promise<readonly AuditRow[]> {
  const names = await fileNames(reader);
  const writtenOff = await writtenOffByPlace(reader);
  const places = Map.groupBy(ledger, placeOf);
  return [...places]
    .flatMap(([place, counts]) => {
      const [{ file, source, day } = NOBODY] = counts;
      const buckets = bucketsOf(counts);
      const fileName = names.get(`${source} ${file}`) ?? null;
      const balanced = equals(buckets, "read", READ_GOES_TO) && equals(buckets, "accepted", ACCEPTED_GOES_TO);
      return [{ file, fileName, source, day, buckets, writtenOff: writtenOff.get(place) ?? NONE, balanced }];
    })
    .sort(
      (left, right) =>
        byCodeUnit(left.source, right.source) ||
        byCodeUnit(left.fileName ?? "", right.fileName ?? "") ||
        byCodeUnit(left.file, right.file) ||
        byCodeUnit(left.day ?? "", right.day ?? ""),
    );
}

type Place = Pick<BucketCount, "file" | "source" | "day">;

/** A group of counts has at least one; the types cannot say it. */
const NOBODY: Place = { file: "", source: "", day: null };

function placeOf({ file, source, day }: Place): string {
  return `${source} ${file} ${day ?? ""}`;
}

async function fileNames(reader: Transaction): Promise<ReadonlyMap<string, string>> {
  const found = await rows<{ source: string; file_hash: Buffer; name: string }>(
    reader,
    `select distinct on (source, file_hash) source, file_hash, name
     from delivery order by source, file_hash, id desc`,
  );
  return new Map(
    found.map(({ source, file_hash, name }) => [`${source} ${file_hash.toString("hex")}`, name]),
  );
}

async function writtenOffByPlace(reader: Transaction): Promise<ReadonlyMap<string, Tally>> {
  const found = await rows<{
    source: string;
    file_hash: Buffer;
    day: CivilDate | null;
    records: bigint;
    ms: string;
  }>(
    reader,
    `select source, file_hash, key_day as day, count(*) as records, coalesce(sum(milliseconds), 0)::text as ms
     from set_aside where status = 'decided' and bucket in ('suspended', 'pending', 'suspendedAtRating')
     group by 1, 2, 3`,
  );
  return new Map(
    found.map(({ file_hash, records, ms, ...place }) => [
      placeOf({ ...place, file: file_hash.toString("hex") }),
      { records: Number(records), milliseconds: BigInt(ms) },
    ]),
  );
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

function bucketsOf(counts: readonly BucketCount[]): Readonly<Record<LedgerBucket, Tally>> {
  const of = (bucket: LedgerBucket): Tally => {
    const found = counts.find((count) => count.bucket === bucket);
    return found === undefined ? NONE : { records: found.records, milliseconds: found.milliseconds };
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
