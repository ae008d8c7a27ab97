import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CivilDate } from "@tollwright/calendar";
import { inOnePiece, renderPdf, renderXlsx } from "@tollwright/documents";
import { writeFileAtomic } from "@tollwright/files";
import {
  canonicalInvoice,
  type Invoice,
  invoiceHash,
  QuoteRequest,
  quoteFromRequest,
} from "@tollwright/invoice";
import { fail, ok, type Result } from "@tollwright/problem";
import { checkYaml } from "@tollwright/yaml";
import { filesMissing } from "../files-missing.ts";
import { locateForQuote } from "./locate-addresses.ts";
import { suppliedRateCards } from "./supplied-rate-cards.ts";

export type QuotedFiles = { readonly invoice: Invoice; readonly files: readonly string[] };

/** A sample invoice out of a short YAML: the same engine and documents as the invoice, and nothing stored (books 24). */
export async function quoteToFiles({
  path,
  rateCards,
  data,
  today,
  out,
}: {
  readonly path: string;
  readonly rateCards: string;
  /** Holds what was imported of places. */
  readonly data: string;
  readonly today: CivilDate;
  readonly out: string;
}): Promise<Result<QuotedFiles>> {
  const text = await readFile(path, "utf8").catch(() => null);
  if (text === null) return fail(filesMissing(path));
  const request = checkYaml(QuoteRequest, { path, text });
  if (!request.ok) return request;
  const { supplies, problems } = await suppliedRateCards(rateCards);
  const locate = locateForQuote({ data, rateCards, today, legalEntities: supplies.legalEntities });
  const quoted = quoteFromRequest(request.value, { ...supplies, locate });
  if (!quoted.ok) return fail(...quoted.problems, ...problems);
  const invoice = quoted.value;
  const hash = invoiceHash(invoice);
  const documents = [
    { kind: "json", bytes: new TextEncoder().encode(canonicalInvoice(invoice)) },
    { kind: "pdf", bytes: await renderPdf({ invoice, invoiceHash: hash }) },
    { kind: "xlsx", bytes: await inOnePiece(renderXlsx({ invoice, invoiceHash: hash, calls: [] })) },
  ];
  const files: string[] = [];
  for (const { kind, bytes } of documents) {
    const file = join(
      out,
      "quotes",
      `${fileName(invoice.account.name)}-${invoice.period.from.slice(0, "2026-04".length)}.${kind}`,
    );
    await writeFileAtomic(file, bytes);
    files.push(file);
  }
  return ok({ invoice, files });
}

/** @example `Juniper Print Works` is `juniper-print-works`. */
function fileName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
