import type { FusfOfBill, RevenueRow } from "@tollwright/returns";
import { csvOf } from "./csv.ts";
import { counted, grouped, table } from "./output.ts";

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
