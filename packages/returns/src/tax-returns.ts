import { byCodeUnit } from "@tollwright/canonical";
import { add, type Exact, exact, isZero, subtract, toText, zero } from "@tollwright/money";
import { jurisdictionLabel, levelOf } from "@tollwright/tax";
import { type IssuedInvoice, type Owed, owedOn } from "./issued-invoice.ts";
import { type Sums, summed, zeros } from "./summed.ts";

/**
 * What is owed by one levy for one month: out of the records of issued invoices. Amounts are decimal text. A month that an
 * invoice corrects is a row of its own, by the rates of that month (books 23).
 */
export type TaxReturnRow = {
  readonly legalEntity: string;
  readonly currency: string;
  /** @example `US / IL / Chicago` */
  readonly jurisdiction: string;
  readonly level: string;
  readonly state: string | null;
  readonly authority: string;
  readonly family: string | null;
  readonly levy: string;
  readonly name: string;
  readonly kind: "tax" | "passThrough" | "sellerFee";
  /** False for the seller's own fees, which are owed to nobody. */
  readonly isReportable: boolean;
  readonly period: string;
  readonly isCorrection: boolean;
  /** Taxed amounts, and what certificates, exceptions and thresholds took out; 0 for what is counted. */
  readonly base: string;
  readonly exempt: string;
  /** Fees charged by the unit; 0 for what is a share of money. */
  readonly units: string;
  /** On the invoices. */
  readonly billed: string;
  /** Computed and on no invoice: absorbed, or forbidden to pass on. */
  readonly borne: string;
  /** The collector's allowance, and what goes to the authority: `billed + borne = kept + remitted`. */
  readonly kept: string;
  readonly remitted: string;
};

/** An invoice whose printed lines of a levy are not the sum of its records. */
type ReturnDifference = {
  readonly invoice: string;
  readonly levy: string;
  readonly printed: string;
  readonly recorded: string;
};

export type TaxReturns = {
  readonly rows: readonly TaxReturnRow[];
  readonly invoices: number;
  /** Sum of `billed` over all rows, and of the taxes printed on the invoices: equal to the cent. */
  readonly billed: string;
  readonly printed: string;
  readonly differences: readonly ReturnDifference[];
};

const AMOUNTS = ["base", "exempt", "units", "billed", "borne", "kept", "remitted"] as const;
type Row = Pick<TaxReturnRow, Exclude<keyof TaxReturnRow, (typeof AMOUNTS)[number]>> & {
  readonly sums: Sums<(typeof AMOUNTS)[number]>;
};

/** Adds invoices one by one, so that a year of them need not be held at once. */
export function taxReturns(): { add(issued: IssuedInvoice): void; result(): TaxReturns } {
  const rows = new Map<string, Row>();
  const differences: ReturnDifference[] = [];
  let printed = zero;
  let invoices = 0;
  return {
    add(issued) {
      for (const owed of owedOn(issued)) addTo(rows, issued, owed);
      differences.push(...differencesOf(issued));
      printed = add(printed, exact(issued.invoice.totals.taxes));
      invoices += 1;
    },
    result() {
      const sorted = [...rows].toSorted(([left], [right]) => byCodeUnit(left, right)).map(([, row]) => row);
      const billed = sorted.reduce((total, { sums }) => add(total, sums.billed), zero);
      return {
        rows: sorted.map(shown),
        invoices,
        billed: toText(billed),
        printed: toText(printed),
        differences,
      };
    },
  };
}

function addTo(rows: Map<string, Row>, issued: IssuedInvoice, owed: Owed): void {
  const { record, isBilled } = owed;
  const facts = factsOf(issued, owed);
  const key = [facts.legalEntity, facts.currency, facts.jurisdiction, facts.levy, facts.period].join("\t");
  const at = `${key}\t${facts.isCorrection}`;
  const row = rows.get(at) ?? { ...facts, sums: zeros(AMOUNTS) };
  const { base, exempt, amount, kept, remitted, count } = record;
  const sums = summed(row.sums, {
    base,
    exempt,
    units: count?.units ?? "0",
    [isBilled ? "billed" : "borne"]: amount,
    kept,
    remitted,
  });
  rows.set(at, { ...row, sums });
}

function factsOf(
  { legalEntity, invoice }: IssuedInvoice,
  { record, charge, period }: Owed,
): Omit<Row, "sums"> {
  return {
    legalEntity,
    currency: invoice.currency,
    jurisdiction: jurisdictionLabel(record.jurisdiction),
    level: levelOf(record.jurisdiction),
    state: record.jurisdiction?.state ?? null,
    authority: record.authority,
    family: record.family,
    levy: record.levy,
    name: record.name,
    kind: record.kind,
    isReportable: record.reportable,
    period,
    isCorrection: charge?.correction !== undefined,
  };
}

function shown({ sums, ...facts }: Row): TaxReturnRow {
  const texts = Object.fromEntries(AMOUNTS.map((name) => [name, toText(sums[name])]));
  return { ...facts, ...(texts as Record<(typeof AMOUNTS)[number], string>) };
}

/** Two ways to the same sum: the lines that the customer reads, and the records behind them. */
function differencesOf({ number, invoice }: IssuedInvoice): readonly ReturnDifference[] {
  const printed = byLevy(invoice.taxes.map(({ levy, amount }) => ({ levy, amount })));
  const recorded = byLevy(invoice.taxRecords.map(({ levy, amount }) => ({ levy, amount })));
  const levies = new Set([...printed.keys(), ...recorded.keys()]);
  return [...levies].toSorted(byCodeUnit).flatMap((levy) => {
    const difference = subtract(printed.get(levy) ?? zero, recorded.get(levy) ?? zero);
    if (isZero(difference)) return [];
    const text = (sums: ReadonlyMap<string, Exact>): string => toText(sums.get(levy) ?? zero);
    return [{ invoice: number, levy, printed: text(printed), recorded: text(recorded) }];
  });
}

function byLevy(lines: readonly { readonly levy: string; readonly amount: string }[]): Map<string, Exact> {
  const sums = new Map<string, Exact>();
  for (const { levy, amount } of lines) sums.set(levy, add(sums.get(levy) ?? zero, exact(amount)));
  return sums;
}
