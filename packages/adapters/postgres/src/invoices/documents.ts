import assert from "node:assert";
import type { Instant } from "@tollwright/calendar";
import { sha256 } from "@tollwright/canonical";
import type { Database } from "../database.ts";
import { inTransaction } from "../in-transaction.ts";
import { row } from "../rows.ts";

export type DocumentKind = "pdf" | "xlsx" | "csv" | "json";

export type SavedDocument = {
  readonly kind: DocumentKind;
  /** Of the document that is stored. */
  readonly sha256: string;
  /** `keptEarlier`: other bytes are stored, and those are served (books 18). */
  readonly stored: "new" | "same" | "keptEarlier";
};

/** Stores the rendered documents of an issued invoice, each once. */
export async function saveDocuments(
  db: Database,
  options: {
    readonly number: string;
    readonly documents: readonly { readonly kind: DocumentKind; readonly bytes: Uint8Array }[];
    readonly at: Instant;
  },
): Promise<readonly SavedDocument[]> {
  return inTransaction(db, async (transaction) => {
    const saved: SavedDocument[] = [];
    for (const { kind, bytes } of options.documents) {
      const hash = sha256(bytes);
      const added = await row(
        transaction,
        `insert into invoice_document (invoice, kind, sha256, bytes, rendered_at)
         select id, $2, $3, $4, $5 from invoice where number = $1 on conflict do nothing returning kind`,
        [options.number, kind, hash, Buffer.from(bytes), new Date(options.at)],
      );
      if (added !== null) saved.push({ kind, sha256: hash, stored: "new" });
      else {
        const earlier = await row<{ sha256: string }>(
          transaction,
          `select sha256 from invoice_document d join invoice i on i.id = d.invoice where i.number = $1 and kind = $2`,
          [options.number, kind],
        );
        assert(earlier !== null, `no issued invoice ${options.number}`);
        const stored = earlier.sha256 === hash ? "same" : "keptEarlier";
        saved.push({ kind, sha256: earlier.sha256, stored });
      }
    }
    return saved;
  });
}

/** A document as it was stored, or null. */
export async function documentOf(
  db: Database,
  { number, kind }: { readonly number: string; readonly kind: DocumentKind },
): Promise<{ readonly bytes: Buffer; readonly sha256: string } | null> {
  return row<{ bytes: Buffer; sha256: string }>(
    db,
    `select d.bytes, d.sha256 from invoice_document d join invoice i on i.id = d.invoice
     where i.number = $1 and d.kind = $2`,
    [number, kind],
  );
}
