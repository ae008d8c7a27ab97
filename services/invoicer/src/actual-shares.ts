import { actualShares } from "@tollwright/billing";
import { type Period, startOfDay } from "@tollwright/calendar";
import { type ActualShares, actualClasses } from "@tollwright/invoice";
import { type Database, usageLines, versionSet } from "@tollwright/postgres";
import { valuesOf } from "@tollwright/rate-card";
import type { Company } from "./company.ts";

/** What is asked, and of which calls. */
type Asked = {
  readonly database: Database;
  readonly company: Company;
  readonly batches: string;
  readonly versions: string;
};

/** Asked once for a company and period; a close has one company. */
const known = new WeakMap<Company, Map<string, Promise<ActualShares>>>();

/**
 * How all calls of the company divided in a period, where it elected that for some class (books 21): of the batches that the close
 * counts, in the company's own zone, so that it is found again.
 */
export function actualSharesOf(closing: Asked, period: Period): Promise<ActualShares> {
  const { company } = closing;
  const ofCompany = known.get(company) ?? new Map<string, Promise<ActualShares>>();
  known.set(company, ofCompany);
  const name = `${closing.batches} ${period.from} ${period.until}`;
  const shares = ofCompany.get(name) ?? sharesOf(closing, period);
  ofCompany.set(name, shares);
  return shares;
}

async function sharesOf(closing: Asked, period: Period): Promise<ActualShares> {
  const { database, company, versions } = closing;
  const { legalEntity, plans } = company;
  if (actualClasses(legalEntity, period.from).length === 0) return new Map();
  const documents = (await versionSet(database, versions, { kinds: ["account"] })) ?? [];
  const accounts = valuesOf(documents, "account").filter((account) => account.legalEntity === legalEntity.id);
  const scope = {
    accounts: accounts.map(({ id }) => id),
    fromInstant: startOfDay(period.from, legalEntity.zone),
    untilInstant: startOfDay(period.until, legalEntity.zone),
    batches: closing.batches,
  };
  return actualShares(await usageLines(database, scope), plans);
}
