import type { MonthlyAllowance, Remittance, TaxReturnRow, TaxReturns } from "@tollwright/returns";
import { csvOf } from "./csv.ts";
import { counted, grouped, inCents, table } from "./output.ts";

/** What is owed, and how it ties to the invoices. */
export function returnsText({ rows, invoices, billed, printed }: TaxReturns): string {
  if (invoices === 0) return "No issued invoice counts in this month.";
  const shown = rows.map((row) => [
    row.jurisdiction,
    row.levy,
    `${row.period}${row.isCorrection ? " corrected" : ""}`,
    ...[row.base, row.exempt, row.units].map(grouped),
    ...[row.billed, row.borne, row.kept, row.remitted].map(inCents),
    row.isReportable ? "" : "the seller's own",
  ]);
  const headings = [
    "where",
    "levy",
    "month",
    "base",
    "exempt",
    "units",
    "billed",
    "borne",
    "kept",
    "to remit",
    "",
  ];
  return [
    table(headings, shown),
    `Billed on all returns: ${inCents(billed)}. Taxes and fees printed on ${counted(invoices, "issued invoice")}: ${inCents(printed)}.`,
    "Borne: computed and on no invoice. billed + borne = kept + to remit.",
  ].join("\n\n");
}

/** Levies whose provider keeps at least so much a month; nothing where there is none. */
export function allowanceText(rows: readonly MonthlyAllowance[]): readonly string[] {
  if (rows.length === 0) return [];
  const shown = rows.map((row) => [
    row.legalEntity,
    row.levy,
    ...[row.collected, row.share, row.atLeast, row.kept, row.remitted].map(inCents),
  ]);
  const headings = ["entity", "levy", "collected", "share", "at least", "kept in the month", "to remit"];
  return ["What the month's return keeps, in place of what its lines do:", table(headings, shown)];
}

const RETURN_COLUMNS = [
  "legalEntity",
  "currency",
  "jurisdiction",
  "level",
  "state",
  "authority",
  "family",
  "levy",
  "name",
  "kind",
  "period",
  "isCorrection",
  "base",
  "exempt",
  "units",
  "billed",
  "borne",
  "kept",
  "remitted",
] as const satisfies readonly (keyof TaxReturnRow)[];

export function returnsCsv(rows: readonly TaxReturnRow[]): string {
  return csvOf(RETURN_COLUMNS, rows);
}

export function remittanceText(rows: readonly Remittance[]): string {
  if (rows.length === 0) return "No issued invoice of this month bears a 911 or 988 fee.";
  const shown = rows.map((row) => [
    row.jurisdiction,
    row.levy,
    row.period,
    countedText(row),
    ...[row.units, row.price ?? "–"].map(grouped),
    ...[row.billed, row.borne, row.kept, row.remitted].map(inCents),
  ]);
  const headings = [
    "where",
    "levy",
    "month",
    "counted",
    "fees",
    "price",
    "billed",
    "borne",
    "kept",
    "to remit",
  ];
  return table(headings, shown);
}

export function remittanceCsv(rows: readonly Remittance[]): string {
  const columns = [
    ...(["legalEntity", "jurisdiction", "authority", "levy", "name", "period"] as const),
    ...(["counted", "units", "price", "billed", "borne", "kept", "remitted"] as const),
  ];
  return csvOf(
    columns,
    rows.map((row) => ({ ...row, counted: countedText(row) })),
  );
}

/** @example `12 channels, 30 numbers` */
function countedText({ counted: things }: Remittance): string {
  return Object.entries(things)
    .map(([unit, count]) => `${count} ${unit}`)
    .join(", ");
}
