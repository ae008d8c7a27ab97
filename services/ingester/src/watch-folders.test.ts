import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type Instant, parseInstant } from "@tollwright/calendar";
import { sha256 } from "@tollwright/canonical";
import { Source } from "@tollwright/cdr";
import { ContentUnreadable, readChunks } from "@tollwright/files";
import { type Problem, problem } from "@tollwright/problem";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { NO_COUNTS } from "./batch.ts";
import { type Incoming, nameOf } from "./incoming.ts";
import type { FileReport, IngestReport } from "./ingest.ts";
import { type TakenFiles, type WatchRequest, watchFolders } from "./watch-folders.ts";

/** Two in the morning in London is the day before in New York: the day of taking is the source's. */
const NOW = parseInstant("2026-05-01T01:00:00Z") as Instant;
const source = Source.parse({
  id: "pbx",
  description: "a test switch",
  format: "asterisk-csv",
  zone: "America/New_York",
});

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tollwright-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** Books that keep the contents; what was kept before is seen, not kept again. */
function contentBooks() {
  const contents: string[] = [];
  const take = async (_source: Source, files: readonly Incoming[]): Promise<IngestReport> => {
    const reports: FileReport[] = [];
    const problems: Problem[] = [];
    for (const file of files) {
      const name = nameOf(file);
      try {
        const chunks: Uint8Array[] = [];
        for await (const chunk of readChunks(typeof file === "string" ? file : file.content))
          chunks.push(chunk);
        const content = Buffer.concat(chunks);
        const hash = sha256(content);
        const arrival = contents.includes(String(content)) ? "seenBefore" : "new";
        if (arrival === "new") contents.push(String(content));
        reports.push({
          ...NO_COUNTS,
          name,
          fileHash: hash,
          contentHash: hash,
          bytes: content.length,
          arrival,
        });
      } catch (error) {
        const code = error instanceof ContentUnreadable ? "FILE_CORRUPT" : "FILE_UNREADABLE";
        problems.push(problem({ code, message: String(error), file: name }));
      }
    }
    return { files: reports, problems, suspended: [], total: NO_COUNTS };
  };
  return { contents, take };
}

/** Watches with a clock of its own: each wait is one entry of `between`, and the last one stops it. */
async function watch(
  books: Pick<WatchRequest, "take">,
  between: readonly (() => Promise<unknown>)[],
  settings: Partial<WatchRequest> = {},
): Promise<readonly TakenFiles[]> {
  const stop = new AbortController();
  const log: TakenFiles[] = [];
  let now = 0;
  let waits = 0;
  await watchFolders({
    folders: [{ source: "pbx", folder }],
    sourceOf: async () => source,
    keep: false,
    once: false,
    settleMilliseconds: 5_000,
    intervalMilliseconds: 5_000,
    clock: () => NOW,
    milliseconds: () => now,
    wait: async (milliseconds) => {
      now += milliseconds;
      await between[waits]?.();
      waits += 1;
      if (waits > between.length) stop.abort();
    },
    stopping: stop.signal,
    log: (taken) => log.push(taken),
    isPassing: () => false,
    ...books,
    ...settings,
  });
  return log;
}

const path = (name: string) => join(folder, name);
const nothing = async (): Promise<void> => undefined;
const append = (text: string) => () => appendFile(path("Master.csv"), text);
async function files(): Promise<readonly string[]> {
  const all = await readdir(folder, { recursive: true, withFileTypes: true });
  return all
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

describe("a watched folder", () => {
  it("leaves a file alone as long as somebody writes to it, then takes it once and puts it away", async () => {
    await writeFile(path("Master.csv"), "one\ntw");
    const books = contentBooks();
    await watch(books, [append("o\n"), append("three\n"), nothing, nothing]);
    expect(books.contents).toEqual(["one\ntwo\nthree\n"]);
    expect(await files()).toEqual(["done/2026-04-30/Master.csv.gz"]);
  });

  it("takes what has settled, and ends, when it looks once", async () => {
    await writeFile(path("Master.csv"), "one\n");
    const books = contentBooks();
    await watch(books, [nothing, nothing], { once: true });
    expect(books.contents).toEqual(["one\n"]);
  });

  it("a file that was stored and not put away before a crash is seen, and put away", async () => {
    await writeFile(path("Master.csv"), "one\n");
    const books = contentBooks();
    await books.take(source, [path("Master.csv")]);
    const log = await watch(books, [nothing]);
    expect(log.flatMap(({ report }) => report.files.map(({ arrival }) => arrival))).toEqual(["seenBefore"]);
    expect(await files()).toEqual(["done/2026-04-30/Master.csv.gz"]);
  });

  it("a file that was written to after it was read stays, and is taken again", async () => {
    await writeFile(path("Master.csv"), "one\n");
    const books = contentBooks();
    const take: WatchRequest["take"] = async (...given) => {
      const report = await books.take(...given);
      if (books.contents.length === 1) await append("two\n")();
      return report;
    };
    await watch({ take }, [nothing, nothing, nothing]);
    expect(books.contents).toEqual(["one\n", "one\ntwo\n"]);
    expect(await files()).toEqual(["done/2026-04-30/Master.csv.gz"]);
  });

  it("a broken file goes to refused with its problem beside it; the others are taken", async () => {
    await writeFile(path("a.gz"), gzipSync("one\n").subarray(0, 15));
    await writeFile(path("b.csv"), "two\n");
    const books = contentBooks();
    const [taken] = await watch(books, [nothing, nothing]);
    expect(taken).toMatchObject({ refused: 1, report: { problems: [{ code: "FILE_CORRUPT" }] } });
    expect(books.contents).toEqual(["two\n"]);
    expect(await files()).toEqual(["done/2026-04-30/b.csv.gz", "refused/a.gz", "refused/a.gz.problem.txt"]);
    expect(await readFile(path("refused/a.gz.problem.txt"), "utf8")).toMatch(
      /^FILE_CORRUPT\nError: it is cut off[\s\S]*Way out: Ask for the file again/,
    );
  });

  it("what the disk would not give stays, is told once, and is taken when it can be read", async () => {
    await writeFile(path("Master.csv"), "one\n");
    const books = contentBooks();
    let attempts = 0;
    const take: WatchRequest["take"] = async (its, incoming) => {
      attempts += 1;
      if (attempts > 2) return books.take(its, incoming);
      const problems = incoming.map((each) =>
        problem({ code: "FILE_UNREADABLE", message: "EIO", file: nameOf(each) }),
      );
      return { files: [], problems, suspended: [], total: NO_COUNTS };
    };
    const log = await watch({ take }, [nothing, nothing, nothing]);
    expect(log.map(({ report }) => report.problems.length)).toEqual([1, 0]);
    expect(books.contents).toEqual(["one\n"]);
  });

  it("a failure that passes is waited out; any other ends it, with all files where they lay", async () => {
    await writeFile(path("Master.csv"), "one\n");
    const books = contentBooks();
    let failures = 2;
    const take: WatchRequest["take"] = async (...given) => {
      failures -= 1;
      if (failures >= 0) throw new Error("no space left");
      return books.take(...given);
    };
    await expect(watch({ take }, [nothing, nothing])).rejects.toThrow("no space left");
    expect(await files()).toEqual(["Master.csv"]);
    failures = 2;
    await watch({ take }, [nothing, nothing, nothing], { isPassing: () => true });
    expect(books.contents).toEqual(["one\n"]);
  });
});

describe("a watched folder whose files are kept", () => {
  it("takes whole lines while a switch writes, and the rest once nobody does", async () => {
    await writeFile(path("Master.csv"), "one\ntw");
    const books = contentBooks();
    await watch(books, [append("o\nthr"), nothing, nothing, nothing], { keep: true });
    expect(books.contents).toEqual(["one\n", "one\ntwo\n", "one\ntwo\nthr"]);
    expect(await files()).toEqual(["Master.csv"]);
  });

  it("does not take again what did not change", async () => {
    await writeFile(path("Master.csv"), "one\n");
    const log = await watch(contentBooks(), [nothing, nothing, nothing], { keep: true });
    expect(log.length).toBe(1);
  });

  it("tells a broken file once and leaves it, and says nothing as long as it grows", async () => {
    await writeFile(path("a.gz"), gzipSync("one\n").subarray(0, 15));
    const log = await watch(contentBooks(), [nothing, nothing, nothing], { keep: true });
    expect(log.flatMap(({ report }) => report.problems.map(({ code }) => code))).toEqual(["FILE_CORRUPT"]);
    expect(await files()).toEqual(["a.gz"]);
  });
});
