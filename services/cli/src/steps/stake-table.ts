import { byCodeUnit } from "@tollwright/canonical";
import type { AtStake, Stakes, StakeTotal } from "@tollwright/postgres";
import { type ProblemCode, problemCatalogue } from "@tollwright/problem";
import { counted, grouped, table, wrapped } from "../output.ts";
import { averagesText } from "./average-text.ts";
import { minutes } from "./minutes.ts";

/** What waits and what it is worth, for people: rows by bucket, reason and age, totals, and how the estimate was made. */
export function stakeTable(stakes: Stakes, by?: "source" | "accountHint"): string {
  const heading = by === undefined ? [] : [by === "source" ? "source" : "account code"];
  const empty = by === undefined ? [] : [""];
  const rows = stakes.rows.map((row) => [
    row.bucket,
    row.reason,
    ...(by === undefined ? [] : [row[by] ?? "–"]),
    row.age,
    ...figures(row),
  ]);
  const totals = stakes.totals.map((total) => ["total", "", ...empty, "", ...figures(total)]);
  return [
    table(
      ["bucket", "reason", ...heading, "age, days", "records", "minutes", "at stake", ""],
      [...rows, ...totals],
    ),
    ...withoutSeconds(stakes.totals),
    averagesText(stakes.averages),
  ].join("\n");
}

/** Records and their amount in one line: `3 records, 4.50 minutes, about USD 0.27`. */
export function stakeLine(totals: readonly StakeTotal[]): string {
  return totals
    .map(({ records, milliseconds, currency, amount }) => {
      const worth = amount === null ? "at an unknown amount" : `about ${currency ?? ""} ${grouped(amount)}`;
      return `${counted(records, "record")}, ${minutes(milliseconds)} minutes, ${worth}`;
    })
    .join("; ");
}

function figures(row: StakeTotal): readonly (string | number)[] {
  const { records, milliseconds, recordsWithoutSeconds, amount, currency } = row;
  return [
    grouped(records),
    records === recordsWithoutSeconds ? "–" : minutes(milliseconds),
    amount === null ? "–" : grouped(amount),
    amount === null ? "" : (currency ?? ""),
  ];
}

function withoutSeconds(totals: readonly StakeTotal[]): readonly string[] {
  const records = totals.reduce((sum, total) => sum + total.recordsWithoutSeconds, 0);
  return records === 0
    ? []
    : [
        `${counted(records, "record")} of them ${records === 1 ? "does not tell its" : "do not tell their"} seconds: in no minutes and no amount above.`,
      ];
}

/** What each reason means and what a person can do about it, from the catalogue. */
export function waysOut(rows: readonly Pick<AtStake, "reason">[]): string {
  return [...new Set(rows.map(({ reason }) => reason))]
    .sort(byCodeUnit)
    .map((reason) => {
      const known = problemCatalogue[reason as ProblemCode];
      return known === undefined
        ? reason
        : [reason, wrapped(known.meaning, "    "), wrapped(`way out: ${known.wayOut}`, "    ")].join("\n");
    })
    .join("\n");
}
