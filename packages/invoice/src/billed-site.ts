import assert from "node:assert";
import type { Charge, PoolStatement } from "@tollwright/billing";
import { byCodeUnit } from "@tollwright/canonical";
import type { Account } from "@tollwright/inventory";

/** An account whose charges are a section of one invoice: the payer itself, or a site billed to it. */
export type BilledSite = {
  readonly account: Account;
  readonly charges: readonly Charge[];
  /** Its pools over the invoice's own period. */
  readonly pools?: readonly PoolStatement[];
};

/** The fixed order of an invoice's sections, and so of what its caps and thresholds use up: the payer's own, then by id. */
export function payerFirst(payer: Account, sites: readonly BilledSite[]): readonly BilledSite[] {
  const own = sites.filter((site) => site.account.id === payer.id);
  assert.equal(own.length, 1, `account ${payer.id} has one section of its own on its invoice`);
  const others = sites.filter((site) => site.account.id !== payer.id);
  return [...own, ...others.sort((left, right) => byCodeUnit(left.account.id, right.account.id))];
}
