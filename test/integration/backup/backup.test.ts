import { createHash } from "node:crypto";
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readChunks } from "@tollwright/files";
import { audit, setAsideRecords } from "@tollwright/postgres";
import { ProblemError } from "@tollwright/problem";
import { describe, expect, it } from "vitest";
import { backUp } from "../../../services/cli/src/steps/back-up.ts";
import { restore } from "../../../services/cli/src/steps/restore.ts";
import { codes, emptyStory, FORGOTTEN, line, type Story, story, value } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";
import { root } from "../processes/command.ts";

const test = testDatabase();

async function billed(on: Story): Promise<readonly string[]> {
  value(await on.close());
  value(await on.approve());
  value(await on.issue());
  return on.issued();
}

/** A company in the middle of its month: calls of two days, one of nobody's, a line that is no record. */
async function midMonth(name: string): Promise<Story> {
  const on = await story(test, name);
  await on.ingest(
    "a.csv",
    line("1"),
    line("2", { at: "2026-04-08 10:00:00" }),
    line("3", { trunk: "zebra" }),
  );
  await on.ingest("b.csv", line("4", { seconds: 600 }), "no,record\n");
  return on;
}

async function taken(on: Story, name: string): Promise<string> {
  const folder = join(on.dataFolder, name);
  value(await backUp(on, { folder, withArchive: true }));
  return folder;
}

async function refusedCode(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof ProblemError ? error.problem.code : `${error}`;
}

describe("books 27: a backup is restored, proved, and bills the same month to the same bytes", () => {
  it("the restored books go on where the others were, and the invoices are the same to the hash", async () => {
    const on = await midMonth("backed_up");
    const folder = await taken(on, "backup");
    const copy = await emptyStory(test, "restored");
    const { manifest, migrated } = value(await restore(copy, folder));
    expect(migrated).toEqual([]);
    expect(manifest.archive).toHaveLength(2);
    expect(await audit(copy.database)).toEqual(await audit(on.database));
    expect((await audit(copy.database)).differences).toEqual([]);
    expect(await setAsideRecords(copy.database, { limit: 9 })).toEqual(
      await setAsideRecords(on.database, { limit: 9 }),
    );

    for (const books of [on, copy]) {
      await books.load(FORGOTTEN);
      await books.ingest("c.csv", line("5"), line("4", { seconds: 600 })); // new numbers are given behind the old ones
    }
    const invoices = await billed(on);
    expect(invoices.map((one) => one.split(" ").slice(0, 3).join(" "))).toEqual([
      "ST-2026-000001 acme 1.78", // 1.00 + 13 minutes: 1 + 1 + 10 + 1 at 0.06
      "ST-2026-000002 zebra 1.00",
    ]);
    expect(await billed(copy)).toEqual(invoices);
  });

  it("what is written while the copy is made is not in it, and issued invoices are", async () => {
    const on = await midMonth("busy");
    const before = await billed(on);
    const folder = join(on.dataFolder, "backup");
    const [backup] = await Promise.all([
      backUp(on, { folder, withArchive: true }),
      on.ingest("late.csv", line("9"), line("10")),
    ]);
    value(backup);
    const copy = await emptyStory(test, "not_busy");
    value(await restore(copy, folder));
    expect(await copy.issued()).toEqual(before);
    const { rows, differences } = await audit(copy.database);
    expect([differences, rows.filter(({ balanced }) => !balanced)]).toEqual([[], []]);
  });

  it("a second backup of the restored books has the same tables, hash by hash", async () => {
    const on = await midMonth("twice");
    const first = value(await backUp(on, { folder: join(on.dataFolder, "one"), withArchive: true }));
    const copy = await emptyStory(test, "twice_again");
    value(await restore(copy, join(on.dataFolder, "one")));
    const second = value(await backUp(copy, { folder: join(copy.dataFolder, "two"), withArchive: true }));
    const hashes = ({ tables }: typeof first) =>
      tables.map(({ name, rows, sha256 }) => ({ name, rows, sha256 }));
    expect(hashes(second)).toEqual(hashes(first));
    expect(second.archive).toEqual(first.archive);
  });
});

describe("a backup that cannot be restored is refused, and nothing is written", () => {
  it.each<readonly [string, string, (folder: string) => void]>([
    ["without a manifest", "BACKUP_MISSING", (folder) => rmSync(join(folder, "manifest.json"))],
    ["with a manifest that is cut off", "BACKUP_DAMAGED", (folder) => cut(join(folder, "manifest.json"))],
    [
      "without one table's file",
      "BACKUP_DAMAGED",
      (folder) => rmSync(join(folder, "tables/ledger.copy.zst")),
    ],
    [
      "with one table in another's place",
      "BACKUP_DAMAGED",
      (folder) =>
        copyFileSync(join(folder, "tables/delivery.copy.zst"), join(folder, "tables/file.copy.zst")),
    ],
    ["with a raw file that was changed", "BACKUP_DAMAGED", (folder) => cut(someRawFile(folder))],
  ])("%s: %s", async (what, code, harm) => {
    const on = await midMonth(`harmed_${what.replaceAll(/\W/g, "_")}`);
    const folder = await taken(on, "backup");
    harm(folder);
    const copy = await emptyStory(test, `from_${what.replaceAll(/\W/g, "_")}`);
    expect(codes(await restore(copy, folder))).toEqual([code]);
    const { rows } = await copy.database.pool.query("select from pg_class where relname = 'call'");
    expect(rows).toHaveLength(0);
  });

  it("into a database that holds something, or over another backup", async () => {
    const on = await midMonth("filled");
    const folder = await taken(on, "backup");
    expect(await refusedCode(restore(on, folder))).toBe("DATABASE_NOT_EMPTY");
    expect(codes(await backUp(on, { folder, withArchive: false }))).toEqual(["BACKUP_EXISTS"]);
  });

  it("of a newer program, whose migrations nobody here knows", async () => {
    const on = await midMonth("newer");
    const folder = await taken(on, "backup");
    const path = join(folder, "manifest.json");
    const manifest = JSON.parse(readFileSync(path, "utf8"));
    manifest.migrations.push("9999-from-the-future.sql");
    writeFileSync(path, JSON.stringify(manifest));
    expect(await refusedCode(restore(await emptyStory(test, "older"), folder))).toBe("DATABASE_UNSUITABLE");
  });
});

it("carries data to a newer version: the schema as it was, the rows, and then what came since", async () => {
  const folder = join(root, "packages/adapters/postgres/src/migrations");
  const files = readdirSync(folder).sort();
  const old = await emptyStory(test, "old_schema");
  const sql = (text: string, values: unknown[] = []) => old.database.pool.query(text, values);
  await sql("create table migration (name text primary key, hash text not null)");
  for (const name of files.slice(0, 6)) {
    const statements = readFileSync(join(folder, name), "utf8");
    await sql(statements);
    await sql("insert into migration values ($1, $2)", [
      name,
      createHash("sha256").update(statements).digest("hex"),
    ]);
  }
  await sql("insert into load_batch (kind, at) values ('intake', '2026-04-07T14:00:00Z')");
  await sql(`insert into set_aside (bucket, reason, message, way_out, source, file_hash, record_offset, record_length,
    record_line, batch) values ('ignored', 'OTHER_LEG', 'm', 'w', 'pbx', '\\x00', 0, 1, 1, 1)`);
  const backup = join(old.dataFolder, "backup");
  value(await backUp(old, { folder: backup, withArchive: true }));

  const copy = await emptyStory(test, "new_schema");
  const { migrated } = value(await restore(copy, backup));
  expect(migrated).toEqual(files.slice(6));
  const [aside] = await setAsideRecords(copy.database, { limit: 9 });
  expect(aside).toMatchObject({ bucket: "ignored", reason: "OTHER_LEG", source: "pbx" });
});

it("tables are files that other programs can read: zstd over COPY's text, a line a row", async () => {
  const on = await midMonth("readable");
  const folder = await taken(on, "backup");
  let text = "";
  for await (const chunk of readChunks(join(folder, "tables/call_20260408.copy.zst")))
    text += Buffer.from(chunk).toString();
  expect(text.split("\n").slice(0, -1)).toHaveLength(1);
  expect(text).toContain("12125550123");
});

function cut(path: string): void {
  writeFileSync(path, readFileSync(path).subarray(0, -7));
}

function someRawFile(folder: string): string {
  const { archive } = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  return join(folder, "archive", archive[0].name);
}
