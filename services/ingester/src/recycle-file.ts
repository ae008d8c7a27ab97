import type { Instant } from "@tollwright/calendar";
import type {
  Became,
  Call,
  OpenRecord,
  PartRecord,
  Reading,
  SetAside,
  Settlement,
  Source,
} from "@tollwright/cdr";
import { type ProblemCode, problemCatalogue } from "@tollwright/problem";
import { asideOf, WAITING } from "./piece-aside.ts";
import { readFile } from "./read-file.ts";

export type RecycleRequest = {
  /** As it is in force now. */
  readonly source: Source;
  /** The file in the archive. */
  readonly path: string;
  readonly fileHash: string;
  /** When it arrived: the window of dates lies around that day. */
  readonly readAt: Instant;
  /** Its records to be read again, in order of their place, from this byte on; none: there are no more. */
  readonly recordsFrom: (offset: number) => Promise<readonly OpenRecord[]>;
};

/** A record that was read again, and all that the source as it is now finds in its place. */
type ReadAgain = { readonly record: OpenRecord; readonly found: readonly Found[] };
type Found = Call | PartRecord | SetAside;

/**
 * Reads records of a file again that were set aside, by the source as it is now. The file is read once and from its
 * beginning, for headings, control totals and weak keys depend on what stands before.
 *
 * @returns For each record what it became; null where it is what it was.
 */
export async function* recycleFile(request: RecycleRequest): AsyncGenerator<Settlement | null, void> {
  for await (const readAgain of recordsReadAgain(request)) yield settlementOf(readAgain);
}

async function* recordsReadAgain(request: RecycleRequest): AsyncGenerator<ReadAgain, void> {
  const open = openRecords(request);
  const found = foundInOrder();
  for await (const reading of readFile({ ...request, resumeAt: 0 })) {
    found.add(reading);
    let next = await open.next();
    for (; next !== null && endOf(next) <= reading.nextOffset; next = await open.next()) {
      yield { record: next, found: found.takeIn(next) };
      open.advance();
    }
    if (next === null) return;
    found.dropBefore(next);
  }
  for (let next = await open.next(); next !== null; next = await open.next()) {
    yield { record: next, found: found.takeIn(next) };
    open.advance();
  }
}

/** The records to be read again, one after the other, asked for page by page. */
function openRecords({ recordsFrom }: RecycleRequest) {
  let page: readonly OpenRecord[] = [];
  let at = 0;
  let from = 0;
  let isLast = false;
  return {
    async next(): Promise<OpenRecord | null> {
      if (at >= page.length && !isLast) {
        page = await recordsFrom(from);
        at = 0;
        from = (page.at(-1)?.record.offset ?? from) + 1;
        isLast = page.length === 0;
      }
      return page[at] ?? null;
    },
    advance(): void {
      at += 1;
    },
  };
}

/** What the reader finds, in order of place, until it was taken or passed by. */
function foundInOrder() {
  let found: Found[] = [];
  let at = 0;
  const skipWhile = (isBefore: (offset: number) => boolean): void => {
    for (let next = found[at]; next !== undefined && isBefore(next.record.offset); next = found[at]) at += 1;
  };
  return {
    add(reading: Reading): void {
      found = [...found.slice(at), ...everythingIn(reading)];
      at = 0;
    },
    takeIn(record: OpenRecord): readonly Found[] {
      skipWhile((offset) => offset < record.record.offset);
      const first = at;
      skipWhile((offset) => offset < endOf(record));
      return found.slice(first, at);
    },
    dropBefore(record: OpenRecord): void {
      skipWhile((offset) => offset < record.record.offset);
    },
  };
}

function everythingIn({ calls, parts, setAside }: Reading): readonly Found[] {
  return [...calls, ...parts, ...setAside].sort((left, right) => left.record.offset - right.record.offset);
}

function endOf({ record: { offset, length } }: Pick<OpenRecord, "record">): number {
  return offset + Math.max(length, 1);
}

/**
 * A stretch that was one broken record can hold many good ones by the source as it is now. One that would reach into the next
 * record stays as it was, for the next one is in the books already.
 */
function settlementOf({ record, found }: ReadAgain): Settlement | null {
  if (found.some((each) => endOf(each) > endOf(record))) return null;
  const [only] = found;
  if (only === undefined) return { takes: [record], becomes: [noRecord(record)] };
  if (found.length === 1 && "bucket" in only && isAsBefore(record, only)) return null;
  return { takes: [record], becomes: found.map(becameOf) };
}

function isAsBefore(before: OpenRecord, now: SetAside): boolean {
  return (["bucket", "reason", "message", "keyDay", "milliseconds"] as const).every(
    (fact) => before[fact] === now[fact],
  );
}

function becameOf(found: Found): Became {
  if ("part" in found && !("bucket" in found)) return { kind: "setAside", setAside: asideOf(found, WAITING) };
  if ("bucket" in found) return { kind: "setAside", setAside: found };
  return { kind: "call", call: found };
}

/** Nothing leaves the books: what is no record any more is ignored, in sight. */
function noRecord({ record, source, keyDay, callKey, milliseconds }: OpenRecord): Became {
  const reason: ProblemCode = "NOT_A_CALL";
  const { wayOut } = problemCatalogue[reason];
  const message = "the source as it is now finds no record here";
  const facts = { record, source, keyDay, callKey, milliseconds };
  return { kind: "setAside", setAside: { ...facts, bucket: "ignored", reason, message, wayOut } };
}
