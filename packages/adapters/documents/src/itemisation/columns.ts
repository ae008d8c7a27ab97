import type { ItemisedCall } from "@tollwright/invoice";

/**
 * What a cell holds: `telephone` is text of digits that no program may turn into a number, `dateTime` a wall-clock
 * reading, `count` whole or decimal seconds, `amount` decimal text.
 */
export type ItemisationKind = "text" | "telephone" | "dateTime" | "count" | "amount";

export type ItemisationColumn = {
  readonly field: keyof ItemisedCall;
  readonly heading: string;
  readonly kind: ItemisationKind;
  /** Of the spreadsheet's column, in characters. */
  readonly width: number;
};

/**
 * The columns of the itemised calls, in the CSV and in the spreadsheet alike: one list, so they cannot differ. What only
 * programs read, the keys, comes last.
 */
export const itemisationColumns: readonly ItemisationColumn[] = [
  { field: "account", heading: "Account", kind: "text", width: 18 },
  { field: "dateTime", heading: "Date and time", kind: "dateTime", width: 20 },
  { field: "zone", heading: "Zone", kind: "text", width: 18 },
  { field: "direction", heading: "Direction", kind: "text", width: 11 },
  { field: "from", heading: "From", kind: "telephone", width: 16 },
  { field: "to", heading: "To", kind: "telephone", width: 16 },
  { field: "destination", heading: "Destination", kind: "text", width: 26 },
  { field: "callClass", heading: "Call class", kind: "text", width: 15 },
  { field: "seconds", heading: "Seconds", kind: "count", width: 10 },
  { field: "billedSeconds", heading: "Billed seconds", kind: "count", width: 15 },
  { field: "poolSeconds", heading: "Pool seconds", kind: "count", width: 13 },
  { field: "ratePerMinute", heading: "Rate per minute", kind: "amount", width: 16 },
  { field: "listCharge", heading: "List charge", kind: "amount", width: 13 },
  { field: "billedCharge", heading: "Billed charge", kind: "amount", width: 14 },
  { field: "chargeKey", heading: "Charge key", kind: "text", width: 44 },
  { field: "callKey", heading: "Call key", kind: "text", width: 36 },
];
