import { instantText, type Period } from "@tollwright/calendar";
import { renderTable } from "@tollwright/documents";
import type { ComparedLine, ComparisonClass } from "@tollwright/reconcile";
import { csvText } from "../csv.ts";
import { counted, grouped, table } from "../output.ts";
import type { VendorComparison } from "./compare-vendor.ts";

const MEANING: Readonly<Record<ComparisonClass, string>> = {
  agreed: "agreed",
  missingOurs: "billed, and unknown to us",
  missingTheirs: "ours, and not billed",
  seconds: "other seconds",
  rate: "another rate",
  charge: "another charge",
};

export function comparisonText(found: VendorComparison): string {
  const cells = (name: string, sum: VendorComparison["total"]) => [
    name,
    grouped(sum.calls),
    grouped(sum.ourSeconds),
    grouped(sum.theirSeconds),
    grouped(sum.ourCharge),
    grouped(sum.theirCharge),
    grouped(sum.difference),
  ];
  const { unanswered, setAside } = found.notCalls;
  return [
    table(
      ["", "calls", "our seconds", "theirs", `ours, ${found.currency}`, "theirs", "difference"],
      [...found.classes.map((sum) => cells(MEANING[sum.class], sum)), cells("total", found.total)],
    ),
    `To dispute: ${found.disputedAmount} ${found.currency} on ${counted(found.disputed.length, "line")}.`,
    ...(found.byOurPrices
      ? ["Their records state no amounts: theirs is what our prices make of their records."]
      : []),
    ...(unanswered + setAside > 0
      ? [
          `Not compared: ${counted(unanswered, "attempt")} that nobody answered, ${counted(setAside, "line")} that are no call.`,
        ]
      : []),
  ].join("\n");
}

/** Of the dispute file, with how a spreadsheet shows them. */
const COLUMNS = [
  { heading: "why", kind: "text", width: 28 },
  { heading: "their line", kind: "text", width: 20 },
  { heading: "from", kind: "text", width: 16 },
  { heading: "to", kind: "text", width: 16 },
  { heading: "answered (UTC)", kind: "text", width: 26 },
  { heading: "their seconds", kind: "count", width: 14 },
  { heading: "their rate", kind: "amount", width: 12 },
  { heading: "their charge", kind: "amount", width: 13 },
  { heading: "our call", kind: "text", width: 36 },
  { heading: "our seconds", kind: "count", width: 13 },
  { heading: "our rate", kind: "amount", width: 12 },
  { heading: "our charge", kind: "amount", width: 13 },
  { heading: "disputed", kind: "amount", width: 13 },
] as const;
const HEADINGS = COLUMNS.map(({ heading }) => heading);

/** The same as a workbook, whose sum is a formula. @param month Of the bill; the file is dated by its last day. */
export function disputeXlsx(
  { disputed, vendor }: Pick<VendorComparison, "disputed" | "vendor">,
  month: Period,
): Promise<Uint8Array> {
  const rows = disputed.map(disputeCells);
  return renderTable({ title: "Dispute", by: vendor, date: month.until, columns: COLUMNS, rows });
}

/** A line for each call to dispute, and their sum at the end. */
export function disputeCsv({ disputed, disputedAmount }: VendorComparison): string {
  const rows = disputed.map(disputeCells);
  const total = ["total", ...HEADINGS.slice(1, -1).map(() => ""), disputedAmount];
  return csvText(HEADINGS, [...rows, total]);
}

function disputeCells({
  class: why,
  differences,
  ours,
  theirs,
  difference,
}: ComparedLine): readonly string[] {
  const all = differences.length > 1 ? ` (${differences.join(", ")})` : "";
  const at = theirs?.at ?? ours?.at;
  return [
    `${MEANING[why]}${all}`,
    theirs?.id ?? "",
    theirs?.from ?? ours?.from ?? "",
    theirs?.to ?? ours?.to ?? "",
    at === undefined ? "" : instantText(at),
    String(theirs?.seconds ?? ""),
    theirs?.ratePerMinute ?? "",
    theirs?.charge ?? "",
    ours?.id ?? "",
    String(ours?.seconds ?? ""),
    ours?.ratePerMinute ?? "",
    ours?.charge ?? "",
    difference,
  ];
}
