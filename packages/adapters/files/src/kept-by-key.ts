import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Values that are kept until everything was read, for what belongs together may lie far apart. */
export type KeptByKey<T> = {
  /** @param key Begins with three hexadecimal digits, as hashes do. */
  readonly add: (key: string, value: T) => void;
  /** False: nothing with this key was added. */
  readonly mayHold: (key: string) => boolean;
  /** All of it in portions, everything with one key in one of them, in the order in which it came. Asked once. */
  readonly portions: () => Generator<readonly T[], void>;
  /** Nothing is kept any more. */
  readonly close: () => void;
};

/** Some fifty megabytes of what switches say. */
const MOST_IN_MEMORY = 50_000;

/**
 * Keeps values in memory while they are few, and otherwise in a temporary file, in blocks of keys that begin alike: memory is then
 * that of a 2,048th of all. The file has no name any more, so a process that is killed leaves nothing behind.
 *
 * Values are plain data: what JSON does not know is lost.
 */
export function keptByKey<T>({
  mostInMemory = MOST_IN_MEMORY,
}: {
  readonly mostInMemory?: number;
} = {}): KeptByKey<T> {
  let few: { readonly key: string; readonly value: T }[] = [];
  let keys = new Set<string>();
  let file: InFile<T> | null = null;
  return {
    add(key, value) {
      if (file !== null) return file.add(key, value);
      few.push({ key, value });
      keys.add(key);
      if (few.length <= mostInMemory) return;
      file = inFile();
      for (const each of few) file.add(each.key, each.value);
      few = [];
      keys = new Set();
    },
    mayHold: (key) => file !== null || keys.has(key),
    *portions() {
      if (file !== null) yield* file.portions();
      else if (few.length > 0) yield few.map(({ value }) => value);
    },
    close() {
      file?.close();
      few = [];
    },
  };
}

type InFile<T> = Pick<KeptByKey<T>, "add" | "portions" | "close">;

/** Of keys, by their first eleven bits. */
const BEGINNINGS = 2_048;
/** What waits to be written lies in one place of its own, for each beginning: nothing of it is left for the garbage collector. */
const WAITING_BYTES = 16_384;
/** Before each block stand place and length of the one before it with the same beginning; so no list of them is kept in memory. */
const HEAD_BYTES = 16;

type Block = { readonly at: number; readonly bytes: number };

function inFile<T>(): InFile<T> {
  const file = openNameless();
  const waiting = Buffer.alloc(BEGINNINGS * WAITING_BYTES);
  const waitingBytes = new Int32Array(BEGINNINGS);
  const last = Array.from({ length: BEGINNINGS }, (): Block | null => null);
  let end = 0;
  const append = (bytes: Uint8Array): void => {
    // A disk that is nearly full takes less than it is given.
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at, end + at);
    end += bytes.length;
  };
  const write = (beginning: number, lines: Uint8Array): void => {
    const at = end;
    append(headOf(last[beginning] ?? null));
    append(lines);
    last[beginning] = { at, bytes: lines.length };
  };
  const flush = (beginning: number): void => {
    const from = beginning * WAITING_BYTES;
    const bytes = waitingBytes[beginning] ?? 0;
    if (bytes > 0) write(beginning, waiting.subarray(from, from + bytes));
    waitingBytes[beginning] = 0;
  };
  return {
    add(key, value) {
      const beginning = Number.parseInt(key.slice(0, 3), 16) >> 1;
      const line = `${JSON.stringify(value)}\n`;
      const bytes = Buffer.byteLength(line);
      if ((waitingBytes[beginning] ?? 0) + bytes > WAITING_BYTES) flush(beginning);
      if (bytes > WAITING_BYTES) return write(beginning, Buffer.from(line));
      const from = waitingBytes[beginning] ?? 0;
      waiting.write(line, beginning * WAITING_BYTES + from);
      waitingBytes[beginning] = from + bytes;
    },
    *portions() {
      for (let beginning = 0; beginning < BEGINNINGS; beginning += 1) {
        flush(beginning);
        const blocks = blocksFrom(file, last[beginning] ?? null);
        if (blocks.length > 0) yield blocks.flatMap(valuesIn<T>);
      }
    },
    close: () => closeSync(file),
  };
}

function headOf(before: Block | null): Uint8Array {
  return new Uint8Array(new Float64Array([before?.at ?? 0, before?.bytes ?? 0]).buffer);
}

/** All blocks of a beginning, the first one first. */
function blocksFrom(file: number, last: Block | null): readonly Buffer[] {
  const blocks: Buffer[] = [];
  for (let block = last; block !== null; ) {
    const bytes = Buffer.alloc(HEAD_BYTES + block.bytes);
    for (let read = 0; read < bytes.length; )
      read += readSync(file, bytes, read, bytes.length - read, block.at + read);
    blocks.push(bytes.subarray(HEAD_BYTES));
    const [at = 0, length = 0] = new Float64Array(new Uint8Array(bytes.subarray(0, HEAD_BYTES)).buffer);
    block = length === 0 ? null : { at, bytes: length };
  }
  return blocks.reverse();
}

function valuesIn<T>(block: Buffer): readonly T[] {
  return block
    .toString()
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as T);
}

function openNameless(): number {
  const folder = mkdtempSync(join(tmpdir(), "tollwright-"));
  try {
    return openSync(join(folder, "kept"), "wx+", 0o600);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
