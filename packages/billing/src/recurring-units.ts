import { byCodeUnit } from "@tollwright/canonical";
import type { Holding } from "./holding.ts";

/** The name of a unit in sentences, on the line, and among the counts for per-unit levies. */
export const UNITS = {
  telephoneNumber: { noun: "telephone number", unit: "number", count: "numbers" },
  tollFreeNumber: { noun: "toll-free number", unit: "number", count: "tollFreeNumbers" },
  respOrgNumber: { noun: "number managed as RespOrg", unit: "number", count: null },
  e911Record: { noun: "E911 record", unit: "record", count: "e911Records" },
  e911Location: { noun: "location with E911 records", unit: "each", count: null },
  cnamListing: { noun: "CNAM listing", unit: "each", count: null },
  directoryListing: { noun: "directory listing", unit: "each", count: null },
  subscription: { noun: "subscription", unit: "each", count: null },
} as const;

/** So many are named; a longer list says how many more there are. */
const NAMED_MAX = 4;

/** @example `13125550100, 13125550101 and 12 more` */
export function aboutText(members: readonly Holding[]): string {
  const names = members.map((member) => member.about).sort(byCodeUnit);
  const more = names.length - NAMED_MAX;
  return `${names.slice(0, NAMED_MAX).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
