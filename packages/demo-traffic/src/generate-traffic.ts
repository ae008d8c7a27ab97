import assert from "node:assert";
import { monthPeriod } from "@tollwright/calendar";
import type { Source } from "@tollwright/cdr";
import type { Account } from "@tollwright/inventory";
import { asteriskTraffic } from "./asterisk-traffic.ts";
import { EXTRA_LINES } from "./file-entries.ts";
import { freeswitchTraffic } from "./freeswitch-traffic.ts";
import { planCalls } from "./plan-calls.ts";
import type { PlannedCall } from "./planned-call.ts";
import { specialCalls } from "./special-calls.ts";
import { callCounts, type TrafficSummary } from "./summary.ts";
import type { TrafficFile } from "./traffic-file.ts";
import { trunkLines } from "./trunk-line.ts";

export type TrafficRequest = {
  /** The same seed gives the same bytes. */
  readonly seed: string;
  /** One source of each format. */
  readonly company: { readonly accounts: readonly Account[]; readonly sources: readonly Source[] };
  /** `2026-04` */
  readonly month: string;
  /** Records in all files together, with the broken and the repeated ones; a file sent again comes on top. */
  readonly sizes: { readonly asteriskRecords: number; readonly freeswitchRecords: number };
};

export type Traffic = {
  readonly summary: TrafficSummary;
  /** Written one at a time as they are asked for; asked again, the same. */
  readonly files: Iterable<TrafficFile>;
};

/**
 * A month of call records as two switches would have written them, from a seed.
 *
 * Calls are planned for both switches together, in order of their start, so that no trunk group carries more than its
 * ceiling; then each switch writes its own.
 *
 * @example seed "demo", April, 47,000 and 3,000: 32 daily `Master-….csv`, 3,000 `a_….cdr.json`, and one of each sent again.
 */
export function generateTraffic(request: TrafficRequest): Traffic {
  const { seed, company, month, sizes } = request;
  const period = monthPeriod(month);
  const [asterisk, freeswitch] = [
    sourceOf(company.sources, "asterisk-csv"),
    sourceOf(company.sources, "freeswitch-json"),
  ];
  const lines = trunkLines(company.accounts, company.sources);
  const records = new Map([
    [asterisk.id, sizes.asteriskRecords - EXTRA_LINES],
    [freeswitch.id, sizes.freeswitchRecords],
  ]);
  const special = specialCalls({ seed, lines, company, period });
  const calls = planCalls({ seed, lines, period, records, special });
  const written = (source: Source): readonly PlannedCall[] =>
    calls.filter((call) => call.source === source.id);
  const made = [
    asteriskTraffic(written(asterisk), asterisk, period),
    freeswitchTraffic(written(freeswitch), freeswitch),
  ];
  const { accounts } = company;
  return {
    summary: {
      sources: made.map(({ counts }) => counts),
      calls: made.flatMap(({ entries, billable }) => callCounts({ entries, accounts, period, billable })),
    },
    files: {
      *[Symbol.iterator]() {
        for (const { files } of made) yield* files();
      },
    },
  };
}

function sourceOf(sources: readonly Source[], format: Source["format"]): Source {
  const found = sources.find((source) => source.format === format);
  assert(found !== undefined, `the company has no source of format ${format}`);
  return found;
}
