import { addDays, civilDate } from "@tollwright/calendar";
import { type Invoice, type InvoiceTax, invoiceHash } from "@tollwright/invoice";
import { counted, grouped, table, wrapped } from "./output.ts";

/** The invoice for a terminal: what it is, each site's charges and taxes, the totals. */
export function invoicePage(invoice: Invoice): string {
  const isSample = invoice.kind === "sample";
  const { from, until } = invoice.period;
  return [
    isSample ? "SAMPLE with estimated taxes, not a bill" : `Invoice ${invoice.number ?? "(draft)"}`,
    `${invoice.account.name} · ${from} to ${addDays(civilDate(until), -1)} · ${isSample ? "taxes as of" : "bill date"} ${invoice.billDate}${isSample ? "" : ` · due ${invoice.dueDate}`}`,
    ...invoice.sites.flatMap((site) => siteParts(invoice, site)),
    totalsTable(invoice),
    ...invoice.notices.map((notice) => wrapped(`Note: ${notice}`, "")),
    ...(isSample ? [] : [`SHA-256 of the .json file: ${invoiceHash(invoice)}`]),
  ].join("\n\n");
}

function siteParts(invoice: Invoice, site: Invoice["sites"][number]): readonly string[] {
  const locations = new Map(site.locations.map(({ id, name }) => [id, name]));
  const hasSeveral = site.locations.length > 1;
  const at = (location: string): string[] => (hasSeveral ? [locations.get(location) ?? location] : []);
  const charges = invoice.charges
    .filter(({ account }) => account === site.account)
    .map((line) => [
      line.description,
      ...at(line.location),
      line.about ?? "",
      line.unit === "each" ? grouped(line.quantity) : counted(line.quantity, line.unit),
      grouped(line.amount),
    ]);
  const taxes = invoice.taxes
    .filter(({ account }) => account === site.account)
    .map((line) => [
      line.name,
      ...at(line.location),
      line.jurisdiction.replace(/^US \/ /, ""),
      appliedTo(line),
      line.rate ?? "several",
      grouped(line.amount),
    ]);
  const where = hasSeveral ? ["location"] : [];
  return [
    `${site.name} (${site.account}): charges ${grouped(site.charges)}, taxes and fees ${grouped(site.taxes)}`,
    charges.length === 0
      ? "No charges."
      : table(["charge", ...where, "about", "quantity", "amount"], charges),
    ...poolsTable(invoice, site),
    taxes.length === 0
      ? "No taxes or fees."
      : table(["tax or fee", ...where, "of", "applied to", "rate", "amount"], taxes),
  ];
}

/** What the plan includes, and what is left of it; nothing where it includes none. */
function poolsTable({ pools }: Invoice, { account }: Invoice["sites"][number]): readonly string[] {
  const own = (pools ?? []).filter((pool) => pool.account === account);
  if (own.length === 0) return [];
  const rows = own.map(({ name, holder, unit, included, carriedOver, used, left, carriedOn }) => [
    holder === null ? name : `${name}, ${holder}`,
    unit,
    included === null ? "unlimited" : grouped(included),
    grouped(carriedOver),
    grouped(used),
    left === null ? "–" : grouped(left),
    left === null ? "–" : grouped(carriedOn),
  ]);
  return [table(["pool", "in", "included", "carried over", "used", "left", "next period"], rows)];
}

function appliedTo({ base, units, unit }: InvoiceTax): string {
  if (base !== null) return grouped(base);
  return units === null ? "" : counted(units, unit ?? "unit");
}

function totalsTable({ totals, kind }: Invoice): string {
  return table(
    ["total", "amount"],
    [
      ["Recurring charges", grouped(totals.recurring)],
      ["Usage charges", grouped(totals.usage)],
      ["One-time charges", grouped(totals.oneTime)],
      ["Total charges", grouped(totals.charges)],
      ["Government taxes and fees", grouped(totals.governmentTaxes)],
      ["Regulatory assessments we pass through", grouped(totals.regulatoryAssessments)],
      ["Our other charges", grouped(totals.sellerCharges)],
      ["Total taxes, assessments and fees", grouped(totals.taxes)],
      [kind === "sample" ? "Estimated amount" : "Amount due", grouped(totals.amountDue)],
    ],
  );
}
