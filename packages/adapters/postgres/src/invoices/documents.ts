import assert from "node:assert";
import { createHash } from "node:crypto";
import type { Instant } from "@tollwright/calendar";
import type { Database, Transaction } from "../database.ts";
import { inTransaction } from "../in-transaction.ts";
import { row, rows } from "../rows.ts";
import { inPieces } from "./in-pieces.ts";

export type DocumentKind = "pdf" | "xlsx" | "csv" | "json";

/** A document as it is rendered or read, a piece at a time. */
export type DocumentPieces = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

export type SavedDocument = {
  readonly kind: DocumentKind;
  /** Of the document that is stored. */
  readonly sha256: string;
  /** `keptEarlier`: other bytes are stored, and those are served (books 18). */
  readonly stored: "new" | "same" | "keptEarlier";
};

/**
 * Stores the rendered documents of an issued invoice, each once, in one transaction. Each is read to its end before the next one is begun; memory
 * does not know how long it is.
 */
export async function saveDocuments(
  db: Database,
  options: {
    readonly number: string;
    readonly documents: Iterable<{ readonly kind: DocumentKind; readonly pieces: DocumentPieces }>;
    readonly at: Instant;
  },
): Promise<readonly SavedDocument[]> {
  const { number, documents, at } = options;
  return inTransaction(db, async (transaction) => {
    // Whoever renders the same documents meanwhile waits, and finds them stored.
    const invoice = await row<{ id: bigint }>(
      transaction,
      "select id from invoice where number = $1 for no key update",
      [number],
    );
    assert(invoice !== null, `no issued invoice ${number}`);
    const saved: SavedDocument[] = [];
    for (const document of documents)
      saved.push(await saveDocument(transaction, { invoice: invoice.id, ...document, at }));
    return saved;
  });
}

type NewDocument = {
  readonly invoice: bigint;
  readonly kind: DocumentKind;
  readonly pieces: DocumentPieces;
  readonly at: Instant;
};

async function saveDocument(transaction: Transaction, document: NewDocument): Promise<SavedDocument> {
  const { invoice, kind, at } = document;
  const earlier = await row<{ sha256: string }>(
    transaction,
    "select sha256 from invoice_document where invoice = $1 and kind = $2",
    [invoice, kind],
  );
  const { sha256, bytes } = await writePieces(transaction, { ...document, keeps: earlier === null });
  if (earlier !== null)
    return { kind, sha256: earlier.sha256, stored: earlier.sha256 === sha256 ? "same" : "keptEarlier" };
  await rows(
    transaction,
    "insert into invoice_document (invoice, kind, sha256, bytes, rendered_at) values ($1, $2, $3, $4, $5)",
    [invoice, kind, sha256, bytes, new Date(at)],
  );
  return { kind, sha256, stored: "new" };
}

/** @returns The bytes of a document of one piece, which needs no rows of its own; null of a longer one. */
async function writePieces(
  transaction: Transaction,
  { invoice, kind, pieces, keeps }: NewDocument & { readonly keeps: boolean },
): Promise<{ readonly sha256: string; readonly bytes: Uint8Array | null }> {
  const hash = createHash("sha256");
  let first: Uint8Array | null = null;
  let ordinal = 0;
  const keep = async (bytes: Uint8Array): Promise<void> => {
    if (keeps)
      await rows(
        transaction,
        "insert into invoice_document_piece (invoice, kind, ordinal, bytes) values ($1, $2, $3, $4)",
        [invoice, kind, ordinal, bytes],
      );
    ordinal += 1;
  };
  for await (const piece of inPieces(pieces)) {
    hash.update(piece);
    if (ordinal === 0 && first === null) {
      first = piece;
      continue;
    }
    if (first !== null) await keep(first);
    first = null;
    await keep(piece);
  }
  const isLong = ordinal > 0;
  return { sha256: hash.digest("hex"), bytes: isLong ? null : (first ?? new Uint8Array()) };
}

/** A document as it was stored, or null; its pieces are read as they are asked for. */
export async function documentOf(
  db: Database,
  { number, kind }: { readonly number: string; readonly kind: DocumentKind },
): Promise<{ readonly sha256: string; readonly pieces: AsyncIterable<Uint8Array> } | null> {
  const found = await row<{ invoice: bigint; bytes: Buffer | null; sha256: string }>(
    db,
    `select d.invoice, d.bytes, d.sha256 from invoice_document d join invoice i on i.id = d.invoice
     where i.number = $1 and d.kind = $2`,
    [number, kind],
  );
  if (found === null) return null;
  const { invoice, bytes, sha256 } = found;
  return { sha256, pieces: checked(bytes === null ? piecesOf(db, { invoice, kind }) : [bytes], sha256) };
}

async function* piecesOf(
  db: Database,
  { invoice, kind }: Pick<NewDocument, "invoice" | "kind">,
): AsyncGenerator<Uint8Array> {
  for (let ordinal = 0; ; ordinal += 1) {
    const piece = await row<{ bytes: Buffer }>(
      db,
      "select bytes from invoice_document_piece where invoice = $1 and kind = $2 and ordinal = $3",
      [invoice, kind, ordinal],
    );
    if (piece === null) return;
    yield piece.bytes;
  }
}

/** The database checks the hash of a document in one row; of one in pieces whoever reads it does. */
async function* checked(pieces: DocumentPieces, sha256: string): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  for await (const piece of pieces) {
    hash.update(piece);
    yield piece;
  }
  assert.equal(hash.digest("hex"), sha256, "a stored document is what was stored");
}
