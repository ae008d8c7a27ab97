import { type CivilDate, civilDateIn, type Instant } from "@tollwright/calendar";
import { sha256 } from "@tollwright/canonical";
import { canonicalInvoice, type Invoice, readInvoice, withNumber } from "@tollwright/invoice";
import {
  type ApprovalRecord,
  approveRun,
  type BillRun,
  billRuns,
  type Database,
  type Draft,
  drafts,
  gapsOfRun,
  issueRun,
  type StoredGap,
  type StoredInvoice,
} from "@tollwright/postgres";
import { fail, ok, type Problem, problem, type Result } from "@tollwright/problem";

/** The run of a legal entity that starts on this day. */
export async function runOf(
  database: Database,
  { legalEntity, from }: { readonly legalEntity: string; readonly from: CivilDate },
): Promise<Result<BillRun>> {
  const found = (await billRuns(database)).find(
    (run) => run.legalEntity === legalEntity && run.from === from,
  );
  if (found !== undefined) return ok(found);
  return fail({
    code: "RUN_UNKNOWN",
    message: `${legalEntity} has no run that starts on ${from}`,
    wayOut: `Close the period first: tollwright close --period ${from.slice(0, "2026-04".length)}.`,
  });
}

/**
 * Freezes the content of every draft of a run, by name (books 17).
 *
 * Refuses while a figure is missing that nobody has decided, or that somebody decided to hold (books 19).
 */
export async function approve(
  database: Database,
  { run, by, at }: { readonly run: BillRun; readonly by: string; readonly at: Instant },
): Promise<Result<{ readonly approved: readonly string[]; readonly record: ApprovalRecord }>> {
  const open = (await gapsOfRun(database, run.id)).filter(({ settled }) => !settled);
  return open.length > 0
    ? fail(...open.map(gapOpen))
    : ok(await approveRun(database, { run: run.id, by, at }));
}

/** Numbers and freezes the approved invoices of a run in one transaction, in order of account id. */
export async function issue(
  database: Database,
  {
    run,
    series,
    zone,
    at,
  }: { readonly run: BillRun; readonly series: string; readonly zone: string; readonly at: Instant },
): Promise<Result<readonly StoredInvoice[]>> {
  const issuedOn = civilDateIn(at, zone);
  const result = await issueRun(database, {
    run: run.id,
    series: `${series}-${run.billDate.slice(0, "2026".length)}`,
    issuedOn,
    at,
    finish: (draft, number) => {
      const drafted = readInvoice(draft.canonicalContent);
      const canonical = canonicalInvoice(withNumber(drafted, { number, issuedOn }));
      return { canonical, invoiceHash: sha256(canonical) };
    },
  });
  if (result.kind === "issued") return ok(result.invoices);
  return fail({
    code: "RUN_NOT_APPROVED",
    message: `not approved, or changed since: ${result.accounts.join(", ")}`,
    wayOut: "Review the drafts and approve the run: tollwright approve --period MONTH --by NAME.",
  });
}

/** The drafts of a run with their invoices, in order of account. */
export async function draftsOf(
  database: Database,
  run: BillRun,
): Promise<readonly { readonly draft: Draft; readonly invoice: Invoice }[]> {
  const stored = await drafts(database, run.id);
  return stored.map((draft) => ({ draft, invoice: readInvoice(draft.canonicalContent) }));
}

function gapOpen({ levy, jurisdiction, from, until, decisions }: StoredGap): Problem {
  const [latest] = decisions;
  const days = from === null && until === null ? "any day" : `${from ?? "…"} until ${until ?? "…"}`;
  const figure = `${levy} in ${jurisdiction} has no figure that may bill, for ${days}`;
  if (latest?.decision !== "hold") return problem({ code: "GAP_UNDECIDED", message: figure });
  return problem({ code: "GAP_HELD", message: `${figure}; held by ${latest.by}: ${latest.reason}` });
}
