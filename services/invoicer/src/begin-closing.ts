import { AccountHead } from "@tollwright/inventory";
import {
  type BillRun,
  beginClosing,
  type ClosingRange,
  type ClosingUnderWay,
  closingOutcomes,
  closingUnderWay,
  type Database,
  holdingSums,
  indexEndedDays,
  lastGapDecision,
  versionRefs,
  versionSet,
} from "@tollwright/postgres";
import { changedPeriods } from "./changed-periods.ts";
import type { CloseInput } from "./close-input.ts";
import { accountOfChange } from "./closing.ts";
import { type Company, type PayerOf, payersOf } from "./company.ts";
import { closedWindows, daysToSum } from "./period-windows.ts";

export type BegunClosing = ClosingUnderWay & { readonly ranges: number };

/** Works on the close that is under way, or on a new one; as long as that lasts the sums of its days stay as they are. */
export async function withClosing<T>(
  input: CloseInput,
  known: {
    readonly run: BillRun;
    readonly company: Company;
    readonly snapshot: { readonly batches: string; readonly setHash: string };
  },
  work: (closing: BegunClosing) => Promise<T>,
): Promise<T> {
  const { database } = input;
  const { run, snapshot } = known;
  const lastDecision = await lastGapDecision(database);
  const basis = { run: run.id, ...snapshot, lastDecision };
  const underWay = await closingUnderWay(database, { ...basis, until: run.until });
  if (underWay !== null) {
    input.progress("going on with the close that was not ended");
    const ranges = (await closingOutcomes(database, underWay.id)).length;
    return holding(database, underWay, () => work({ ...underWay, ranges }));
  }
  input.progress("summing the calls of the period");
  const parts = await partsOfClosing(input, known);
  return holding(database, { ...basis, ...parts }, async () => {
    const begun = await beginClosing(database, { ...basis, ...parts, at: input.at });
    return work({ ...begun, ranges: parts.ranges.length });
  });
}

function holding<T>(
  database: Database,
  { days, batches }: Pick<ClosingUnderWay, "days" | "batches">,
  work: () => Promise<T>,
): Promise<T> {
  return days === null ? work() : holdingSums(database, { ...days, batches }, work);
}

type PartsOfClosing = Pick<Parameters<typeof beginClosing>[1], "days" | "windows" | "ranges">;

/** The ranges of a new close, and what of all accounts is asked once. */
async function partsOfClosing(
  input: CloseInput,
  { run, company, snapshot }: Parameters<typeof withClosing>[1],
): Promise<PartsOfClosing> {
  const { database } = input;
  const documents = (await versionSet(database, snapshot.setHash, { kinds: ["account"] })) ?? [];
  const together = input.payersTogether ?? PAYERS_TOGETHER;
  input.expectRanges?.(Math.ceil(documents.length / together));
  const heads = documents.map(({ canonical }) => AccountHead.parse(JSON.parse(canonical)));
  const payers = payersOf(heads, company.legalEntity);
  const refs = await versionRefs(database, snapshot.setHash);
  const changed = await changedPeriods({ database, payers, refs, batches: snapshot.batches });
  const windows = closedWindows({ run, company }, payers);
  if (changed.size > 0 || windows.some(({ readsCalls }) => readsCalls))
    await indexEndedDays(database, run.until);
  const versions = new Map(documents.map(({ name, hash }) => [name, hash]));
  return {
    days: daysToSum(windows),
    windows: windows.filter(({ isOrdered }) => !isOrdered),
    ranges: rangesOf(payers, { versions, changed, together }),
  };
}

const PAYERS_TOGETHER = 200;

function rangesOf(
  payers: readonly PayerOf<AccountHead>[],
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
