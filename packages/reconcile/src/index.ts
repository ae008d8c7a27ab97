export { asBilled } from "./as-billed.ts";
export {
  type BillComparison,
  billComparison,
  type ClassSum,
  type ComparedLine,
  type ComparisonClass,
} from "./bill-comparison.ts";
export { type BillLine, type BillReader, billReader } from "./bill-lines.ts";
export { type ComparedRecord, type ComparisonRules, compareRecords } from "./compare-records.ts";
export { comparedNumber } from "./compared-number.ts";
export {
  type MarginBy,
  type MarginReport,
  type MarginRow,
  type MarginSum,
  marginOf,
  marginReport,
  percentText,
} from "./margin-report.ts";
