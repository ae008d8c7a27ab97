import { byCodeUnit } from "@tollwright/canonical";
import type { Audit, AuditRow } from "@tollwright/postgres";
import { counted, grouped, table } from "../output.ts";

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

export type BalanceBy = "source" | "day" | "file";

/** Both equations by source, or by its days or files too, in records and in seconds; every file and day is in the JSON. */
export function balanceTable({ rows }: Pick<Audit, "rows">, by: BalanceBy = "source"): string {
  if (rows.length === 0) return "No record is read yet.";
  const waiting = WAITING.filter(([, bucket]) => rows.some((row) => row.buckets[bucket].records > 0));
  const groups = groupsOf(rows, by);
  return [
    equation(groups, by, [...READ_EQUATION, ...waiting]),
    equation(groups, by, RATED_EQUATION),
    verdict(rows),
    ...writtenOff(rows),
  ].join("\n\n");
}

type Group = { readonly labels: readonly string[]; readonly rows: readonly AuditRow[] };

function groupsOf(rows: readonly AuditRow[], by: BalanceBy): readonly Group[] {
  const labelsOf = ({ source, day, file, fileName }: AuditRow): readonly string[] => {
    if (by === "source") return [source];
    return by === "day" ? [source, day ?? "unknown"] : [source, shortName(fileName ?? file)];
  };
  // Two files can have one name: they are told apart by their content.
  const nameOf = (row: AuditRow): string =>
    [...labelsOf(row), ...(by === "file" ? [row.file] : [])].join("\n");
  return [...Map.groupBy(rows, nameOf)]
    .sort(([left], [right]) => byCodeUnit(left, right))
    .map(([, own]) => ({ labels: own[0] === undefined ? [] : labelsOf(own[0]), rows: own }));
}

const LONGEST_NAME = 24;

/** The end of a name tells more than its folders. */
function shortName(name: string): string {
  return name.length <= LONGEST_NAME ? name : `…${name.slice(1 - LONGEST_NAME)}`;
}

function equation(
  groups: readonly Group[],
  by: BalanceBy,
  terms: readonly (readonly [string, Bucket])[],
): string {
  const lines = groups.flatMap(({ labels, rows }) => [
    [...labels, "records", ...terms.map(([, bucket]) => grouped(records(rows, bucket)))],
    [...labels.map(() => ""), "seconds", ...terms.map(([, bucket]) => seconds(milliseconds(rows, bucket)))],
  ]);
  const headings = by === "source" ? ["source"] : ["source", by];
  return table([...headings, "", ...terms.map(([heading]) => heading)], lines);
}

function verdict(rows: readonly AuditRow[]): string {
  const wrong = new Set(rows.filter(({ balanced }) => !balanced).map(({ source }) => source));
  return wrong.size === 0
    ? "Both equations hold for each file, source and day, in records and in seconds."
    : `NOT BALANCED: ${[...wrong].sort(byCodeUnit).join(", ")}.`;
}

/** They stay in their buckets: what was given up is not hidden. */
function writtenOff(rows: readonly AuditRow[]): readonly string[] {
  const given = rows.reduce((sum, row) => sum + row.writtenOff.records, 0);
  if (given === 0) return [];
  const time = rows.reduce((sum, row) => sum + row.writtenOff.milliseconds, 0n);
  return [
    `Of suspended, pending and suspended at rating ${counted(given, "record")}, ${seconds(time)} seconds, ${given === 1 ? "is" : "are"} written off.`,
  ];
}

function records(rows: readonly AuditRow[], bucket: Bucket): number {
  return rows.reduce((total, row) => total + row.buckets[bucket].records, 0);
}

function milliseconds(rows: readonly AuditRow[], bucket: Bucket): bigint {
  return rows.reduce((sum, row) => sum + row.buckets[bucket].milliseconds, 0n);
}

const MILLISECONDS_PER_SECOND = 1000n;
const MILLISECOND_DIGITS = 3;

/** Exact: milliseconds are what the books count. @example 1234567 ms are `1,234.567`. */
function seconds(milliseconds: bigint): string {
  const rest = milliseconds % MILLISECONDS_PER_SECOND;
  const whole = grouped(milliseconds / MILLISECONDS_PER_SECOND);
  return rest === 0n ? whole : `${whole}.${String(rest).padStart(MILLISECOND_DIGITS, "0")}`;
}
