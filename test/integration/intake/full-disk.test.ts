import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "../postgres/test-database.ts";
import { tollwright } from "../processes/command.ts";
import { books, line } from "./intake-records.ts";
import { start, until } from "./lasting-command.ts";

const test = testDatabase();
const env = () => ({ DATABASE_URL: test.server.connectionString });
const at = (...path: string[]) => join(test.dataFolder, ...path);
const common = () => ["--data", at("data"), "--now", "2026-05-01T06:00Z"];

/** A disk that is full after so many bytes; only root can make one. */
const mount = (options: string): boolean =>
  spawnSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", at("data", "archive")]).status === 0;
let hasSmallDisk = false;

beforeAll(async () => {
  const loaded = await tollwright([...common(), "load", "rate-cards", "--by", "finance"], env());
  expect(`${loaded.code} ${loaded.stderr}`).toMatch(/^0 /);
  mkdirSync(at("data", "archive"), { recursive: true });
  mkdirSync(at("drop"));
  hasSmallDisk = process.getuid?.() === 0 && mount("size=128k");
});
afterAll(() => {
  if (hasSmallDisk) spawnSync("umount", ["-l", at("data", "archive")]);
});

const FILES = 60;
/** Numbers of calls that compress badly: a file takes a page of the disk. */
const contentOf = (file: number): string =>
  Array.from({ length: 30 }, (_, index) =>
    line(createHash("sha256").update(`${file} ${index}`).digest("hex")),
  ).join("");

describe("a disk that is full while files are archived", () => {
  it("stores nothing half, says so, and goes on by itself when there is room", async (context) => {
    if (!hasSmallDisk) context.skip("only root can make a small disk for this");
    for (let file = 0; file < FILES; file += 1) writeFileSync(at("drop", `${file}.csv`), contentOf(file));
    const ingest = await tollwright(
      [...common(), "ingest", "--source", "asterisk-chi", at("drop", "*.csv")],
      env(),
    );
    expect(`${ingest.code} ${ingest.stderr}`).toMatch(/^1 [\s\S]*DISK_FULL[^\n]*\n {4}way out: /);
    expect(ingest.stderr).not.toMatch(/\n\s+at /);
    expect(await books(test.db)).toMatchObject({ calls: 0, balanced: true, differences: [] });

    const watcher = start(
      [
        ...common(),
        "intake",
        "watch",
        "--settle-seconds",
        "0",
        "--interval-seconds",
        "1",
        `asterisk-chi=${at("drop")}`,
      ],
      env(),
    );
    await until(() => watcher.said.stderr.includes("DISK_FULL"), watcher);
    expect(readdirSync(at("data", "archive")).filter((name) => name.startsWith(".incoming"))).toEqual([]);
    expect(await books(test.db)).toMatchObject({ balanced: true, differences: [] });
    mount("remount,size=16m");
    const done = () => readdirSync(at("drop")).includes("done") && readdirSync(at("drop")).length === 1;
    await until(done, watcher);
    watcher.child.kill("SIGTERM");
    expect(await watcher.ended).toEqual({ code: 0, signal: null });
    expect(watcher.said.stderr.match(/DISK_FULL/g)?.length).toBe(1);
    expect(await books(test.db)).toEqual({
      ...{ calls: FILES * 30, read: FILES * 30, duplicate: 0, suspended: 0 },
      ...{ balanced: true, differences: [] },
    });
  });
});
