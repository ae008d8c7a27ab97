import { civilDateIn, type Period } from "@tollwright/calendar";
import type { Account } from "@tollwright/inventory";
import type { FileEntry } from "./file-entries.ts";
import { answeredAt, type PlannedCall } from "./planned-call.ts";
import type { Category } from "./profiles.ts";

/** What a source's files hold: records = calls + repeated + conflicting + broken. */
export type SourceCounts = {
  readonly source: string;
  readonly files: number;
  readonly records: number;
  /** Whole records, each of another call. */
  readonly calls: number;
  readonly repeated: number;
  readonly conflicting: number;
  readonly broken: number;
  /** Files sent again under another name, and the records in them: beside `files` and `records`. */
  readonly resentFiles: number;
  readonly resentRecords: number;
};

/** Whole records, by what they are. */
export type CallCount = {
  readonly source: string;
  /** Null for the call of nobody. */
  readonly account: string | null;
  readonly category: Category;
  readonly answered: boolean;
  /** By the day of the answer, or of the start, in the account's zone. */
  readonly month: "before" | "within" | "after";
  readonly calls: number;
  /** As the records say: whole seconds from Asterisk. */
  readonly billableMilliseconds: number;
};

/** What was made, for a comparison with the balances of what was read. */
export type TrafficSummary = {
  readonly sources: readonly SourceCounts[];
  readonly calls: readonly CallCount[];
};

export function sourceCounts(given: {
  readonly source: string;
  readonly files: number;
  readonly entries: readonly FileEntry[];
  readonly resentFiles: number;
  readonly resentRecords: number;
}): SourceCounts {
  const { entries, ...rest } = given;
  const count = (...mishaps: readonly string[]): number =>
    entries.filter(({ mishap }) => mishaps.includes(mishap)).length;
  const [calls, repeated, conflicting] = [count("whole"), count("repeated"), count("conflicting")];
  const broken = entries.length - calls - repeated - conflicting;
  return { ...rest, records: entries.length, calls, repeated, conflicting, broken };
}

export function callCounts(given: {
  readonly entries: readonly FileEntry[];
  readonly accounts: readonly Account[];
  readonly period: Period;
  readonly billable: (call: PlannedCall) => number;
}): readonly CallCount[] {
  const { entries, accounts, period, billable } = given;
  const zones = new Map(accounts.map(({ id, zone }) => [id, zone]));
  const counts = new Map<string, CallCount>();
  for (const { call, mishap } of entries) {
    if (mishap !== "whole") continue;
    const { source, account, category } = call;
    const answered = call.outcome === "answered";
    const month = monthOf(call, zones.get(account ?? "") ?? "UTC", period);
    const key = JSON.stringify([source, account, category, answered, month]);
    const { calls, billableMilliseconds } = counts.get(key) ?? { calls: 0, billableMilliseconds: 0 };
    counts.set(key, {
      source,
      account,
      category,
      answered,
      month,
      calls: calls + 1,
      billableMilliseconds: billableMilliseconds + billable(call),
    });
  }
  return [...counts].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, value]) => value);
}

function monthOf(call: PlannedCall, zone: string, period: Period): CallCount["month"] {
  const at = call.outcome === "answered" ? answeredAt(call) : call.startedAt;
  const day = civilDateIn(at, zone);
  if (day < period.from) return "before";
  return day < period.until ? "within" : "after";
}
