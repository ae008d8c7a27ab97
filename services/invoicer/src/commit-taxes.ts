import type { Instant } from "@tollwright/calendar";
import { civilDate } from "@tollwright/calendar";
import { assessRequestFor, chargeOfInvoice, type Invoice, readInvoice } from "@tollwright/invoice";
import { type BillRun, type Database, invoices, versionsInForce } from "@tollwright/postgres";
import { fail, ok, type Problem, problem, type Result } from "@tollwright/problem";
import { valuesOf } from "@tollwright/rate-card";
import type { TaxDocument } from "@tollwright/tax";
import { type Company, type Payer, payersOf } from "./company.ts";
import { addressesOf } from "./outside-taxes.ts";
import { taxEngineOf } from "./tax-engine-of.ts";

export type CommittedTaxes = {
  readonly engine: string;
  /** What whoever uses the engine must know. */
  readonly caution: string | null;
  readonly committed: readonly string[];
  /** Invoices that are not recorded there, and why; the others went on. */
  readonly problems: readonly Problem[];
};

/**
 * Makes the issued invoices of a run reportable at the engine that taxed them, each once however often this is asked. The engine
 * of the house reports out of the invoices themselves, and has nothing to be told.
 */
export async function commitTaxes(
  database: Database,
  of: {
    readonly company: Company;
    readonly run: BillRun;
    readonly now: () => Instant;
    readonly env: Readonly<Record<string, string | undefined>>;
  },
): Promise<Result<CommittedTaxes>> {
  const { company, run } = of;
  const engine = taxEngineOf(company.legalEntity, { ...of, database });
  if (!engine.ok) return engine;
  const { name, caution } = engine.value;
  const committed: string[] = [];
  const problems: Problem[] = [];
  if (company.legalEntity.taxEngine !== undefined) {
    const { legalEntity } = company;
    const accounts = valuesOf((await versionsInForce(database)).documents, "account");
    const payers = new Map(payersOf(accounts, legalEntity).map((payer) => [payer.payer.id, payer]));
    for (const { number, canonical } of await invoices(database, { run: run.id })) {
      const document = documentOf(readInvoice(canonical), { company, payers, number });
      const done = document.ok ? await engine.value.commit(document.value) : document;
      if (done.ok) committed.push(number);
      else problems.push(...done.problems);
    }
  }
  return ok({ engine: name, caution, committed, problems });
}

/** The invoice as the engine taxed it: its own lines, at the places and with the certificates of its accounts. */
function documentOf(
  invoice: Invoice,
  {
    company,
    payers,
    number,
  }: {
    readonly company: Company;
    readonly payers: ReadonlyMap<string, Payer>;
    readonly number: string;
  },
): Result<TaxDocument> {
  const found = payers.get(invoice.account.id);
  if (found === undefined) {
    return fail(
      problem({
        code: "ACCOUNT_UNKNOWN",
        message: `${number}: no account ${invoice.account.id} is in force`,
      }),
    );
  }
  const charges = invoice.charges.map(chargeOfInvoice);
  const sites = found.sites.map((account) => ({
    account,
    charges: charges.filter((charge) => charge.account === account.id),
  }));
  const request = assessRequestFor({
    ...{ legalEntity: company.legalEntity, payer: found.payer, sites, levies: [], decisions: [] },
    period: { from: civilDate(invoice.period.from), until: civilDate(invoice.period.until) },
    billDate: civilDate(invoice.billDate),
  });
  return ok({
    ...{ code: number, account: invoice.account.id, request, addresses: addressesOf(found.sites) },
    issuedTaxes: invoice.totals.taxes,
  });
}
