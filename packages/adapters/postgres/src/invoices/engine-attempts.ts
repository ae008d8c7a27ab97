import type { Instant } from "@tollwright/calendar";
import type { Database } from "../database.ts";
import { rows } from "../rows.ts";

export type EngineAttempt = {
  readonly number: number;
  readonly state: "sent" | "answered" | "committed" | "withdrawn";
};

/** What an outside tax engine was told about a document, attempt by attempt: the last word about each. */
export async function engineAttempts(
  db: Database,
  { engine, document }: { readonly engine: string; readonly document: string },
): Promise<readonly EngineAttempt[]> {
  return rows<EngineAttempt>(
    db,
    `select distinct on (attempt) attempt as number, state from tax_engine_attempt
     where engine = $1 and document = $2 order by attempt, id desc`,
    [engine, document],
  );
}

/** Adds a word about an attempt; a second commit of one document is refused by the database. */
export async function keepEngineAttempt(
  db: Database,
  kept: EngineAttempt & { readonly engine: string; readonly document: string; readonly at: Instant },
): Promise<void> {
  await rows(
    db,
    "insert into tax_engine_attempt (engine, document, attempt, state, at) values ($1, $2, $3, $4, $5)",
    [kept.engine, kept.document, kept.number, kept.state, new Date(kept.at)],
  );
}
