import { dueCharges } from "@tollwright/billing";
import { assessRequestFor, composeInvoice, type Invoice } from "@tollwright/invoice";
import { usageLines } from "@tollwright/postgres";
import type { Problem } from "@tollwright/problem";
import { valuesOf } from "@tollwright/rate-card";
import { assess, type Gap, type TaxLine } from "@tollwright/tax";
import { channelPeaks } from "./channel-peaks.ts";
import { type Closing, scopeOf } from "./closing.ts";
import type { Payer } from "./company.ts";
import { itemisationOf } from "./itemisation.ts";
import { uncountedChannels, uncoveredFamilies } from "./run-gaps.ts";

export type DraftedInvoice = {
  /** Null where the account has nothing to bill, or where a problem would make a wrong total. */
  readonly invoice: Invoice | null;
  readonly gaps: readonly Gap[];
  /** Computed for the books and not billed: absorbed, or forbidden to pass on (books 19). */
  readonly borne: readonly TaxLine[];
  readonly problems: readonly Problem[];
};

/** One paying account's invoice, with its sites: what is due, its taxes, its itemised calls. */
export async function draftInvoice(closing: Closing, { payer, sites }: Payer): Promise<DraftedInvoice> {
  const { documents, legalEntity } = closing.company;
  const { run } = closing;
  const period = { from: run.from, until: run.until };
  const plans = valuesOf(documents, "plan");
  const charged = [];
  for (const account of sites) {
    const usage = await usageLines(closing.database, { ...scopeOf(closing, [account]), run: run.id });
    const peaks = await channelPeaks(closing, account);
    charged.push({ account, peaks, ...dueCharges({ account, plans, period, usage, peaks }) });
  }
  const problems = charged.flatMap((site) => site.problems);
  const levies = valuesOf(documents, "levy");
  const facts = { legalEntity, payer, sites: charged, levies, period, billDate: run.billDate };
  const assessed = assess(assessRequestFor({ ...facts, decisions: closing.decisions }));
  // A levy that cannot be computed would make a wrong total, so that account waits; the others go on.
  if (!assessed.ok)
    return { invoice: null, gaps: [], borne: [], problems: [...problems, ...assessed.problems] };
  const gaps = [
    ...assessed.value.gaps,
    ...uncoveredFamilies(closing, charged),
    ...charged.flatMap((site) => uncountedChannels(closing, site)),
  ];
  const composed = composeInvoice({
    ...facts,
    kind: "invoice",
    assessment: assessed.value,
    dueDate: run.dueDate,
    itemisation: await itemisationOf(closing.database, { ...scopeOf(closing, sites), run: run.id, sites }),
    notices: [],
  });
  const borne = assessed.value.taxLines.filter(({ billed }) => !billed);
  return composed.ok
    ? { invoice: composed.value, gaps, borne, problems }
    : { invoice: null, gaps, borne, problems: [...problems, ...composed.problems] };
}
