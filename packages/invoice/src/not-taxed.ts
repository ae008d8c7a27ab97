import { byCodeUnit } from "@tollwright/canonical";
import type { LegalEntity } from "@tollwright/inventory";
import { exact, isZero, sum, toText } from "@tollwright/money";
import type { Assessment, Levy, TaxLine } from "@tollwright/tax";
import type { InvoiceCharge, InvoiceTax, NotTaxed } from "./invoice.ts";
import type { ChargedTax } from "./invoice-taxes.ts";
import { leviesById } from "./levies-by-id.ts";

/** Why a levy that was looked at bills nothing, for the reader of the bill. */
const REASONS = {
  exempt: "exempt by certificate",
  reverseCharge: "reverse charge: the customer accounts for it",
  excepted: "the levy leaves these charges out",
  lifeline: "not due on a line that Lifeline supports",
  noNexus: "the seller has no nexus there",
  excluded: "the seller does not collect it",
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
  readonly elections: LegalEntity["elections"];
}): readonly NotTaxed[] {
  const bills = new Set(input.printed.map((tax) => `${tax.levy} ${tax.account} ${tax.location}`));
  const told = input.taxed.flatMap(({ line, charge }) => {
    const isTold =
      line.certificate !== null ||
      line.noTax === "excepted" ||
      !bills.has(`${line.levy} ${charge.account} ${charge.location}`);
    return isTold ? [entry(line, charge)] : [];
  });
  const levies = leviesById(input.levies);
  const unassessed = input.unassessed.flatMap(({ levy: id, charge, reason }) => {
    const on = input.charges.get(charge);
    const levy = levies.get(id);
    const isShown = levy !== undefined && mayPrint(levy, input.elections);
    return on === undefined || !isShown ? [] : [unassessedEntry({ levy, on, reason })];
  });
  return grouped([...told, ...unassessed]);
}

function entry(line: TaxLine, charge: InvoiceCharge): NotTaxed {
  return {
    account: charge.account,
    certificate: line.certificate,
    exemptAmount: isZero(exact(line.exempt)) ? null : line.exempt,
    levy: line.levy,
    location: charge.location,
    name: line.name,
    reason: reasonOf(line),
  };
}

function reasonOf(line: TaxLine): string {
  if (line.certificate !== null)
    return line.noTax === "reverseCharge" ? REASONS.reverseCharge : REASONS.exempt;
  return line.noTax === null ? ROUNDED_AWAY : REASONS[line.noTax];
}

/** Truth in billing, check 9: what the seller absorbs or may not pass on never prints, not even as nothing. */
function mayPrint(levy: Levy, elections: LegalEntity["elections"]): boolean {
  const passThrough = levy.passThrough ?? "required";
  return passThrough === "required" || (passThrough === "allowed" && elections[levy.id] === "recover");
}

function unassessedEntry(found: {
  readonly levy: Levy;
  readonly on: InvoiceCharge;
  readonly reason: string;
}): NotTaxed {
  const { levy, on, reason } = found;
  return {
    account: on.account,
    certificate: null,
    exemptAmount: null,
    levy: levy.id,
    location: on.location,
    name: levy.name ?? levy.id,
    reason,
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
