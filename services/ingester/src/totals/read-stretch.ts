import type { Instant } from "@tollwright/calendar";
import { openSums, type PartRecord, type Source, type SumsReader, type SumsReading } from "@tollwright/cdr";
import { type ByteRange, readChunks, readRange } from "@tollwright/files";
import { accountsOf, addReading, emptyTally, type Tally } from "./tally.ts";

/** A file, or a range of it that begins and ends with a line. */
export type Stretch = {
  readonly path: string;
  /** Null: the whole file, which may be compressed. */
  readonly range: ByteRange | null;
  /** The file ends here, so a last line without its end is read too. */
  readonly isLast: boolean;
};

export type StretchTask = {
  readonly source: Source;
  readonly readAt: Instant;
  readonly stretches: readonly Stretch[];
};

/** `isWhole` is false where the last record goes on behind the stretch: then it was cut at the wrong line. */
export type StretchResult =
  | { readonly tally: Tally; readonly isWhole: boolean }
  | { readonly unreadable: string }
  | typeof STOPPED;

/** Whoever takes the pieces of calls wanted no more of them. */
export const STOPPED = "stopped";

export type ReadStretch = (stretch: Stretch, takeParts: TakeParts) => Promise<StretchResult>;
type TakeParts = (parts: readonly PartRecord[]) => boolean;

/** Reads one stretch after the other, never two at a time, by the rules of the source's own reader. */
export function stretchReader(settings: Pick<StretchTask, "source" | "readAt">): ReadStretch {
  const reader = openSums(settings);
  return (stretch, takeParts) => readStretch(stretch, reader, takeParts);
}

/**
 * Sums of a stretch. Calls are not named: nobody asks sums for names.
 *
 * @param takeParts Takes pieces of calls as they come, for they are joined over all files; false stops the reading.
 */
async function readStretch(
  stretch: Stretch,
  reader: SumsReader,
  takeParts: TakeParts,
): Promise<StretchResult> {
  const { path, range } = stretch;
  const from = range?.from ?? 0;
  const tally = emptyTally();
  reader.begin(path, accountsOf(tally));
  let next = 0;
  try {
    for await (const reading of readings(stretch, reader)) {
      next = reading.nextOffset;
      addReading(tally, reading);
      if (!takeParts(reading.parts)) return STOPPED;
    }
  } catch (error) {
    return { unreadable: error instanceof Error ? error.message : String(error) };
  }
  return {
    tally: from === 0 ? tally : moved(tally, from),
    isWhole: range === null || from + next === range.until,
  };
}

async function* readings(
  { path, range, isLast }: Stretch,
  reader: SumsReader,
): AsyncGenerator<SumsReading, void> {
  for await (const chunk of range === null ? readChunks(path) : readRange(path, range))
    yield reader.read(chunk);
  if (isLast) yield reader.end(true);
}

/** Records counted from the stretch's beginning are told from the file's; their lines are counted when they are shown. */
function moved(tally: Tally, from: number): Tally {
  const setAside = new Map(
    [...tally.setAside].map(([key, { first, records }]) => {
      const record = { ...first.record, offset: from + first.record.offset, line: 0 };
      return [key, { first: { ...first, record }, records }];
    }),
  );
  return { ...tally, setAside };
}
