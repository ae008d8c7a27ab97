import assert from "node:assert";
import { addDays, monthPeriod, type Period } from "@tollwright/calendar";
import type { Source } from "@tollwright/cdr";
import type { Account } from "@tollwright/inventory";
import { asteriskFile } from "./asterisk-file.ts";
import { asteriskDays, byRelease, EXTRA_LINES, type FileEntry } from "./file-entries.ts";
import { freeswitchDocument, freeswitchFileName } from "./freeswitch-document.ts";
import { planCalls } from "./plan-calls.ts";
import type { PlannedCall } from "./planned-call.ts";
import { specialCalls } from "./special-calls.ts";
import { callCounts, type SourceCounts, sourceCounts, type TrafficSummary } from "./summary.ts";
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
  const special = specialCalls({ seed, lines, sources: company.sources, period });
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

type Made = {
  readonly counts: SourceCounts;
  readonly entries: readonly FileEntry[];
  readonly billable: (call: PlannedCall) => number;
  readonly files: () => Iterable<TrafficFile>;
};

/** The day, counted from the first, whose file comes twice. */
const RESENT_DAY = 8;

function asteriskTraffic(calls: readonly PlannedCall[], source: Source, period: Period): Made {
  const days = asteriskDays(calls, source.zone, period);
  const entries = days.flatMap((file) => file.entries);
  const resent = days.filter(({ day }) => day === addDays(period.from, RESENT_DAY));
  return {
    entries,
    billable: (call) => Math.floor(call.talkMilliseconds / 1000) * 1000,
    counts: sourceCounts({
      source: source.id,
      files: days.length,
      entries,
      resentFiles: resent.length,
      resentRecords: resent.flatMap((file) => file.entries).length,
    }),
    *files() {
      for (const file of days) yield asteriskFile(file, source.id, source.zone);
      for (const file of resent) {
        const { text, name } = asteriskFile(file, source.id, source.zone);
        yield { name: name.replace(".csv", "-resent.csv"), source: source.id, text };
      }
    },
  };
}

/** Of so many documents one is cut off, for the disk was full. */
const CUT_OFF_AT = 700;
/** This one is sent again under the name that the module gives without its leg. */
const RESENT_AT = 1_200;

function freeswitchTraffic(calls: readonly PlannedCall[], source: Source): Made {
  const ordered = calls.toSorted(byRelease);
  const entries = ordered.map(
    (call, index): FileEntry => ({ call, mishap: index === CUT_OFF_AT ? "cutOff" : "whole" }),
  );
  const fileOf = ({ call, mishap }: FileEntry): TrafficFile => {
    const text = freeswitchDocument(call, source.zone);
    return {
      name: freeswitchFileName(call),
      source: source.id,
      text: mishap === "cutOff" ? text.slice(0, Math.floor(text.length / 2)) : text,
    };
  };
  const resent = entries.slice(RESENT_AT, RESENT_AT + 1);
  return {
    entries,
    billable: (call) =>
      source.billingBase === "milliseconds"
        ? call.talkMilliseconds
        : Math.floor(call.talkMilliseconds / 1000) * 1000,
    counts: sourceCounts({
      source: source.id,
      files: entries.length,
      entries,
      resentFiles: resent.length,
      resentRecords: resent.length,
    }),
    *files() {
      for (const entry of entries) yield fileOf(entry);
      for (const entry of resent) {
        const file = fileOf(entry);
        yield { ...file, name: file.name.replace("/a_", "/") };
      }
    },
  };
}
