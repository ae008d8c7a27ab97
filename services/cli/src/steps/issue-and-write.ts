import { join } from "node:path";
import { removeHalfWritten, writeFileAtomic } from "@tollwright/files";
import type { LegalEntity } from "@tollwright/inventory";
import { documentsOfInvoice, issue } from "@tollwright/invoicer";
import { type BillRun, invoices, type StoredInvoice } from "@tollwright/postgres";
import { ok, type Result } from "@tollwright/problem";
import type { Context } from "../context.ts";

export type IssuedFile = {
  readonly number: string;
  readonly account: string;
  readonly files: readonly string[];
};

/** Issues a run's approved invoices and writes the documents of all of that run: `<out>/<account>/<number>.pdf` and its kin. */
export async function issueAndWrite(
  context: Context,
  { run, entity, out }: { readonly run: BillRun; readonly entity: LegalEntity; readonly out: string },
): Promise<Result<readonly IssuedFile[]>> {
  const issued = await issue(context.database, {
    run,
    series: entity.invoiceSeries,
    zone: entity.zone,
    at: context.clock(),
  });
  if (!issued.ok) return issued;
  return ok(
    await writeDocuments(context, { invoices: await invoices(context.database, { run: run.id }), out }),
  );
}

/** Writes stored documents as files, rendering those that are not stored yet. */
async function writeDocuments(
  context: Context,
  { invoices: issued, out }: { readonly invoices: readonly StoredInvoice[]; readonly out: string },
): Promise<readonly IssuedFile[]> {
  const written: IssuedFile[] = [];
  for (const invoice of issued) {
    context.output.update(`    writing the documents of ${invoice.number}, ${invoice.account}`);
    const files: string[] = [];
    for (const { kind, pieces } of await documentsOfInvoice(context.database, invoice, context.clock())) {
      const path = join(out, invoice.account, `${invoice.number}.${kind}`);
      await writeFileAtomic(path, pieces);
      files.push(path);
    }
    await removeHalfWritten(join(out, invoice.account));
    written.push({ number: invoice.number, account: invoice.account, files });
  }
  return written;
}
