import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "../postgres/test-database.ts";
import { tollwright } from "../processes/command.ts";
import { books, line, randomFrom } from "./intake-records.ts";
import { start, until } from "./lasting-command.ts";

const test = testDatabase();
const env = () => ({ DATABASE_URL: test.server.connectionString });
const at = (...path: string[]) => join(test.dataFolder, ...path);
const common = () => ["--data", at("data"), "--now", "2026-05-01T06:00Z"];
const watch = (...options: string[]) =>
  start(
    [...common(), "intake", "watch", "--settle-seconds", "0", ...options, `asterisk-chi=${at("drop")}`],
    env(),
  );

const FILES = 240;
const contentOf = (file: number): string => line(`${file}.1`) + line(`${file}.2`);

function filesBelow(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

beforeAll(async () => {
  const loaded = await tollwright([...common(), "load", "rate-cards", "--by", "finance"], env());
  expect(`${loaded.code} ${loaded.stderr}`).toMatch(/^0 /);
  mkdirSync(at("drop", "done"), { recursive: true });
  mkdirSync(at("data", "archive"), { recursive: true });
});

describe("a drop folder whose watcher is killed", () => {
  // Each strikes when so many of the files lie in the archive or in `done`: before, between and after storing and moving.
  const random = randomFrom(4);
  const strikes = Array.from({ length: 5 }, (_, index) => Math.floor(((index + random()) / 5) * 2 * FILES));

  it(`at ${strikes.join(", ")} of ${2 * FILES} files kept and moved: nothing is lost and nothing is twice`, async () => {
    for (let file = 0; file < FILES; file += 1) writeFileSync(at("drop", `${file}.csv`), contentOf(file));
    const progress = () => filesBelow(at("data", "archive")).length + filesBelow(at("drop", "done")).length;
    for (const strike of strikes) {
      const watcher = watch("--once");
      await until(() => progress() >= strike, watcher);
      watcher.child.kill("SIGKILL");
      expect((await watcher.ended).signal).toBe("SIGKILL");
      expect(await books(test.db)).toMatchObject({ balanced: true, differences: [] });
    }
    const last = watch("--once");
    expect(`${(await last.ended).code} ${last.said.stderr}`).toMatch(/^0 /);

    expect(await books(test.db)).toEqual({
      ...{ calls: 2 * FILES, read: 2 * FILES, duplicate: 0, suspended: 0 },
      ...{ balanced: true, differences: [] },
    });
    const done = filesBelow(at("drop", "done"));
    const contents = done.map((path) => gunzipSync(readFileSync(path)).toString());
    expect(contents.sort()).toEqual(Array.from({ length: FILES }, (_, file) => contentOf(file)).sort());
    expect(filesBelow(at("drop")).length).toBe(FILES);
  });
});

describe("a watcher that lasts", () => {
  it("takes what comes, tells each taking, and ends at a signal with what it has in hand", async () => {
    const before = await books(test.db);
    const watcher = start(
      [
        ...common(),
        "--json",
        "intake",
        "watch",
        "--settle-seconds",
        "0",
        "--interval-seconds",
        "0",
        `asterisk-chi=${at("drop")}`,
      ],
      env(),
    );
    writeFileSync(at("drop", "late.csv.gz"), gzipSync(line("late.1")));
    await until(() => watcher.said.stdout.includes("late.csv.gz"), watcher);
    writeFileSync(at("drop", "cut.csv.gz"), gzipSync(line("late.2")).subarray(0, 60));
    await until(() => watcher.said.stdout.includes("cut.csv.gz"), watcher);
    watcher.child.kill("SIGTERM");
    expect(await watcher.ended).toEqual({ code: 0, signal: null });

    const [first, second] = watcher.said.stdout
      .trimEnd()
      .split("\n")
      .map((text) => JSON.parse(text));
    expect(first).toMatchObject({ source: "asterisk-chi", refused: 0, total: { records: 1, calls: 1 } });
    expect(second).toMatchObject({ refused: 1, problems: [{ code: "FILE_CORRUPT" }] });
    expect(readFileSync(at("drop", "refused", "cut.csv.gz.problem.txt"), "utf8")).toMatch(/^FILE_CORRUPT\n/);
    expect(await books(test.db)).toEqual({
      ...before,
      calls: before.calls + 1,
      read: Number(before.read) + 1,
    });
  });

  it("reads on in a log that is kept where it is, packed by somebody later or not", async () => {
    const before = await books(test.db);
    mkdirSync(at("logs"));
    const log = at("logs", "Master.csv");
    const kept = (): ReturnType<typeof start> =>
      start(
        [
          ...common(),
          "intake",
          "watch",
          "--once",
          "--keep",
          "--settle-seconds",
          "0",
          `asterisk-chi=${at("logs")}`,
        ],
        env(),
      );
    const lines = [line("log.1"), line("log.2"), line("log.3")];
    for (const text of [lines[0] ?? "", lines.slice(0, 2).join(""), lines.join("")]) {
      writeFileSync(log, text);
      expect((await kept().ended).code).toBe(0);
    }
    writeFileSync(`${log}.gz`, gzipSync(lines.join("")));
    expect((await kept().ended).code).toBe(0);
    expect(readdirSync(at("logs"))).toEqual(["Master.csv", "Master.csv.gz"]);
    expect(await books(test.db)).toEqual({
      ...before,
      calls: before.calls + 3,
      read: Number(before.read) + 3,
    });
  });
});

describe("standard input, and the raw text of any record", () => {
  const raw = async (name: string) => {
    const shown = await tollwright([...common(), "--json", "calls", "raw", name], env());
    return (JSON.parse(shown.stdout) as { records: { text: string; offset: number; line: number }[] })
      .records;
  };

  it("is spooled into the archive, and every byte of it can be shown again", async () => {
    const piped = `${line("piped.1")}no record at all\n`;
    const ingest = start(
      [...common(), "--json", "ingest", "--source", "asterisk-chi", "--name", "by-hand", "-"],
      env(),
      gzipSync(piped),
    );
    expect((await ingest.ended).code).toBe(1); // a record of it is suspended
    const { files } = JSON.parse(ingest.said.stdout);
    const fileHash = String(files[0].fileHash);
    expect(files).toMatchObject([{ name: "by-hand", arrival: "new", records: 2, calls: 1, suspended: 1 }]);

    const length = line("piped.1").length;
    const second = { text: "no record at all", offset: length, line: 2, file: "by-hand", fileHash };
    expect(await raw(`${fileHash}:${length + 3}`)).toMatchObject([second]);
    const { rows } = await test.db.pool.query("select id from set_aside where file_hash = $1", [
      Buffer.from(fileHash, "hex"),
    ]);
    expect(await raw(String(rows[0].id))).toMatchObject([{ ...second, role: "suspended" }]);
    const call = await test.db.pool.query(
      "select encode(call_key, 'hex') as key from call where file_hash = $1",
      [Buffer.from(fileHash, "hex")],
    );
    expect(await raw(call.rows[0].key)).toMatchObject([
      { role: "call", text: line("piped.1").trimEnd(), line: 1 },
    ]);
    const exact = await tollwright([...common(), "calls", "raw", `${fileHash}:0`], env());
    expect(exact.stdout).toBe(line("piped.1").trimEnd());
    const none = await tollwright([...common(), "calls", "raw", `${fileHash}:99999`], env());
    expect(`${none.code} ${none.stderr}`).toMatch(/^1 RECORD_NOT_FOUND/);
  });

  it("of a continuation is found under the file's first name", async () => {
    const file = await test.db.pool.query(
      "select encode(file_hash, 'hex') as hash from delivery where name like '%logs/Master.csv' limit 1",
    );
    const offset = line("log.1").length + line("log.2").length;
    expect(await raw(`${file.rows[0].hash}:${offset}`)).toMatchObject([
      { text: line("log.3").trimEnd(), offset, line: 3 },
    ]);
  });
});
