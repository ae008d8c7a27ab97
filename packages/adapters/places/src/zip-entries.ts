import type { Readable } from "node:stream";
import { ProblemError, problem } from "@tollwright/problem";
import yauzl from "yauzl";
import { unreadable } from "./unreadable.ts";

export type ZipFile = {
  readonly names: readonly string[];
  /** The content of the first entry whose name fits. @throws ProblemError `PLACE_FILE` where none does. */
  readonly stream: (name: RegExp) => Promise<Readable>;
  readonly close: () => void;
};

/** Opens a zip by its directory; contents are unpacked as they are read. */
export async function openZip(path: string): Promise<ZipFile> {
  const zip = await new Promise<yauzl.ZipFile>((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false }, (error, opened) =>
      opened === undefined ? reject(unreadable(path, error)) : resolve(opened),
    );
  });
  const entries = await directoryOf(zip);
  return {
    names: entries.map(({ fileName }) => fileName),
    stream(name) {
      const entry = entries.find(({ fileName }) => name.test(fileName));
      if (entry === undefined) throw new ProblemError(nothingInside(path, name));
      return new Promise((resolve, reject) => {
        zip.openReadStream(entry, (error, content) => {
          if (content === undefined) reject(error);
          else resolve(content);
        });
      });
    },
    close: () => zip.close(),
  };
}

function directoryOf(zip: yauzl.ZipFile): Promise<readonly yauzl.Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: yauzl.Entry[] = [];
    zip.on("entry", (entry: yauzl.Entry) => {
      entries.push(entry);
      zip.readEntry();
    });
    zip.once("end", () => resolve(entries));
    zip.once("error", reject);
    zip.readEntry();
  });
}

function nothingInside(path: string, name: RegExp) {
  return problem({ code: "PLACE_FILE", message: `nothing in the zip is named ${name.source}`, file: path });
}
