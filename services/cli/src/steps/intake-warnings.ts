import { type Instant, instantText } from "@tollwright/calendar";
import { fileSequence, type Source } from "@tollwright/cdr";
import {
  type CounterSeen,
  countersSeen,
  type Database,
  type SetAsideRecord,
  type SourceArrivals,
  setAsideRecords,
  sourceArrivals,
} from "@tollwright/postgres";
import { type Problem, problem } from "@tollwright/problem";
import { counted, grouped } from "../output.ts";

/** What may be missing at the intake though everything that came balances: numbers, files, whole sources, trailers that disagree. */
export async function intakeWarnings(
  db: Database,
  { sources, at }: { readonly sources: readonly Source[]; readonly at: Instant },
): Promise<{ readonly warnings: readonly Problem[]; readonly counters: readonly CounterSeen[] }> {
  const counters = await countersSeen(db);
  const arrivals = await sourceArrivals(db);
  const trailers = await setAsideRecords(db, { reason: "TRAILER_DIFFERS", limit: MAX_TRAILERS });
  const warnings = [
    ...trailers.map(trailerDiffers),
    ...counters.flatMap(sequenceGap),
    ...sources.flatMap((source) => {
      const came = arrivals.find((each) => each.source === source.id);
      return [...missingFiles(source, came), ...silence(source, came, at)];
    }),
  ];
  return { warnings, counters };
}

const MAX_TRAILERS = 100;

function trailerDiffers({ message, fileName, record, source }: SetAsideRecord): Problem {
  const file = fileName ?? record.fileHash;
  return problem({ code: "TRAILER_DIFFERS", message: `${source}: ${message}`, file, line: record.line });
}

/** Gaps that a message names; the JSON has more of them. */
const NAMED = 5;

function sequenceGap({ source, counter, first, last, missing, gaps }: CounterSeen): readonly Problem[] {
  if (missing === 0n) return [];
  const named = gaps
    .slice(0, NAMED)
    .map(
      ({ from, to, beforeAt, behindAt }) =>
        `${rangeText(from, to)} (between records stored ${instantText(beforeAt)} and ${instantText(behindAt)})`,
    );
  const message = `${source}, counter ${counter}: ${grouped(missing)} of the numbers ${first} to ${last} are missing: ${andMore(named, gaps.length)}`;
  return [problem({ code: "SEQUENCE_GAP", message })];
}

function missingFiles(source: Source, came: SourceArrivals | undefined): readonly Problem[] {
  if (source.fileSequence === undefined || came === undefined) return [];
  const { passes, unnumbered } = fileSequence(source.fileSequence, came.fileNames);
  const warning = (message: string): Problem =>
    problem({ code: "FILE_NUMBER_MISSING", message: `${source.id}: ${message}` });
  const gaps = passes.flatMap(({ first, last, missing }) => {
    if (missing.length === 0) return [];
    const named = missing.slice(0, NAMED).map(({ from, to }) => rangeText(from, to));
    return [warning(`of the files ${first} to ${last} these never came: ${andMore(named, missing.length)}`)];
  });
  const restarts = passes.length - 1;
  const seams =
    gaps.length > 0 && restarts > 0
      ? [warning(`counting began again ${counted(restarts, "time")}; what is missing there cannot be known`)]
      : [];
  const without =
    unnumbered.length === 0
      ? []
      : [warning(`${counted(unnumbered.length, "file")} without a number, such as ${unnumbered[0]}`)];
  return [...gaps, ...seams, ...without];
}

const MILLISECONDS_PER_HOUR = 3_600_000;

function silence(source: Source, came: SourceArrivals | undefined, at: Instant): readonly Problem[] {
  const last = came?.lastNewRecordAt ?? null;
  const silent = (message: string): readonly Problem[] => [
    problem({ code: "SOURCE_SILENT", message: `${source.id}: ${message}` }),
  ];
  if (last === null) return silent("nothing has ever come");
  if (source.silentAfterHours === undefined) return [];
  const milliseconds = at - last;
  if (milliseconds <= source.silentAfterHours * MILLISECONDS_PER_HOUR) return [];
  const hours = Math.floor(milliseconds / MILLISECONDS_PER_HOUR);
  return silent(
    `nothing new since ${instantText(last)}, ${grouped(hours)} hours; ${grouped(source.silentAfterHours)} are allowed`,
  );
}

function rangeText(from: bigint | number, to: bigint | number): string {
  return from === to ? String(from) : `${from} to ${to}`;
}

function andMore(named: readonly string[], all: number): string {
  return all > named.length ? `${named.join(", ")} and ${all - named.length} gaps more` : named.join(", ");
}
