import { byCodeUnit } from "@tollwright/canonical";
import type { InvoiceCharge } from "@tollwright/invoice";
import { add, type Exact, exact, isPositive, multiply, one, subtract, toText, zero } from "@tollwright/money";
import { isFederalUniversalService, type TaxRecord } from "@tollwright/tax";
import { interstateSplit, PORTIONS, type Split, splitOf } from "./charge-split.ts";
import { type IssuedInvoice, owedOn } from "./issued-invoice.ts";
import type { Sums } from "./summed.ts";

/**
 * Billed revenue of a legal entity in a quarter as the worksheet of 47 CFR 54.711 asks for it: by jurisdiction, and end users
 * apart from resellers. Exact decimal text; the five parts add up to `total`.
 */
export type RevenueRow = {
  readonly legalEntity: string;
  readonly currency: string;
  /** @example `2026Q2` */
  readonly quarter: string;
  /** A reseller where a certificate of kind `resale` exempts the charge from federal universal service. */
  readonly customer: "endUser" | "reseller";
  /** Of what: charges; the seller's own fees on them; federal universal service that was recovered. */
  readonly source: "charges" | "sellerFees" | "universalService";
  readonly serviceClass: string;
  readonly interstate: string;
  readonly intrastate: string;
  readonly international: string;
  readonly none: string;
  readonly unsplit: string;
  readonly total: string;
};

type Row = Omit<RevenueRow, (typeof PORTIONS)[number] | "total"> & {
  readonly sums: Sums<(typeof PORTIONS)[number]>;
};

/** The revenue of issued invoices, corrections included in the quarter that carries them. */
export function revenueSplit(): { add(issued: IssuedInvoice): void; result(): readonly RevenueRow[] } {
  const rows = new Map<string, Row>();
  return {
    add(issued) {
      const records = Map.groupBy(
        owedOn(issued).map(({ record }) => record),
        ({ charge }) => charge.id,
      );
      for (const charge of issued.invoice.charges) {
        addCharge(rows, issued, charge, records.get(charge.key) ?? []);
      }
    },
    result: () =>
      [...rows].toSorted(([left], [right]) => byCodeUnit(left, right)).map(([, row]) => shown(row)),
  };
}

function addCharge(
  rows: Map<string, Row>,
  issued: IssuedInvoice,
  charge: InvoiceCharge,
  records: readonly TaxRecord[],
): void {
  const split = splitOf(charge, records);
  const reseller = resaleShare(records);
  const billed = new Set<TaxRecord>(issued.invoice.taxRecords);
  const amounts = [
    { source: "charges" as const, amount: exact(charge.amount) },
    ...records
      .filter((record) => billed.has(record))
      .flatMap((record) => {
        const source = sourceOf(record);
        return source === null ? [] : [{ source, amount: exact(record.amount) }];
      }),
  ];
  for (const { source, amount } of amounts) {
    for (const [customer, share] of [
      ["endUser", subtract(one, reseller)],
      ["reseller", reseller],
    ] as const) {
      if (!isPositive(share)) continue;
      const facts = {
        legalEntity: issued.legalEntity,
        currency: issued.invoice.currency,
        quarter: quarterOf(issued.countsOn),
        customer,
        source,
        serviceClass: charge.serviceClass,
      };
      const ofSource = source === "universalService" ? interstateSplit(split) : split;
      addRow(rows, facts, { amount: multiply(amount, share), split: ofSource });
    }
  }
}

/** Taxes on the customer are nobody's revenue; what the seller asks for itself, or recovers of its contribution, is its own. */
function sourceOf(record: TaxRecord): RevenueRow["source"] | null {
  if (record.kind === "sellerFee") return "sellerFees";
  return isFederalUniversalService(record) ? "universalService" : null;
}

const RESALE = "resale";

function resaleShare(records: readonly TaxRecord[]): Exact {
  const exempt = records.find(
    (record) => isFederalUniversalService(record) && record.exemption?.kind === RESALE,
  )?.exemption;
  return exempt ? exact(exempt.share) : zero;
}

function addRow(
  rows: Map<string, Row>,
  facts: Omit<Row, "sums">,
  { amount, split }: { readonly amount: Exact; readonly split: Split },
): void {
  const key = Object.values(facts).join("\t");
  const sums = rows.get(key)?.sums;
  const parts = PORTIONS.map(
    (name) => [name, add(sums?.[name] ?? zero, multiply(amount, split[name]))] as const,
  );
  rows.set(key, { ...facts, sums: Object.fromEntries(parts) as Row["sums"] });
}

function shown({ sums, ...facts }: Row): RevenueRow {
  const { interstate, intrastate, international, none, unsplit } = sums;
  return {
    ...facts,
    interstate: toText(interstate),
    intrastate: toText(intrastate),
    international: toText(international),
    none: toText(none),
    unsplit: toText(unsplit),
    total: toText(PORTIONS.reduce((total, name) => add(total, sums[name]), zero)),
  };
}

const MONTHS_A_QUARTER = 3;

function quarterOf(day: string): string {
  return `${day.slice(0, 4)}Q${Math.ceil(Number(day.slice(5, 7)) / MONTHS_A_QUARTER)}`;
}
