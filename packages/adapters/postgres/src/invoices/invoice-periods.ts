import type { Instant } from "@tollwright/calendar";
import { type CanonicalValue, canonicalJson } from "@tollwright/canonical";
import { ProblemError, problem } from "@tollwright/problem";
import type { VersionSetHash } from "@tollwright/rate-card";
import { wasReplacedSince } from "../calls/replaced-ratings.ts";
import type { Transaction } from "../database.ts";
import { instantArray } from "../instant-array.ts";
import { type Queryable, rows } from "../rows.ts";

/** What of an account's usage an invoice holds: one row for each account and period that it touches (books 11). */
export type InvoicePeriod = {
  /** The rating's account: the invoice's own, or a site billed to it. */
  readonly account: string;
  /** Its name, `2026-04`. */
  readonly period: string;
  /** Its instants, days in the account's zone. */
  readonly from: Instant;
  readonly until: Instant;
  /** The committed batches that the close saw, as multirange text. */
  readonly batches: string;
  readonly versions: VersionSetHash;
  /** What pools carried into the period and out of it, as the close saw it; null: nothing. */
  readonly opening: CanonicalValue;
  readonly carried: CanonicalValue;
  /** Issued invoices that touched this account and period before, as far as the close knew (books 12). */
  readonly earlier: number;
  /** Nothing but lines charged before the period began: it is not closed yet. */
  readonly isAdvance: boolean;
};

export async function periodsOf(
  queryable: Queryable,
  invoices: readonly bigint[],
): Promise<ReadonlyMap<bigint, readonly InvoicePeriod[]>> {
  const found = await rows<{
    invoice: bigint;
    account: string;
    period: string;
    from_instant: Instant;
    until_instant: Instant;
    batches: string;
    versions: string;
    opening: CanonicalValue;
    carried: CanonicalValue;
    earlier: number;
    is_advance: boolean;
  }>(
    queryable,
    `select invoice, account, period, from_instant, until_instant, batches::text, versions, opening, carried, earlier, is_advance
     from invoice_period where invoice = any ($1::bigint[]) order by invoice, account, period`,
    [invoices],
  );
  const periods = found.map((row) => ({
    invoice: row.invoice,
    period: {
      account: row.account,
      period: row.period,
      from: row.from_instant,
      until: row.until_instant,
      batches: row.batches,
      versions: row.versions,
      opening: row.opening,
      carried: row.carried,
      earlier: row.earlier,
      isAdvance: row.is_advance,
    },
  }));
  const grouped = Map.groupBy(periods, ({ invoice }) => invoice);
  return new Map([...grouped].map(([invoice, ofIt]) => [invoice, ofIt.map(({ period }) => period)]));
}

/**
 * Puts these in the place of the periods of some invoices; the database refuses it for issued ones.
 *
 * @throws ProblemError where a rating was replaced while the invoices were computed.
 */
export async function replacePeriods(
  transaction: Transaction,
  touched: readonly { readonly invoice: bigint; readonly periods: readonly InvoicePeriod[] }[],
): Promise<void> {
  if (touched.length === 0) return;
  const all = touched.flatMap(({ invoice, periods }) => periods.map((period) => ({ invoice, ...period })));
  if (await wasReplacedSince(transaction, all)) throw new ProblemError(replacedMeanwhile());
  await rows(transaction, "delete from invoice_period where invoice = any ($1::bigint[])", [
    touched.map(({ invoice }) => invoice),
  ]);
  // Most have the same batches and versions: each is told once.
  const batches = distinct(all.map((period) => period.batches));
  const versions = distinct(all.map((period) => period.versions));
  const opening = distinct(all.map((period) => canonicalJson(period.opening)));
  const carried = distinct(all.map((period) => canonicalJson(period.carried)));
  await rows(
    transaction,
    `insert into invoice_period
       (invoice, account, period, from_instant, until_instant, batches, versions, opening, carried, earlier, is_advance)
     select n.invoice, n.account, n.period, n.from_instant, n.until_instant, ($6::int8multirange[])[n.batches],
       ($7::text[])[n.versions], ($8::jsonb[])[n.opening], ($9::jsonb[])[n.carried], n.earlier, n.is_advance
     from unnest($1::bigint[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[], $10::integer[], $11::integer[],
       $12::integer[], $13::integer[], $14::integer[], $15::boolean[])
       as n (invoice, account, period, from_instant, until_instant, batches, versions, opening, carried, earlier, is_advance)`,
    [
      all.map(({ invoice }) => invoice),
      all.map(({ account }) => account),
      all.map(({ period }) => period),
      instantArray(all.map(({ from }) => from)),
      instantArray(all.map(({ until }) => until)),
      ...[batches, versions, opening, carried].map(({ values }) => values),
      ...[batches, versions, opening, carried].map(({ places }) => places),
      all.map(({ earlier }) => earlier),
      all.map(({ isAdvance }) => isAdvance),
    ],
  );
}

/** Each text once, and at which place of them, from 1 on, that of each row is. */
function distinct(texts: readonly string[]): {
  readonly values: readonly string[];
  readonly places: readonly number[];
} {
  const values = [...new Set(texts)];
  const placeOf = new Map(values.map((text, index) => [text, index + 1]));
  return { values, places: texts.map((text) => placeOf.get(text) ?? 0) };
}

function replacedMeanwhile() {
  return problem({
    code: "RATINGS_MOVED",
    message: "calls of the period were rated again while the drafts were computed",
  });
}
