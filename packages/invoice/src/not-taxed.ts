import { byCodeUnit } from "@tollwright/canonical";
import { exact, isZero, sum, toText } from "@tollwright/money";
import type { Assessment, Levy, TaxLine } from "@tollwright/tax";
import type { InvoiceCharge, InvoiceTax, NotTaxed } from "./invoice.ts";
import type { ChargedTax } from "./invoice-taxes.ts";

/** Why a levy that was looked at bills nothing, for the reader of the bill. */
const REASONS = {
  exempt: "exempt by certificate",
  excepted: "the levy leaves these charges out",
  outsidePortion: "nothing of the portion that it taxes",
  nothingCounted: "nothing to count",
  belowThreshold: "below its threshold",
  zeroRate: "the rate is zero",
  nothingCharged: "nothing was charged",
} as const satisfies Record<NonNullable<TaxLine["noTax"]>, string>;

const ROUNDED_AWAY = "comes to less than half a cent";

/**
 * Levies that bill nothing at a location, and what certificates and exceptions took out of those that do: "no tax" is a
 * result too, and needs a reason. What merely does not apply to one charge of many is not told.
 */
export function notTaxed(input: {
  readonly taxed: readonly ChargedTax[];
  readonly printed: readonly InvoiceTax[];
  readonly unassessed: Assessment["unassessed"];
  readonly charges: ReadonlyMap<string, InvoiceCharge>;
  readonly levies: readonly Levy[];
}): readonly NotTaxed[] {
  const bills = new Set(input.printed.map((tax) => `${tax.levy} ${tax.account} ${tax.location}`));
  const told = input.taxed.flatMap(({ line, charge }) => {
    const isTold =
      line.certificate !== null ||
      line.noTax === "excepted" ||
      !bills.has(`${line.levy} ${charge.account} ${charge.location}`);
    return isTold ? [entry(line, charge)] : [];
  });
  const names = new Map(input.levies.map((levy) => [levy.id, levy.name ?? levy.id]));
  const unassessed = input.unassessed.flatMap(({ levy, charge, reason }) => {
    const on = input.charges.get(charge);
    return on === undefined ? [] : [unassessedEntry({ levy, name: names.get(levy) ?? levy, on, reason })];
  });
  return grouped([...told, ...unassessed]);
}

function entry(line: TaxLine, charge: InvoiceCharge): NotTaxed {
  return {
    levy: line.levy,
    name: line.name,
    account: charge.account,
    location: charge.location,
    reason: reasonOf(line),
    exemptAmount: isZero(exact(line.exempt)) ? null : line.exempt,
    certificate: line.certificate,
  };
}

function reasonOf(line: TaxLine): string {
  if (line.certificate !== null) return REASONS.exempt;
  return line.noTax === null ? ROUNDED_AWAY : REASONS[line.noTax];
}

function unassessedEntry(found: {
  readonly levy: string;
  readonly name: string;
  readonly on: InvoiceCharge;
  readonly reason: string;
}): NotTaxed {
  const { levy, name, on, reason } = found;
  return {
    levy,
    name,
    account: on.account,
    location: on.location,
    reason,
    exemptAmount: null,
    certificate: null,
  };
}

function grouped(entries: readonly NotTaxed[]): readonly NotTaxed[] {
  const groups = Map.groupBy(entries, ({ levy, account, location, reason, certificate }) =>
    [account, location, levy, reason, certificate ?? ""].join(" | "),
  );
  return [...groups]
    .sort(([left], [right]) => byCodeUnit(left, right))
    .flatMap(([, group]) => (group[0] === undefined ? [] : [{ ...group[0], exemptAmount: exemptOf(group) }]));
}

function exemptOf(group: readonly NotTaxed[]): string | null {
  const exempt = group.flatMap((one) => (one.exemptAmount === null ? [] : [exact(one.exemptAmount)]));
  return exempt.length === 0 ? null : toText(sum(exempt));
}
