import type { BillRun, Database, RecordedAccount } from "@tollwright/postgres";
import type { GapDecision } from "@tollwright/tax";
import type { CallsBySource } from "./calls-without-trunk.ts";
import type { ClosingFacts } from "./closing-facts.ts";
import type { Company } from "./company.ts";

/** What every account of a run shares while it is closed. */
export type RunClosing = {
  readonly database: Database;
  readonly company: Company;
  readonly run: BillRun;
  /** Multirange text of the exact batches that count (books 11). */
  readonly batches: string;
  /** Hash of the set of versions in force. */
  readonly versions: string;
  /** The newest first. */
  readonly decisions: readonly GapDecision[];
  readonly callsWithoutTrunk: CallsBySource;
  /** Some plan measures channels from the answer of a call on. */
  readonly countsFromAnswers: boolean;
};

/** The same with what is known of a range of accounts. */
export type Closing = RunClosing & {
  readonly facts: ClosingFacts;
  /** Of each account, the periods that issued invoices touch, the earliest first. */
  readonly recorded: ReadonlyMap<string, readonly RecordedAccount[]>;
  /** Accounts' periods of which something is known that their invoices did not know, as `changeKey` names them (books 12). */
  readonly changed: ReadonlySet<string>;
};

export function changeKey({
  account,
  period,
}: {
  readonly account: string;
  readonly period: string;
}): string {
  return `${account} ${period}`;
}

/** The account of a key. */
export function accountOfChange(key: string): string {
  return key.slice(0, key.lastIndexOf(" "));
}
