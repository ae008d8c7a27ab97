import { type Instant, startOfDay } from "@tollwright/calendar";
import type { Account } from "@tollwright/inventory";
import type { BillRun, Database } from "@tollwright/postgres";
import type { GapDecision } from "@tollwright/tax";
import type { Company } from "./company.ts";

/** What every account of a run shares while it is closed. */
export type Closing = {
  readonly database: Database;
  readonly company: Company;
  readonly run: BillRun;
  /** Multirange text of the exact batches that count (books 11). */
  readonly batches: string;
  /** Hash of the set of versions in force. */
  readonly versions: string;
  /** The newest first. */
  readonly decisions: readonly GapDecision[];
};

export type Scope = {
  readonly accounts: readonly string[];
  readonly fromInstant: Instant;
  readonly untilInstant: Instant;
  readonly batches: string;
};

/** The calls of accounts that share a zone, in the run's period and batches. */
export function scopeOf({ run, batches }: Closing, accounts: readonly Account[]): Scope {
  const zone = accounts[0]?.zone ?? "UTC";
  return {
    accounts: accounts.map(({ id }) => id),
    fromInstant: startOfDay(run.from, zone),
    untilInstant: startOfDay(run.until, zone),
    batches,
  };
}
