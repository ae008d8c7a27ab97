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
 * that of a 1,024th of all. The file has no name any more, so a process that is killed leaves nothing behind.
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

/** Of keys, by their first ten bits. */
const BEGINNINGS = 1_024;
/** Of text that waits to be written, for each beginning. */
const WAITING_CHARACTERS = 16_384;

type Block = { readonly at: number; readonly bytes: number };

function inFile<T>(): InFile<T> {
  const file = openNameless();
  const waiting = Array.from({ length: BEGINNINGS }, () => "");
  const blocks = Array.from({ length: BEGINNINGS }, (): Block[] => []);
  let end = 0;
  const write = (beginning: number): void => {
    const bytes = Buffer.from(waiting[beginning] ?? "");
    waiting[beginning] = "";
    // A disk that is nearly full takes less than it is given.
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at, end + at);
    blocks[beginning]?.push({ at: end, bytes: bytes.length });
    end += bytes.length;
  };
  return {
    add(key, value) {
      const beginning = Number.parseInt(key.slice(0, 3), 16) >> 2;
      const text = `${waiting[beginning] ?? ""}${JSON.stringify(value)}\n`;
      waiting[beginning] = text;
      if (text.length >= WAITING_CHARACTERS) write(beginning);
    },
    *portions() {
      for (const [beginning, own] of blocks.entries()) {
        if (waiting[beginning] !== "") write(beginning);
        if (own.length > 0) yield own.flatMap((block) => valuesOf<T>(file, block));
      }
    },
    close: () => closeSync(file),
  };
}

function valuesOf<T>(file: number, { at, bytes }: Block): readonly T[] {
  const block = Buffer.allocUnsafe(bytes);
  for (let read = 0; read < bytes; ) read += readSync(file, block, read, bytes - read, at + read);
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
