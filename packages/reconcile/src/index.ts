export { asBilled } from "./as-billed.ts";
export {
  type BillComparison,
  billComparison,
  type ClassSum,
  type ComparedLine,
  type ComparisonClass,
} from "./bill-comparison.ts";
export { type BillLine, type BillReader, billReader } from "./bill-lines.ts";
export { type ComparisonRules, compareRecords } from "./compare-records.ts";
export { comparedNumber } from "./compared-number.ts";
export type { ComparedRecord } from "./compared-record.ts";
export {
  type MarginBy,
  type MarginReport,
  type MarginRow,
  type MarginSum,
  marginOf,
  marginReport,
  percentText,
} from "./margin-report.ts";
