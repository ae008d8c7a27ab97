import { decimalSum } from "@tollwright/billing";
import { exact, isZero, type Rounding, roundedText, subtract, toText } from "@tollwright/money";
import type { Invoice, InvoiceCharge, ItemisedCall } from "./invoice.ts";
import { isItemised } from "./itemisation.ts";

type Tally = ReturnType<typeof newTally>;

const CENTS: Rounding = { mode: "halfUp", places: 2 };

/**
 * Whether the rows of an itemised file are exactly the calls behind an invoice's lines: by line their number, their billed seconds, the
 * seconds that pools covered, and their charges, which come to the line's amount.
 */
export type ItemisationCheck = {
  readonly add: (row: ItemisedCall) => void;
  /** In words; none where the file is the invoice's. */
  readonly differences: () => readonly string[];
};

export function itemisationCheck({ charges }: Pick<Invoice, "charges">): ItemisationCheck {
  const tallies = new Map<string, Tally>();
  return {
    add(row) {
      const tally = tallies.get(row.chargeKey) ?? newTally();
      tallies.set(row.chargeKey, tally);
      tally.calls += 1;
      tally.billedSeconds += row.billedSeconds;
      tally.poolSeconds += row.poolSeconds;
      tally.list.add(row.listCharge);
      tally.billed.add(row.billedCharge);
    },
    differences() {
      const lines = charges.filter(isItemised);
      const keys = new Set(lines.map(({ key }) => key));
      const strays = [...tallies.keys()].filter((key) => !keys.has(key));
      return [
        ...strays.map((key) => `${key}: no line of the invoice has these calls`),
        ...lines.flatMap((line) => lineDifferences(line, tallies.get(line.key) ?? newTally())),
      ];
    },
  };
}

function newTally() {
  return { calls: 0, billedSeconds: 0, poolSeconds: 0, list: decimalSum(), billed: decimalSum() };
}

function lineDifferences(line: InvoiceCharge, tally: Tally): readonly string[] {
  const compared: readonly (readonly [what: string, invoiced: string, itemised: string])[] = [
    ["calls", String(line.calls), String(tally.calls)],
    ["billed seconds", line.billedSeconds ?? "0", String(tally.billedSeconds)],
    ["seconds of pools", line.allocated?.drawnSeconds ?? "0", String(tally.poolSeconds)],
    ["amount", line.amount, roundedText(tally.billed.total(), CENTS)],
    ...(line.allocated === undefined
      ? []
      : [["list charges", line.allocated.listCharge, toText(tally.list.total())] as const]),
  ];
  return compared
    .filter(([, invoiced, itemised]) => !isZero(subtract(exact(invoiced), exact(itemised))))
    .map(([what, invoiced, itemised]) => `${line.key}: ${what} ${invoiced}, itemised ${itemised}`);
}
