import type { FusfOfBill, Remittance, RevenueRow, TaxReturnRow, TaxReturns } from "@tollwright/returns";
import { csvText } from "./csv.ts";
import { counted, grouped, table } from "./output.ts";

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

const REVENUE_COLUMNS = [
  "legalEntity",
  "quarter",
  "customer",
  "source",
  "serviceClass",
  "interstate",
  "international",
  "intrastate",
  "none",
  "unsplit",
  "total",
] as const satisfies readonly (keyof RevenueRow)[];

export function revenueText(rows: readonly RevenueRow[]): string {
  if (rows.length === 0) return "No issued invoice counts in this time.";
  const shown = rows.map((row) => [
    row.legalEntity,
    row.quarter,
    row.customer === "reseller" ? "reseller" : "end user",
    SOURCES[row.source],
    row.serviceClass,
    ...[row.interstate, row.international, row.intrastate, row.none, row.unsplit, row.total].map(grouped),
  ]);
  return [
    table(
      [
        "entity",
        "quarter",
        "customer",
        "of",
        "class",
        "interstate",
        "international",
        "intrastate",
        "none",
        "unsplit",
        "total",
      ],
      shown,
    ),
    "none: no telecommunications. unsplit: mixed, and nothing on the invoice says how it is split; elect a method for its class.",
  ].join("\n\n");
}

export function revenueCsv(rows: readonly RevenueRow[]): string {
  return csvOf(["currency", ...REVENUE_COLUMNS], rows);
}

const SOURCES = {
  charges: "charges",
  sellerFees: "seller's fees",
  universalService: "recovered FUSF",
} as const satisfies Record<RevenueRow["source"], string>;

export function fusfText(bills: readonly FusfOfBill[]): string {
  if (bills.length === 0) return "No issued invoice of this month bears federal universal service.";
  const shown = bills.map((bill) => [
    bill.invoice,
    bill.account,
    `${bill.period}${bill.kind === "own" ? "" : ` ${bill.kind}`}`,
    ...[bill.factor, bill.portion, bill.cap, bill.line, bill.room].map(grouped),
    bill.isOver ? "ABOVE ITS CAP" : "",
  ]);
  const headings = ["invoice", "account", "month", "factor", "interstate portion", "cap", "line", "left", ""];
  const over = bills.filter(({ isOver }) => isOver).length;
  return [
    table(headings, shown),
    over === 0
      ? "No line is above factor × portion."
      : `${counted(over, "line")} above the cap of 47 CFR 54.712.`,
  ].join("\n\n");
}

export function fusfCsv(bills: readonly FusfOfBill[]): string {
  const columns = [
    "invoice",
    "account",
    "period",
    "kind",
    "levy",
    "factor",
    "portion",
    "cap",
    "line",
    "room",
  ] as const;
  return csvOf(columns, bills);
}

/** Amounts in cents, with both digits. @example `2.3` is `2.30`. */
function inCents(amount: string): string {
  const [whole = "", fraction = ""] = amount.split(".");
  return grouped(`${whole}.${fraction.padEnd(2, "0")}`);
}

function csvOf<Column extends string>(
  columns: readonly Column[],
  rows: readonly Readonly<Record<Column, string | boolean | null>>[],
): string {
  return csvText(
    columns,
    rows.map((row) => columns.map((column) => String(row[column] ?? ""))),
  );
}
