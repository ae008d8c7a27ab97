import type { RateRow } from "./deck.ts";

/** A row with its off-peak prices in the place of the others; the row itself where it has none. */
export function offPeakRow(row: RateRow): RateRow {
  if (!hasOffPeak(row)) return row;
  return {
    ...row,
    ratePerMinute: row.offPeak ?? row.ratePerMinute,
    interstate: row.offPeakInterstate ?? row.interstate,
    intrastate: row.offPeakIntrastate ?? row.intrastate,
    indeterminate: row.offPeakIndeterminate ?? row.indeterminate,
    local: row.offPeakLocal ?? row.local,
  };
}

function hasOffPeak(row: RateRow): boolean {
  return (
    row.offPeak !== null ||
    row.offPeakInterstate !== null ||
    row.offPeakIntrastate !== null ||
    row.offPeakIndeterminate !== null ||
    row.offPeakLocal !== null
  );
}
