import { join } from "node:path";
import { writeFileAtomic } from "@tollwright/files";
import { atStake, audit, setAsideRecords, writeOffSetAside } from "@tollwright/postgres";
import { expect, it } from "vitest";
import { commandWithin } from "../../../services/cli/src/command-within.ts";
import { addCalls } from "../../../services/cli/src/commands/calls.ts";
import { balanceTable } from "../../../services/cli/src/steps/balances.ts";
import { type Story, story } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";

const test = testDatabase();

const SOURCE = `id: pbx
description: A proxy that writes the beginning and the end of a call as rows of their own.
format: flatstore
zone: UTC
attribution: [number]
onNet: never
columns: [method, from_tag, to_tag, callid, sip_code, sip_reason, time, from, to]
`;

/** Eighteen hours before the clock of these stories: a piece waits for 48. */
const NOON = Date.UTC(2026, 3, 30, 12) / 1000;

/** A row of call `id`, so many seconds after noon. */
function row(method: "INVITE" | "BYE", id: string, second: number): string {
  return `${method}|a-${id}|b-${id}|${id}@example.com|200|OK|${NOON + second}|16035550100|12125550123\n`;
}

async function proxy(name: string): Promise<Story> {
  const on = await story(test, name);
  await on.load({ "rate-cards/companies/small/sources/pbx.yaml": SOURCE });
  return on;
}

/** Both equations of the source, in records and in seconds: nothing is in transit. */
async function balance(on: Story): Promise<readonly string[]> {
  const found = await audit(on.database);
  expect([found.differences, found.rows.filter(({ balanced }) => !balanced)]).toEqual([[], []]);
  return balanceTable(found)
    .split("\n")
    .map((each) => each.replace(/\s+/g, " ").trim())
    .filter((each) => /^(pbx|seconds|Of) /.test(each));
}

it("the beginning waits until its end comes in another file, and both are one call", async () => {
  const on = await proxy("pieces_of_two_files");
  await on.ingest("a.log", row("INVITE", "one", 0), row("INVITE", "two", 10), row("BYE", "one", 60));
  expect(await balance(on)).toEqual([
    // read = accepted + merged + duplicate + conflict + ignored + suspended + pending
    "pbx records 3 1 1 0 0 0 0 1",
    "seconds 60 60 0 0 0 0 0 0",
    "pbx records 1 1 0 0",
    "seconds 60 60 0 0",
  ]);
  const { rows } = await atStake(on.database, { status: "open", at: on.clock() });
  expect(rows).toMatchObject([
    { bucket: "pending", reason: "PART_WAITING", records: 1, recordsWithoutSeconds: 1, amount: null },
  ]);
  await on.ingest("b.log", row("BYE", "two", 100));
  expect(await balance(on)).toEqual([
    "pbx records 4 2 2 0 0 0 0",
    "seconds 150 150 0 0 0 0 0",
    "pbx records 2 2 0 0",
    "seconds 150 150 0 0",
  ]);
  expect((await atStake(on.database, { status: "open", at: on.clock() })).rows).toEqual([]);
});

it("a piece that was written off stays so, and what comes for it later bills nothing by itself", async () => {
  const on = await proxy("piece_written_off");
  await on.ingest("a.log", row("INVITE", "one", 0));
  const decision = { by: "finance", because: "a call of our own test", at: on.clock() };
  await writeOffSetAside(on.database, { filter: { bucket: "pending" }, ...decision });
  await on.ingest("b.log", row("BYE", "one", 60));
  expect(await balance(on)).toEqual([
    "pbx records 2 0 0 0 0 0 0 2",
    "seconds 0 0 0 0 0 0 0 0",
    "pbx records 0 0 0 0",
    "seconds 0 0 0 0",
    "Of suspended, pending and suspended at rating 1 record, 0 seconds, is written off.",
  ]);
  const open = await setAsideRecords(on.database, { limit: 9 });
  expect(open.map(({ bucket, record }) => `${bucket} ${record.line}`)).toEqual(["pending 1"]);
});

it("calls read joins over all files that are given, in any order, and shows the same balance", async () => {
  const on = await proxy("pieces_read");
  const files = {
    "a.log": [row("BYE", "one", 60), row("INVITE", "three", 5)],
    "b.log": [row("INVITE", "one", 0), row("INVITE", "one", 0)],
    "pbx.yaml": [SOURCE],
  };
  for (const [name, rows] of Object.entries(files))
    await writeFileAtomic(join(on.dataFolder, name), new TextEncoder().encode(rows.join("")));
  const said: string[] = [];
  const output = { ...on.output, json: true, progress: (text: string) => said.push(text) };
  const path = (name: string): string => join(on.dataFolder, name);
  const args = ["calls", "read", "--source", path("pbx.yaml"), "--balance", path("a.log"), path("b.log")];
  const { text } = await commandWithin({ ...on, output }, { add: [addCalls], args });
  const calls = text
    .trimEnd()
    .split("\n")
    .map((each) => JSON.parse(each));
  expect(calls).toMatchObject([
    { from: "16035550100", answered: true, billableMilliseconds: 60_000, file: path("a.log"), line: 1 },
  ]);
  expect(
    said
      .join("\n")
      .split("\n")
      .map((each) => each.replace(/\s+/g, " ").trim())
      .filter((each) => !each.startsWith("─")),
  ).toEqual([
    "file day read = calls + merged + ignored + suspended + pending + duplicate",
    "a.log 2026-04-30 records 2 1 0 0 0 1 0",
    "ms 60,000 60,000 0 0 0 0 0",
    "b.log 2026-04-30 records 2 0 1 0 0 0 1",
    "ms 0 0 0 0 0 0 0",
    "all files all days records 4 1 1 0 0 1 1",
    "ms 60,000 60,000 0 0 0 0 0",
  ]);
});
