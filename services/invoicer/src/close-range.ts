import { sha256 } from "@tollwright/canonical";
import {
  type CorrectedMonth,
  contentOf,
  correctionSummary,
  type Invoice,
  type InvoiceTotals,
  readInvoice,
} from "@tollwright/invoice";
import {
  borneText,
  type ClosingRange,
  type ClosingUnderWay,
  invoices,
  type NewDraft,
  recordedAccounts,
  type SavedDraft,
  saveDrafts,
  type Transaction,
  versionsOf,
} from "@tollwright/postgres";
import type { Problem } from "@tollwright/problem";
import { valuesOf } from "@tollwright/rate-card";
import type { Gap } from "@tollwright/tax";
import type { Closing, RunClosing } from "./closing.ts";
import { factsOfRange } from "./closing-facts.ts";
import { type Payer, payersOf } from "./company.ts";
import { type DraftedInvoice, draftInvoice } from "./draft-invoice.ts";
import { closedWindows } from "./period-windows.ts";
import { distinctGaps } from "./run-gaps.ts";

/** What a close made of one paying account; the invoice itself is with the drafts. */
export type ClosedDraft = {
  readonly account: string;
  /** Null for a draft. */
  readonly number: string | null;
  readonly state: SavedDraft;
  readonly totals: InvoiceTotals;
  /** Earlier months that it corrects (books 12). */
  readonly corrections: readonly CorrectedMonth[];
};

export type RangeOutcome = {
  readonly drafts: readonly ClosedDraft[];
  readonly gaps: readonly Gap[];
  readonly problems: readonly Problem[];
};

/** Closes a range of accounts: computes their drafts, and keeps them in the transaction that holds the range. */
export async function closeRange(
  run: RunClosing,
  input: {
    readonly underWay: ClosingUnderWay;
    readonly range: ClosingRange;
    readonly transaction: Transaction;
  },
): Promise<RangeOutcome> {
  const { range, underWay, transaction } = input;
  const closing = await closingOfRange(run, { range, underWay });
  // What was issued stays, whatever has been loaded since (books 18).
  const issued = await issuedOf(run, range);
  const made: MadeDraft[] = [];
  const found = { gaps: [] as Gap[], problems: [] as Problem[] };
  for (const payer of closing.payers) {
    const account = payer.payer.id;
    if (issued.has(account)) continue;
    const draft = await draftInvoice(closing, payer);
    found.gaps.push(...draft.gaps);
    found.problems.push(...draft.problems);
    if (draft.invoice !== null) made.push(madeDraft(account, draft, draft.invoice));
  }
  const saved = await saveDrafts(transaction, {
    run: run.run.id,
    at: underWay.begunAt,
    drafts: made.map(({ draft }) => draft),
  });
  // Somebody may have issued one just now.
  const isLate = [...saved.values()].includes("alreadyIssued");
  const after = isLate ? await issuedOf(run, range) : issued;
  const drafts = made
    .filter(({ draft: { account } }) => !after.has(account))
    .map(({ draft: { account }, closed }) => ({ ...closed, state: saved.get(account) ?? "unchanged" }));
  return {
    drafts: [
      ...drafts,
      ...[...after].map(([account, invoice]) => ({
        ...closedDraft(account, invoice),
        state: "alreadyIssued" as const,
      })),
    ],
    gaps: distinctGaps(found.gaps),
    problems: found.problems,
  };
}

type MadeDraft = { readonly draft: NewDraft; readonly closed: Omit<ClosedDraft, "state"> };

/** As text, at once: a range of whole invoices with their tax lines would fill the memory, and be moved about in it. */
function madeDraft(account: string, { periods, borne }: DraftedInvoice, invoice: Invoice): MadeDraft {
  const canonicalContent = contentOf(invoice);
  return {
    draft: {
      ...{ account, periods, borne: borneText(borne), canonicalContent },
      contentHash: sha256(canonicalContent),
      total: invoice.totals.amountDue,
    },
    closed: closedDraft(account, invoice),
  };
}

async function closingOfRange(
  run: RunClosing,
  { range, underWay }: { readonly range: ClosingRange; readonly underWay: ClosingUnderWay },
): Promise<Closing & { readonly payers: readonly Payer[] }> {
  const { database } = run;
  const { accounts } = range;
  const documents = await versionsOf(database, range.versions);
  const payers = payersOf(valuesOf(documents, "account"), run.company.legalEntity);
  const windows = closedWindows(run, payers);
  return {
    ...run,
    payers,
    facts: await factsOfRange(run, { closing: underWay.id, payers, windows }),
    recorded: Map.groupBy(await recordedAccounts(database, accounts), ({ account }) => account),
    changed: new Set(range.changed),
  };
}

async function issuedOf(
  { database, run }: RunClosing,
  { accounts }: ClosingRange,
): Promise<ReadonlyMap<string, Invoice>> {
  const stored = await invoices(database, { run: run.id, accounts });
  return new Map(stored.map(({ account, canonical }) => [account, readInvoice(canonical)]));
}

function closedDraft(account: string, invoice: Invoice): MadeDraft["closed"] {
  const { number, totals } = invoice;
  return { account, number, totals, corrections: correctionSummary([invoice]) };
}
