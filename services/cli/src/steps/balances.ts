import { byCodeUnit } from "@tollwright/canonical";
import type { Audit, AuditRow } from "@tollwright/postgres";
import { table } from "../output.ts";

const COLUMNS = [
  "read",
  "accepted",
  "duplicate",
  "conflict",
  "ignored",
  "suspended",
  "merged",
  "rated",
  "free",
  "suspendedAtRating",
] as const;

/** Both equations by source, in records; the days and files behind them are in the JSON (books 3). */
export function balanceTable(audit: Audit): string {
  const sources = [...new Set(audit.rows.map(({ source }) => source))].sort(byCodeUnit);
  const rows = sources.map((source) => {
    const own = audit.rows.filter((row) => row.source === source);
    return [
      source,
      ...COLUMNS.map((column) => records(own, column)),
      minutes(own),
      own.every(({ balanced }) => balanced) ? "balanced" : "NOT BALANCED",
    ];
  });
  return table(
    [
      "source",
      "read",
      "= accepted",
      "+ duplicate",
      "+ conflict",
      "+ ignored",
      "+ suspended",
      "+ merged",
      "rated",
      "free",
      "susp. at rating",
      "minutes read",
      "",
    ],
    rows,
  );
}

function records(rows: readonly AuditRow[], column: (typeof COLUMNS)[number]): number {
  return rows.reduce((total, row) => total + row.buckets[column].records, 0);
}

const MILLISECONDS_PER_MINUTE = 60_000n;

function minutes(rows: readonly AuditRow[]): bigint {
  return rows.reduce((total, row) => total + row.buckets.read.milliseconds, 0n) / MILLISECONDS_PER_MINUTE;
}
