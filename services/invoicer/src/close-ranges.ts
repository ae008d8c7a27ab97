import assert from "node:assert";
import {
  billRunById,
  type ClosingUnderWay,
  closeNextRange,
  closingById,
  type Database,
  gapDecisions,
  versionSet,
} from "@tollwright/postgres";
import { rememberedBySource } from "./calls-without-trunk.ts";
import { closeRange } from "./close-range.ts";
import type { RunClosing } from "./closing.ts";
import { COMPANY_KINDS, companyOf } from "./company.ts";
import { countsFromAnswers } from "./measured-products.ts";

/** Closes ranges of a close that is under way, one a call, until none is left that nobody else has. */
export type RangeCloser = () => Promise<boolean>;

/**
 * Whoever closes ranges reads once what all of them go by. So one more process is one more invoicer, and one that dies leaves its
 * range to the others (design section 8).
 *
 * @param closing Its number.
 */
export async function rangeCloser(database: Database, closing: bigint): Promise<RangeCloser> {
  const underWay = await closingById(database, closing);
  if (underWay === null) return async () => false;
  const run = await runClosing(database, underWay);
  return () =>
    closeNextRange(database, closing, (range, transaction) =>
      closeRange(run, { underWay, range, transaction }),
    );
}

async function runClosing(database: Database, underWay: ClosingUnderWay): Promise<RunClosing> {
  const run = await billRunById(database, underWay.run);
  const documents = await versionSet(database, underWay.setHash, { kinds: COMPANY_KINDS });
  assert(run !== null && documents !== null, "a close belongs to a run and goes by a set that is kept");
  const company = companyOf(documents, run.legalEntity);
  assert(company.ok, "the legal entity of a run was there when it began");
  return {
    database,
    run,
    company: company.value,
    batches: underWay.batches,
    versions: underWay.setHash,
    decisions: await gapDecisions(database, underWay.lastDecision),
    callsWithoutTrunk: rememberedBySource(),
    countsFromAnswers: countsFromAnswers(company.value),
  };
}
