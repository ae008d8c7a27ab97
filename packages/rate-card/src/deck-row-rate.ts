import type { RateRow } from "./deck.ts";

/** The price that stands for a row where one is compared: the flat one, or that between states. */
export function rateOfRow(row: RateRow): string | null {
  return row.ratePerMinute ?? row.interstate ?? row.intrastate;
}
