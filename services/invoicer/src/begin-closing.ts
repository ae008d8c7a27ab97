import {
  type BillRun,
  beginClosing,
  type ClosingRange,
  type ClosingUnderWay,
  closingOutcomes,
  closingUnderWay,
  indexEndedDays,
  lastGapDecision,
  versionRefs,
  versionSet,
} from "@tollwright/postgres";
import { valuesOf } from "@tollwright/rate-card";
import { changedPeriods } from "./changed-periods.ts";
import type { CloseInput } from "./close-input.ts";
import { accountOfChange } from "./closing.ts";
import { type Company, type Payer, payersOf } from "./company.ts";
import { closedWindows, measuredTrunks } from "./period-windows.ts";

export type BegunClosing = ClosingUnderWay & { readonly ranges: number };

/** The close that is under way, or a new one, with its passes over all calls. */
export async function beginOrGoOn(
  input: CloseInput,
  known: {
    readonly run: BillRun;
    readonly company: Company;
    readonly snapshot: { readonly batches: string; readonly setHash: string };
  },
): Promise<BegunClosing> {
  const { database } = input;
  const { run, company, snapshot } = known;
  const lastDecision = await lastGapDecision(database);
  const basis = { run: run.id, ...snapshot, lastDecision };
  const underWay = await closingUnderWay(database, { ...basis, until: run.until });
  if (underWay !== null) {
    input.progress("going on with the close that was not ended");
    return { ...underWay, ranges: (await closingOutcomes(database, underWay.id)).length };
  }
  input.progress("summing the calls of the period");
  const documents = (await versionSet(database, snapshot.setHash, { kinds: ["account"] })) ?? [];
  const payers = payersOf(valuesOf(documents, "account"), company.legalEntity);
  const refs = await versionRefs(database, snapshot.setHash);
  const changed = await changedPeriods({ database, payers, refs, batches: snapshot.batches });
  const windows = closedWindows({ run, company }, payers);
  if (changed.size > 0 || windows.some(({ readsCalls }) => readsCalls))
    await indexEndedDays(database, run.until);
  const versions = new Map(documents.map(({ name, hash }) => [name, hash]));
  const together = input.payersTogether ?? PAYERS_TOGETHER;
  const ranges = rangesOf(payers, { versions, changed, together });
  const closing = await beginClosing(database, {
    ...basis,
    ranges,
    windows: windows.filter(({ isOrdered }) => !isOrdered),
    trunks: measuredTrunks(windows),
    at: input.at,
  });
  return { ...closing, ranges: ranges.length };
}

const PAYERS_TOGETHER = 200;

function rangesOf(
  payers: readonly Payer[],
  {
    versions,
    changed,
    together,
  }: {
    readonly versions: ReadonlyMap<string, string>;
    readonly changed: ReadonlySet<string>;
    readonly together: number;
  },
): readonly ClosingRange[] {
  const ofAccount = Map.groupBy(changed, accountOfChange);
  return Array.from({ length: Math.ceil(payers.length / together) }, (_, index) => {
    const own = payers.slice(index * together, (index + 1) * together);
    const accounts = own.flatMap(({ sites }) => sites.map(({ id }) => id));
    return {
      accounts,
      versions: accounts.flatMap((account) => versions.get(account) ?? []),
      changed: accounts.flatMap((account) => ofAccount.get(account) ?? []),
    };
  });
}
