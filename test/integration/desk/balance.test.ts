import { type Instant, instant } from "@tollwright/calendar";
import {
  type Audit,
  audit,
  ensurePositions,
  storeIntake,
  versionsInForce,
  writeOffSetAside,
} from "@tollwright/postgres";
import type { Problem } from "@tollwright/problem";
import { valuesOf } from "@tollwright/rate-card";
import { describe, expect, it } from "vitest";
import { type BalanceBy, balanceTable } from "../../../services/cli/src/steps/balances.ts";
import { intakeWarnings } from "../../../services/cli/src/steps/intake-warnings.ts";
import { line, type Story, story } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";
import { tollwright } from "../processes/command.ts";

const test = testDatabase();

/** Rows of both equations, without their headings. */
function equations(found: Audit, by: BalanceBy): readonly string[] {
  return balanceTable(found, by)
    .split("\n\n")
    .flatMap((part) => part.split("\n").slice(part.includes("─") ? 2 : 0))
    .map((each) => each.replace(/\s+/g, " ").trim());
}

describe("books 3: the balances, in records and in seconds", () => {
  it("a small month by source, day and file", async () => {
    const on = await story(test, "small_month");
    await on.ingest("a.csv", line("1"), line("2", { seconds: 90, at: "2026-04-08 10:00:00" }), "cut\n");
    await on.ingest(
      "b.csv",
      line("3", { trunk: "zebra" }),
      line("1"),
      line("2", { seconds: 7, at: "2026-04-08 10:00:00" }),
    );
    const found = await audit(on.database);
    expect(equations(found, "source")).toEqual([
      // read = accepted + merged + duplicate + conflict + ignored + suspended
      "pbx records 6 3 0 1 1 0 1",
      "seconds 277 210 0 60 7 0 0",
      // accepted = rated + free + suspended at rating
      "pbx records 3 2 0 1",
      "seconds 210 150 0 60",
      "Both equations hold for each file, source and day, in records and in seconds.",
    ]);
    expect(equations(found, "day").filter((row) => row.startsWith("pbx"))).toEqual([
      "pbx 2026-04-07 records 3 2 0 1 0 0 0",
      "pbx 2026-04-08 records 2 1 0 0 1 0 0",
      "pbx unknown records 1 0 0 0 0 0 1",
      "pbx 2026-04-07 records 2 1 0 1",
      "pbx 2026-04-08 records 1 1 0 0",
      "pbx unknown records 0 0 0 0",
    ]);
    expect(
      equations(found, "file")
        .filter((row) => row.startsWith("pbx"))
        .map((row) => row.replace(/…\S*\//, "")),
    ).toEqual([
      "pbx a.csv records 3 2 0 0 0 0 1",
      "pbx b.csv records 3 1 0 1 1 0 0",
      "pbx a.csv records 2 2 0 0",
      "pbx b.csv records 1 0 0 1",
    ]);
    expect(found.differences).toEqual([]);
  });
});

/** A row of set_aside that nobody stored in the ordinary way. */
const aside = (columns: string, from: string): string =>
  `insert into set_aside (reason, message, way_out, record_length, record_line, batch, ${columns})
   select 'X', 'x', 'x', 1, 1, 1, ${from}`;

describe("what the audit finds", () => {
  it.each<[string, string, readonly string[]]>([
    [
      "a call that is gone",
      "delete from call where call_key in (select call_key from rating limit 1)",
      ["a rating has its call", "ledger: accepted", "ledger: rated"],
    ],
    [
      "a rating that is gone",
      "delete from rating where outcome = 'rated'",
      ["an answered call is rated, free or suspended", "ledger: free", "ledger: rated"],
    ],
    [
      "a row that no ledger counts",
      aside("bucket, source, file_hash, record_offset", "'ignored', 'pbx', sha256('f'), 5"),
      ["ledger: ignored"],
    ],
    ["a count without a row", "delete from set_aside where reason = 'RECORD_COLUMNS'", ["ledger: suspended"]],
    [
      "more out than in",
      "insert into ledger (batch, file_hash, source, bucket, records, milliseconds, records_without_seconds) values (1, sha256('f'), 'pbx', 'inTransit', -1, 0, 0)",
      ["ledger: inTransit"],
    ],
    [
      "a record set aside twice",
      aside(
        "bucket, source, file_hash, record_offset, milliseconds",
        "'suspended', source, file_hash, record_offset, 0 from set_aside where reason = 'RECORD_COLUMNS'",
      ),
      ["a record is set aside once", "ledger: suspended"],
    ],
    [
      "a call that is set aside as well",
      aside(
        "bucket, source, file_hash, record_offset, key_day",
        "'duplicate', source, file_hash, record_offset, key_day from call order by record_offset limit 1",
      ),
      ["a record is a call or set aside, not both", "ledger: duplicate"],
    ],
    [
      "a rated call that is suspended",
      aside(
        "bucket, source, file_hash, record_offset, key_day, call_key, milliseconds",
        "'suspendedAtRating', source, file_hash, record_offset, key_day, call_key, 60000 from call order by record_offset limit 1",
      ),
      ["a suspended call has no rating", "ledger: rated", "ledger: suspendedAtRating"],
    ],
    [
      "a suspended call that is none",
      aside(
        "bucket, source, file_hash, record_offset, key_day, call_key",
        "'suspendedAtRating', 'pbx', sha256('f'), 5, date '2026-04-07', substr(sha256('k'), 1, 16)",
      ),
      ["a suspended call is a call", "ledger: suspendedAtRating"],
    ],
    [
      "a piece merged into nothing",
      aside(
        "bucket, source, file_hash, record_offset, call_key",
        "'merged', 'pbx', sha256('f'), 5, substr(sha256('k'), 1, 16)",
      ),
      ["a merged piece belongs to a call", "ledger: merged"],
    ],
    [
      "a piece that settling left waiting beside its call",
      aside(
        "bucket, source, file_hash, record_offset, key_day, call_key, waits_since, part",
        "b, 'pbx', sha256('f'), o, key_day, call_key, now(), '{}'::jsonb from (select * from call limit 1) c, (values ('merged', 5), ('pending', 6)) v (b, o)",
      ),
      ["a piece does not wait for a call that is complete", "ledger: merged", "ledger: pending"],
    ],
    [
      "a completion of what was no estimate",
      "insert into call_completion select *, 1 from call order by record_offset limit 1",
      ["what completes a call completes an estimate, or was decided"],
    ],
  ])("%s", async (what, statement, expected) => {
    const on = await story(test, `found_${what.replace(/\W/g, "_")}`);
    await on.ingest("a.csv", line("1"), "cut\n");
    expect((await audit(on.database)).differences).toEqual([]);
    await on.database.pool.query(statement);
    const { differences } = await audit(on.database);
    expect([...new Set(differences.map(({ check }) => check))]).toEqual(expected);
  });
});

const HOUR = 3_600_000;

async function warnings(on: Story, at: Instant = on.clock()): Promise<readonly string[]> {
  const sources = valuesOf((await versionsInForce(on.database)).documents, "source");
  const found = await intakeWarnings(on.database, { sources, at });
  return found.warnings.map(({ code, message }: Problem) => `${code} ${message}`);
}

const PBX = "rate-cards/companies/small/sources/pbx.yaml";

const sourceYaml = (more: string): string => `id: pbx
description: One switch.
format: asterisk-csv
zone: America/New_York
attribution: [trunk]
carrierTrunks: [PJSIP/carrier]
${more}`;

describe("what may be missing", () => {
  it("a source in force that never delivered, and one that is silent for longer than it should", async () => {
    const on = await story(test, "silent");
    await on.load({ [PBX]: sourceYaml("silentAfterHours: 24\n") });
    expect(await warnings(on)).toEqual(["SOURCE_SILENT pbx: nothing has ever come"]);
    await on.ingest("a.csv", line("1"));
    expect(await warnings(on)).toEqual([]);
    expect(await warnings(on, instant(on.clock() + 24 * HOUR))).toEqual([]);
    expect(await warnings(on, instant(on.clock() + 25 * HOUR))).toEqual([
      "SOURCE_SILENT pbx: nothing new since 2026-05-01T06:00:00.000Z, 25 hours; 24 are allowed",
    ]);
    // The same file again is a delivery, and nothing new.
    await on.ingest("again.csv", line("1"));
    expect(await warnings(on, instant(on.clock() + 25 * HOUR))).toHaveLength(1);
  });

  it("files whose numbers have a gap, by name; one that comes late closes it", async () => {
    const on = await story(test, "file_gaps");
    await on.load({ [PBX]: sourceYaml('fileSequence: "-(\\\\d+)\\\\.csv$"\n') });
    for (const number of [7, 8, 11, 13]) await on.ingest(`cdr-${number}.csv`, line(`call ${number}`));
    expect(await warnings(on)).toEqual([
      "FILE_NUMBER_MISSING pbx: of the files 7 to 13 these never came: 9 to 10, 12",
    ]);
    for (const number of [9, 10, 12]) await on.ingest(`cdr-${number}.csv`, line(`call ${number}`));
    expect(await warnings(on)).toEqual([]);
    await on.ingest("notes.csv", line("another"));
    expect((await warnings(on))[0]).toMatch(
      /^FILE_NUMBER_MISSING pbx: 1 file without a number, such as .*notes.csv$/,
    );
  });

  it("numbers that a switch gave to its records, by counter; what comes late closes the gap", async () => {
    const on = await story(test, "record_gaps");
    await on.ingest("a.csv", line("1"));
    const came = async (counter: string, from: number, until: number, at: string): Promise<void> => {
      const id = `sequences ${counter} ${from}`;
      await ensurePositions(on.database, [id]);
      const intake = {
        positions: [{ id, expected: 0n, next: 1n }],
        setAside: [],
        ledger: [],
        sequences: [{ source: "pbx", counter, from, until }],
      };
      await storeIntake(on.database, intake, instant(Date.parse(at)));
    };
    await came("node-1", 1, 5, "2026-05-01T01:00:00Z");
    await came("node-1", 7, 11, "2026-05-01T02:00:00Z");
    await came("node-1", 14, 15, "2026-05-01T03:00:00Z");
    await came("node-2", 100, 200, "2026-05-01T03:00:00Z");
    expect(await warnings(on)).toEqual([
      "SEQUENCE_GAP pbx, counter node-1: 5 of the numbers 1 to 14 are missing: " +
        "5 to 6 (between records stored 2026-05-01T01:00:00.000Z and 2026-05-01T02:00:00.000Z), " +
        "11 to 13 (between records stored 2026-05-01T02:00:00.000Z and 2026-05-01T03:00:00.000Z)",
    ]);
    await came("node-1", 5, 7, "2026-05-01T04:00:00Z");
    await came("node-1", 11, 14, "2026-05-01T04:00:00Z");
    expect(await warnings(on)).toEqual([]);
  });
});

it("a trailer that disagrees with its file is named until somebody writes it off", async () => {
  const on = await story(test, "trailer");
  await on.ingest("a.csv", line("1"), "cut\n");
  await on.database.pool.query(
    "update set_aside set reason = 'TRAILER_DIFFERS', message = 'the trailer counts 3 records, and 2 were read' where reason = 'RECORD_COLUMNS'",
  );
  expect(await warnings(on)).toEqual(["TRAILER_DIFFERS pbx: the trailer counts 3 records, and 2 were read"]);
  const filter = { reason: "TRAILER_DIFFERS" };
  await writeOffSetAside(on.database, {
    filter,
    by: "ops",
    because: "as the switch wrote it",
    at: on.clock(),
  });
  expect(await warnings(on)).toEqual([]);
});

describe("tollwright audit", () => {
  it("ends with 0 on warnings, with 1 on them by --strict, and with 1 where it does not balance", async () => {
    const on = await story(test, "command");
    await on.ingest("a.csv", line("1"), line("2", { trunk: "zebra" }));
    const env = { DATABASE_URL: on.database.pool.options.connectionString };
    const command = (...args: readonly string[]) =>
      tollwright(["--data", on.dataFolder, "--now", "2026-05-01T06:00:00Z", ...args], env);
    await on.load({ [PBX]: sourceYaml("silentAfterHours: 1\n") });
    const late = await tollwright(["--data", on.dataFolder, "--now", "2026-05-03T06:00:00Z", "audit"], env);
    expect([late.code, late.stderr]).toEqual([0, ""]);
    expect(late.stdout).toContain("SOURCE_SILENT  pbx: nothing new since");
    expect(late.stdout).toContain(
      "Waiting: 1 record, 1.00 minutes, about USD 0.06. See: tollwright suspended",
    );
    const strict = await tollwright(
      ["--data", on.dataFolder, "--now", "2026-05-03T06:00:00Z", "--json", "audit", "--strict"],
      env,
    );
    expect(strict.code).toBe(1);
    expect(JSON.parse(strict.stdout)).toMatchObject({
      differences: [],
      warnings: [{ code: "SOURCE_SILENT" }],
      waiting: [{ records: 1, amount: "0.06", currency: "USD" }],
    });
    await on.database.pool.query("delete from rating");
    const broken = await command("audit", "--by", "day");
    expect(broken.code).toBe(1);
    expect(broken.stderr).toContain(
      "BALANCE  pbx, 2026-04-07, ledger: rated: expected 1 records, 60000 ms, found 0",
    );
  });
});
