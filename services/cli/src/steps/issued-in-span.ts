import type { Period } from "@tollwright/calendar";
import { readInvoice } from "@tollwright/invoice";
import { type CountsBy, issuedForReturns } from "@tollwright/postgres";
import type { IssuedInvoice } from "@tollwright/returns";
import { CommanderError } from "commander";
import type { Context } from "../context.ts";
import { EXIT } from "../output.ts";

const COUNTS_BY = ["period", "billDate", "issuedOn"] as const satisfies readonly CountsBy[];

/** Options of every question about issued invoices. */
export type SpanOptions = { readonly entity?: string; readonly by: string };

export const BY_HELP = "period (that was closed) | billDate | issuedOn: the day that an invoice counts on";

/** Gives each issued invoice of a span to what adds them up. */
export async function eachIssued(
  { database }: Context,
  asked: SpanOptions & { readonly span: Period },
  add: (issued: IssuedInvoice) => void,
): Promise<void> {
  const { entity, by, span } = asked;
  const question = { legalEntity: entity ?? null, from: span.from, until: span.until, by: countsBy(by) };
  for await (const { canonical, ...issued } of issuedForReturns(database, question)) {
    add({ ...issued, invoice: readInvoice(canonical) });
  }
}

function countsBy(text: string): CountsBy {
  const found = COUNTS_BY.find((name) => name === text);
  if (found !== undefined) return found;
  throw new CommanderError(EXIT.usage, "by", `--by takes ${COUNTS_BY.join(", ")}, not ${text}`);
}
