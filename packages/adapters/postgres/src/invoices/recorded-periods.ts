import type { Instant } from "@tollwright/calendar";
import type { CanonicalValue } from "@tollwright/canonical";
import type { VersionSetHash } from "@tollwright/rate-card";
import type { Database } from "../database.ts";
import { rows } from "../rows.ts";

/** What the issued invoices that touch it know of a period, for the accounts that have the same of it. */
export type RecordedPeriod = {
  readonly period: string;
  readonly from: Instant;
  readonly until: Instant;
  /** All batches that any of the invoices saw, as multirange text. */
  readonly batches: string;
  /** The versions that the last of them went by. */
  readonly versions: VersionSetHash;
  /** Only charged in advance so far, not closed. */
  readonly isAdvance: boolean;
  readonly accounts: readonly string[];
};

/** The last of an account's issued invoices that touches a period: what its pools carried, and how many invoices there are. */
export type RecordedAccount = {
  readonly account: string;
  readonly period: string;
  readonly from: Instant;
  readonly until: Instant;
  readonly carried: CanonicalValue;
  readonly invoices: number;
  readonly isAdvance: boolean;
};

/** A period charged in advance may have ended on another day, where the account's bill day moved. */
const UNTIL = `coalesce(max(p.until_instant) filter (where not p.is_advance), max(p.until_instant))`;

/**
 * Statistics may be of the time when all invoices of a run were drafts. By them none is issued, and the planner would read every
 * invoice there is for a few accounts; `coalesce` keeps it from that guess.
 */
const IS_ISSUED = "coalesce(i.status = 'issued', false)";

const RECORDED = `
  select p.account, p.period, min(p.from_instant) as from_instant, ${UNTIL} as until_instant,
    range_agg(p.batches) as batches, bool_and(p.is_advance) as is_advance,
    (array_agg(p.versions order by i.issued_at desc, i.id desc))[1] as versions
  from invoice_period p join invoice i on i.id = p.invoice
  where ${IS_ISSUED} and p.account = any ($1::text[])
  group by p.account, p.period`;

/** The invoiced periods of these accounts, the earliest first. Accounts closed together share one entry. */
export async function recordedPeriods(
  db: Database,
  accounts: readonly string[],
): Promise<readonly RecordedPeriod[]> {
  const found = await rows<{
    period: string;
    from_instant: Instant;
    until_instant: Instant;
    batches: string;
    versions: string;
    is_advance: boolean;
    accounts: readonly string[];
  }>(
    db,
    `select period, from_instant, until_instant, batches::text, versions, is_advance,
       array_agg(account order by account) as accounts
     from (${RECORDED}) recorded group by 1, 2, 3, 4, 5, 6 order by from_instant, period, accounts`,
    [accounts],
  );
  return found.map(({ from_instant: from, until_instant: until, is_advance: isAdvance, ...recorded }) => ({
    ...recorded,
    from,
    until,
    isAdvance,
  }));
}

/** The same by account, the earliest period first. */
export async function recordedAccounts(
  db: Database,
  accounts: readonly string[],
): Promise<readonly RecordedAccount[]> {
  const found = await rows<{
    account: string;
    period: string;
    from_instant: Instant;
    until_instant: Instant;
    carried: CanonicalValue;
    invoices: number;
    is_advance: boolean;
  }>(
    db,
    `select p.account, p.period, min(p.from_instant) as from_instant,
       ${UNTIL} as until_instant, count(*)::integer as invoices,
       bool_and(p.is_advance) as is_advance,
       (array_agg(p.carried order by i.issued_at desc, i.id desc))[1] as carried
     from invoice_period p join invoice i on i.id = p.invoice
     where ${IS_ISSUED} and p.account = any ($1::text[])
     group by 1, 2 order by 1, 3, 2`,
    [accounts],
  );
  return found.map(({ from_instant: from, until_instant: until, is_advance: isAdvance, ...recorded }) => ({
    ...recorded,
    from,
    until,
    isAdvance,
  }));
}
