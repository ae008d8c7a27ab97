import { byCodeUnit } from "@tollwright/canonical";
import type { Audit, AuditRow } from "@tollwright/postgres";
import { grouped, table } from "../output.ts";

type Bucket = keyof AuditRow["buckets"];

/** The two equations of the books: each first term is the sum of the others (books 3). */
const READ_EQUATION = [
  ["read", "read"],
  ["= accepted", "accepted"],
  ["+ merged", "merged"],
  ["+ duplicate", "duplicate"],
  ["+ conflict", "conflict"],
  ["+ ignored", "ignored"],
  ["+ suspended", "suspended"],
] as const satisfies readonly (readonly [string, Bucket])[];
/** Zero at rest: a column only where something still waits. */
const WAITING = [
  ["+ pending", "pending"],
  ["+ in transit", "inTransit"],
] as const satisfies readonly (readonly [string, Bucket])[];
const RATED_EQUATION = [
  ["accepted", "accepted"],
  ["= rated", "rated"],
  ["+ free", "free"],
  ["+ suspended at rating", "suspendedAtRating"],
] as const satisfies readonly (readonly [string, Bucket])[];

/** Both equations by source, in records and in seconds; the days and files behind them are in the JSON. */
export function balanceTable(audit: Audit): string {
  if (audit.rows.length === 0) return "No record is read yet.";
  const waiting = WAITING.filter(([, bucket]) => audit.rows.some((row) => row.buckets[bucket].records > 0));
  return [
    equation(audit, [...READ_EQUATION, ...waiting]),
    equation(audit, RATED_EQUATION),
    verdict(audit),
  ].join("\n\n");
}

function equation({ rows }: Audit, terms: readonly (readonly [string, Bucket])[]): string {
  const sources = [...new Set(rows.map(({ source }) => source))].sort(byCodeUnit);
  const lines = sources.flatMap((source) => {
    const own = rows.filter((row) => row.source === source);
    return [
      [source, "records", ...terms.map(([, bucket]) => grouped(records(own, bucket)))],
      ["", "seconds", ...terms.map(([, bucket]) => seconds(own, bucket))],
    ];
  });
  return table(["source", "", ...terms.map(([heading]) => heading)], lines);
}

function verdict({ rows }: Audit): string {
  const wrong = new Set(rows.filter(({ balanced }) => !balanced).map(({ source }) => source));
  return wrong.size === 0
    ? "Both equations hold for each file, source and day, in records and in seconds."
    : `NOT BALANCED: ${[...wrong].sort(byCodeUnit).join(", ")}.`;
}

function records(rows: readonly AuditRow[], bucket: Bucket): number {
  return rows.reduce((total, row) => total + row.buckets[bucket].records, 0);
}

const MILLISECONDS_PER_SECOND = 1000n;
const MILLISECOND_DIGITS = 3;

/** Exact: milliseconds are what the books count. @example 1234567 ms are `1,234.567`. */
function seconds(rows: readonly AuditRow[], bucket: Bucket): string {
  const total = rows.reduce((sum, row) => sum + row.buckets[bucket].milliseconds, 0n);
  const rest = total % MILLISECONDS_PER_SECOND;
  const whole = grouped(total / MILLISECONDS_PER_SECOND);
  return rest === 0n ? whole : `${whole}.${String(rest).padStart(MILLISECOND_DIGITS, "0")}`;
}
