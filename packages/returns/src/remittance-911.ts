import { byCodeUnit } from "@tollwright/canonical";
import { add, type Exact, exact, toText, zero } from "@tollwright/money";
import { jurisdictionLabel } from "@tollwright/tax";
import { type IssuedInvoice, type Owed, owedOn } from "./issued-invoice.ts";
import { type Sums, summed, zeros } from "./summed.ts";

/** Families that are remitted to those who answer emergency and crisis calls, by the line. */
const FAMILIES = ["e911", "s988"];

/** What one fee comes to for a month: what was counted, what was charged, and the provider's share. */
export type Remittance = {
  readonly legalEntity: string;
  readonly jurisdiction: string;
  readonly authority: string;
  readonly levy: string;
  readonly name: string;
  readonly period: string;
  /** The price of one unit; null where it is a share of money, or tiers give several. */
  readonly price: string | null;
  /** Things counted, by what they are: `{ channels: "12" }`. */
  readonly counted: Readonly<Record<string, string>>;
  /** Fees charged, after weights, caps and certificates. */
  readonly units: string;
  readonly billed: string;
  readonly borne: string;
  readonly kept: string;
  readonly remitted: string;
};

const AMOUNTS = ["units", "billed", "borne", "kept", "remitted"] as const;
type Row = Omit<Remittance, (typeof AMOUNTS)[number] | "counted"> & {
  readonly counted: Map<string, Exact>;
  readonly sums: Sums<(typeof AMOUNTS)[number]>;
};

/** Fees for 911 and 988 on issued invoices, one row a fee, month and price. */
export function remittances911(): { add(issued: IssuedInvoice): void; result(): readonly Remittance[] } {
  const rows = new Map<string, Row>();
  return {
    add(issued) {
      for (const owed of owedOn(issued)) {
        if (FAMILIES.includes(owed.record.family ?? "")) addTo(rows, issued.legalEntity, owed);
      }
    },
    result: () =>
      [...rows].toSorted(([left], [right]) => byCodeUnit(left, right)).map(([, row]) => shown(row)),
  };
}

function addTo(rows: Map<string, Row>, legalEntity: string, { record, isBilled, period }: Owed): void {
  const facts = {
    legalEntity,
    jurisdiction: jurisdictionLabel(record.jurisdiction),
    authority: record.authority,
    levy: record.levy,
    name: record.name,
    period,
    price: priceOf(record.form),
  };
  const key = [facts.legalEntity, facts.jurisdiction, facts.levy, period, facts.price ?? ""].join("\t");
  const row = rows.get(key) ?? { ...facts, counted: new Map(), sums: zeros(AMOUNTS) };
  for (const { unit, count } of record.count?.counted ?? []) {
    row.counted.set(unit, add(row.counted.get(unit) ?? zero, exact(count)));
  }
  const { amount, kept, remitted, count } = record;
  const billed = { [isBilled ? "billed" : "borne"]: amount };
  rows.set(key, {
    ...row,
    sums: summed(row.sums, { units: count?.units ?? "0", ...billed, kept, remitted }),
  });
}

function priceOf(form: Owed["record"]["form"]): string | null {
  return form?.perUnit && !form.perUnit.tiers ? form.perUnit.amount : null;
}

function shown({ sums, counted, ...facts }: Row): Remittance {
  const texts = Object.fromEntries(AMOUNTS.map((name) => [name, toText(sums[name])]));
  return {
    ...facts,
    counted: Object.fromEntries([...counted].map(([unit, count]) => [unit, toText(count)])),
    ...(texts as Record<(typeof AMOUNTS)[number], string>),
  };
}
