import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase, startServer } from "@tollwright/postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { line } from "../main-job/small-company.ts";
import { tollwright } from "./command.ts";
import { type Books, booksOf } from "./mediation-books.ts";
import { writeRateCards } from "./mediation-company.ts";

const folder = mkdtempSync(join(tmpdir(), "tw test disk "));
const at = (...path: string[]): string => join(folder, ...path);
const data = at("data", "postgres");
const common = ["--data", at("data"), "--now", "2026-05-01T06:00Z"];
const CALLS = 30_000;

/** Only root can make a small disk. */
const mount = (options: string): boolean =>
  spawnSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", data]).status === 0;
let hasSmallDisk = false;

/** Megabytes of the small disk that are taken. */
function megabytesTaken(): number {
  const told = spawnSync("df", ["--output=used", "--block-size=M", data], { encoding: "utf8" }).stdout;
  return Number.parseInt(told.split("\n")[1] ?? "", 10);
}

async function booksIn(): Promise<Books> {
  const server = await startServer({ dataFolder: data, log: () => undefined });
  const db = openDatabase(server.connectionString);
  const books = await booksOf(db);
  await db.close();
  await server.stop();
  return books;
}

beforeAll(async () => {
  mkdirSync(data, { recursive: true });
  hasSmallDisk = process.getuid?.() === 0 && mount("size=1g");
  if (!hasSmallDisk) return;
  writeRateCards(folder);
  const lines = Array.from({ length: CALLS }, (_, index) =>
    line(`1775500000.${index}`, { at: "2026-04-28 10:00:00", seconds: 1 + (index % 600) }),
  );
  writeFileSync(at("Master.csv"), lines.join(""));
  const loaded = await tollwright([...common, "load", at("first"), "--by", "finance"]);
  expect(`${loaded.code} ${loaded.stderr}`).toMatch(/^0 /);
});
afterAll(() => {
  if (hasSmallDisk) spawnSync("umount", ["-l", data]);
  rmSync(folder, { recursive: true, force: true });
});

const NO_SMALL_DISK = "only root can make a small disk for this";

/** The server's own words may take some lines. */
const ONE_PROBLEM = /^1 [\s\S]*DISK_FULL {2}[\s\S]+\n {4}way out: [^\n]+\n$/;

describe("a disk that is full under the database", () => {
  const ingest = () => tollwright([...common, "ingest", "--source", "pbx", at("Master.csv")]);

  it.for([
    ["while calls are stored", 24],
    ["before the server is there", 1],
  ] as const)(
    "%s: one problem with its way out, nothing half, and it goes on when there is room",
    async ([, megabytes], { skip }) => {
      if (!hasSmallDisk) skip(NO_SMALL_DISK);
      mount(`remount,size=${megabytesTaken() + megabytes}m`);
      const refused = await ingest();
      expect(`${refused.code} ${refused.stderr}`).toMatch(ONE_PROBLEM);

      mount("remount,size=1g");
      const half = await booksIn();
      expect(half.wrong).toEqual([]);
      expect(half.calls.length).toBeLessThan(CALLS);
    },
  );

  it("afterwards the same command ends what it began, once", async ({ skip }) => {
    if (!hasSmallDisk) skip(NO_SMALL_DISK);
    const done = await ingest();
    expect(`${done.code} ${done.stderr}`).toMatch(/^0 (\S*ALERT .*\n)*$/);
    const books = await booksIn();
    expect([books.wrong, books.calls.length]).toEqual([[], CALLS]);
    expect((await ingest()).stdout).toMatch(/seenBefore/);
    expect(await booksIn()).toEqual(books);
  });
});
