import type { Instant, Period } from "@tollwright/calendar";
import { contains } from "@tollwright/calendar";
import type { LegalEntity } from "@tollwright/inventory";
import { closingSnapshot, type Database, versionSet } from "@tollwright/postgres";
import { valuesOf } from "@tollwright/rate-card";
import { type SharesOfLabel, shareTable } from "@tollwright/tax";
import { actualSharesOf } from "./actual-shares.ts";
import { COMPANY_KINDS, companyOf } from "./company.ts";

/** What one company elected for a class, on which days, and what that makes of each label of a line (books 21). */
export type ElectedShares = {
  readonly legalEntity: string;
  readonly serviceClass: string;
  readonly from: string;
  readonly until: string | null;
  readonly method: string;
  readonly evidence: string | null;
  readonly labels: readonly SharesOfLabel[];
};

/**
 * Every election of every company in force, the earliest first.
 *
 * @param period Where a class divides as the calls of each period did: those of this one, as far as they are known at `at`. Null: it
 *   is only told that they decide.
 */
export async function shareHistory(
  database: Database,
  { at, period }: { readonly at: Instant; readonly period: Period | null },
): Promise<readonly ElectedShares[]> {
  const snapshot = await closingSnapshot(database, at);
  const documents = (await versionSet(database, snapshot.setHash, { kinds: COMPANY_KINDS })) ?? [];
  const elected: ElectedShares[] = [];
  for (const { id, interstate } of valuesOf(documents, "legalEntity")) {
    const company = companyOf(documents, id);
    if (!company.ok) continue;
    const known = { database, company: company.value, batches: snapshot.batches, versions: snapshot.setHash };
    const actual = period === null ? new Map() : await actualSharesOf(known, period);
    for (const election of interstate.toSorted(byStart)) {
      const { serviceClass, from, until, method, evidence } = election;
      const shares =
        period !== null && contains(election, period.from) ? actual.get(serviceClass) : undefined;
      const by = method === "actual" ? (shares === undefined ? null : { shares }) : { method };
      elected.push({
        ...{ legalEntity: id, serviceClass, from, until, evidence: evidence ?? null },
        method: methodText(method),
        labels: shareTable(serviceClass, by),
      });
    }
  }
  return elected;
}

type Election = LegalEntity["interstate"][number];

function byStart(left: Election, right: Election): number {
  return left.from < right.from ? -1 : left.from > right.from ? 1 : 0;
}

function methodText(method: Election["method"]): string {
  if (method === "safeHarbor") return "safe harbor";
  return method === "actual" ? "the calls of each period" : `traffic study, ${method.trafficStudy}`;
}
