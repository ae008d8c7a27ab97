import assert from "node:assert";
import { once } from "node:events";
import { crc32, createDeflateRaw } from "node:zlib";
import { Zip, type ZipInputFile } from "fflate";

/** One file of an archive while it is written. */
export type ZipEntry = {
  /** Resolves when the content's memory may be used again. Contents stand in the file in the order of the calls. */
  readonly write: (content: Uint8Array) => Promise<void>;
  readonly end: () => Promise<void>;
};

/** An archive that is written one file after the other; what is finished of it waits to be taken. */
export type ZipStream = {
  readonly add: (name: string) => ZipEntry;
  /** After the last file's end. */
  readonly end: () => void;
  /** Pieces of the archive that nobody has taken yet. */
  readonly take: () => readonly Uint8Array[];
};

/** Method 8 of the format (PKWARE, APPNOTE.TXT, section 4.4.5). */
const DEFLATE = 8;
/** Call rows repeat themselves; a higher level saves little for much time. Small pieces would cost a turn of the loop each. */
const OPTIONS = { level: 1, chunkSize: 131_072 };
/**
 * Compresses on another thread while the next rows are made, and holds no file in memory.
 *
 * @param date Every entry is dated by it, so that the same content gives the same bytes.
 */
export function zipStream(date: string): ZipStream {
  let ready: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    assert(error === null, "an archive takes whatever it is given");
    ready.push(piece);
  });
  // Zip has no zones and the writer reads the parts of local time: noon exists on every day in every zone.
  const mtime = new Date(`${date}T12:00:00`);
  return {
    add(name) {
      const file: ZipInputFile = { filename: name, size: 0, crc: 0, compression: DEFLATE, mtime };
      zip.add(file);
      return entryOf(file);
    },
    end: () => zip.end(),
    take() {
      const pieces = ready;
      ready = [];
      return pieces;
    },
  };
}

function entryOf(file: ZipInputFile): ZipEntry {
  const deflate = createDeflateRaw(OPTIONS);
  const hand = (piece: Uint8Array<ArrayBuffer>, isLast: boolean): void => {
    assert(file.ondata !== undefined, "the archive listens to a file that was added");
    file.ondata(null, piece, isLast);
  };
  deflate.on("data", (piece: Uint8Array<ArrayBuffer>) => hand(piece, false));
  return {
    write(content) {
      file.size += content.length;
      file.crc = crc32(content, file.crc);
      const { promise, resolve } = Promise.withResolvers<void>();
      deflate.write(content, () => resolve());
      return promise;
    },
    async end() {
      deflate.end();
      await once(deflate, "end");
      hand(new Uint8Array(0), true);
    },
  };
}
