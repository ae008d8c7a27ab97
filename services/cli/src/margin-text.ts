import type { MarginCall, MarginCalls, UnpricedSides } from "@tollwright/postgres";
import { isVendorSide, type Rating } from "@tollwright/rating";
import {
  type MarginBy,
  type MarginReport,
  type MarginRow,
  marginOf,
  percentText,
} from "@tollwright/reconcile";
import { csvText } from "./csv.ts";
import { counted, grouped, table } from "./output.ts";

/** Calls with what each customer's side is billed; null on a vendor's side. */
export type BilledCalls = Pick<MarginCalls, "found"> & {
  readonly calls: readonly (Omit<MarginCall, "ratings"> & { readonly ratings: readonly BilledRating[] })[];
};
type BilledRating = Rating & { readonly billedCharge: string | null };

const NOBODY: Readonly<Record<MarginBy, string>> = {
  customer: "(no customer)",
  deck: "(not sold)",
  destination: "(unknown)",
  vendor: "(no vendor)",
};

/** One table, with a total for each currency. */
export function reportText({ rows, totals }: MarginReport, by: MarginBy): string {
  if (rows.length === 0) return "Nothing was sold or bought in this month.";
  const cells = ({ name, ...row }: MarginRow, title = name === "" ? NOBODY[by] : name) => [
    title,
    row.currency,
    grouped(row.sold),
    grouped(row.bought),
    grouped(row.revenue),
    grouped(row.cost),
    grouped(row.margin),
    percentText(row.share),
    grouped(row.unpriced),
    ...(by === "customer" ? [row.billed === null ? "–" : grouped(row.billed)] : []),
  ];
  const headings = [
    ...[by, "currency", "sold", "bought", "revenue", "cost", "margin", "of revenue", "unpriced"],
    ...(by === "customer" ? ["billed"] : []),
  ];
  return table(headings, [...rows.map((row) => cells(row)), ...totals.map((row) => cells(row, "total"))]);
}

export function reportCsv({ rows, totals }: MarginReport, by: MarginBy): string {
  const cells = ({ name, ...row }: MarginRow, title = name === "" ? NOBODY[by] : name) => [
    title,
    row.currency,
    String(row.sold),
    String(row.bought),
    row.revenue,
    row.cost,
    row.margin,
    row.share ?? "",
    String(row.unpriced),
    row.unpricedRevenue,
    row.billed ?? "",
  ];
  return csvText(
    [
      by,
      "currency",
      "sold",
      "bought",
      "revenue",
      "cost",
      "margin",
      "share",
      "unpriced",
      "unpriced revenue",
      "billed",
    ],
    [...rows.map((row) => cells(row)), ...totals.map((row) => cells(row, "total"))],
  );
}

/** Costs that are not known are told aloud: the margin is too high by them. */
export function unpricedText(unpriced: readonly UnpricedSides[], unrated: number): readonly string[] {
  const rows = unpriced.map((sides) => [
    sides.vendor,
    sides.reason,
    sides.callClass,
    sides.destination,
    grouped(sides.calls),
    sides.example,
  ]);
  const told = [
    "UNPRICED: a vendor took these calls, and no price of his is known. The margin above is too high by what he charges for them.",
    table(["vendor", "reason", "class", "destination", "calls", "such as"], rows),
    "Way out: load the vendor's prices, then rate the month again with tollwright rerate.",
  ].join("\n");
  return [
    ...(unpriced.length > 0 ? [told] : []),
    ...(unrated > 0
      ? [
          `${counted(unrated, "call")} of these days could not be rated: neither sold nor bought above. See tollwright suspended.`,
        ]
      : []),
  ];
}

export function callsText({ calls, found }: BilledCalls): string {
  if (calls.length === 0) return "No such call in this month.";
  const rows = calls.flatMap((call) =>
    call.ratings.map((rating, index) => sideCells(call, rating, index === 0)),
  );
  const headings = [
    "call",
    "margin",
    "side",
    "account",
    "to",
    "deck",
    "row",
    "prefix",
    "a minute",
    "billed s",
    "charge",
    "billed",
  ];
  const all = marginOf(found.revenue, found.cost);
  const more = found.calls > calls.length ? `, of which ${counted(calls.length, "call")} are listed` : "";
  return [
    table(headings, rows),
    `${counted(found.calls, "call")}${more}: sold for ${grouped(found.revenue)}, bought for ${grouped(found.cost)}, margin ${grouped(all.margin)} (${percentText(all.share)}).`,
  ].join("\n\n");
}

function sideCells(
  call: Pick<MarginCall, "callKey" | "currency" | "revenue" | "cost">,
  rating: BilledRating,
  isFirst: boolean,
): readonly string[] {
  return [
    isFirst ? call.callKey : "",
    isFirst ? `${marginOf(call.revenue, call.cost).margin} ${call.currency}` : "",
    rating.side,
    rating.account,
    rating.toE164 ?? "",
    rating.deck ?? rating.product ?? "",
    String(rating.deckRow ?? ""),
    rating.prefix ?? "",
    rating.ratePerMinute ?? "",
    String(rating.billedSeconds),
    rating.charge,
    rating.billedCharge ?? "",
  ];
}

/** A line for each side of each call: the sides' charges, signed, add up to the margin. */
export function callsCsv({ calls }: BilledCalls): string {
  const headings = [
    "call",
    "day",
    "currency",
    "side",
    "account",
    "from",
    "to",
    "class",
    "deck",
    "row",
    "prefix",
    "rate per minute",
    "billed seconds",
    "revenue",
    "cost",
    "billed",
  ];
  const rows = calls.flatMap((call) =>
    call.ratings.map((rating) => [
      call.callKey,
      call.keyDay,
      call.currency,
      rating.side,
      rating.account,
      rating.fromE164 ?? "",
      rating.toE164 ?? "",
      rating.callClass,
      rating.deck ?? rating.product ?? "",
      String(rating.deckRow ?? ""),
      rating.prefix ?? "",
      rating.ratePerMinute ?? "",
      String(rating.billedSeconds),
      isVendorSide(rating.side) ? "" : rating.charge,
      isVendorSide(rating.side) ? rating.charge : "",
      rating.billedCharge ?? "",
    ]),
  );
  return csvText(headings, rows);
}
