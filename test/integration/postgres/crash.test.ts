import {
  audit,
  callByKey,
  ensurePositions,
  openDatabase,
  positionsOf,
  startServer,
  storeDelivery,
} from "@tollwright/postgres";
import { beforeAll, describe, expect, it } from "vitest";
import * as sample from "./sample-calls.ts";
import { holdLedger, postmasterPid, single, testDatabase, waitingSessions } from "./test-database.ts";

const test = testDatabase();
let setHash: string;
beforeAll(async () => {
  setHash = await sample.loadSample(test.db);
});

/** A batch of three calls, and its storing; tried again with `store`. */
async function batch(name: string) {
  await ensurePositions(test.db, [name]);
  const calls = [1, 2, 3].map((number) => sample.call(`${name} ${number}`, { file: name }));
  const delivery = sample.delivery(calls, { id: name, expected: 0n, next: 300n });
  const outcomes = calls.map((one) => sample.rated(one));
  const store = () => storeDelivery(test.db, { delivery, outcomes, versionSet: setHash, at: sample.AT });
  return { calls, store };
}

async function expectNothingOf(name: string, calls: Awaited<ReturnType<typeof batch>>["calls"]) {
  expect(await positionsOf(test.db, [name])).toEqual(new Map([[name, 0n]]));
  for (const { callKey } of calls) expect(await callByKey(test.db, callKey)).toBeNull();
  expect((await audit(test.db)).differences).toEqual([]);
}

async function expectAllOf(
  name: string,
  again: Awaited<ReturnType<Awaited<ReturnType<typeof batch>>["store"]>>,
) {
  expect(again).toMatchObject({
    kind: "stored",
    counts: { accepted: 3, rated: 3, duplicate: 0, redelivered: 0 },
  });
  expect(await positionsOf(test.db, [name])).toEqual(new Map([[name, 300n]]));
  const { rows, differences } = await audit(test.db);
  expect(differences).toEqual([]);
  expect(rows.every(({ balanced }) => balanced)).toBe(true);
}

async function restart(): Promise<void> {
  await test.db.close();
  test.server = await startServer({ dataFolder: test.dataFolder, log: () => undefined });
  test.db = openDatabase(test.server.connectionString);
}

describe("a crash in the middle loses nothing and stores nothing twice (books 4)", () => {
  it("when the connection is killed after the calls were written", async () => {
    const { calls, store } = await batch("connection");
    const held = await holdLedger(test.db);
    const failed = expect(store()).rejects.toThrow(/terminating connection/);
    const [pid] = await waitingSessions(test.db, 1);
    await single(test.db, "select pg_terminate_backend($1)", [pid]);
    await failed;
    await held.release();
    await expectNothingOf("connection", calls);
    await expectAllOf("connection", await store());
  });

  it("when the server is killed, and started again beside its stale postmaster.pid", async () => {
    const { calls, store } = await batch("server");
    const held = await holdLedger(test.db);
    const failed = expect(store()).rejects.toThrow();
    await waitingSessions(test.db, 1);
    process.kill(postmasterPid(test.dataFolder), "SIGKILL");
    await failed;
    await held.release();
    await restart();
    await expectNothingOf("server", calls);
    await expectAllOf("server", await store());
  });

  it("when the server is killed under a connection that waits between two statements", async () => {
    const client = await test.db.pool.connect();
    await client.query("begin");
    process.kill(postmasterPid(test.dataFolder), "SIGKILL");
    // Nobody listens to the connection itself: its end must not end the process.
    await new Promise((resolve) => client.once("end", resolve));
    await expect(client.query("select 1")).rejects.toThrow();
    client.release(true);
    await restart();
    expect((await audit(test.db)).differences).toEqual([]);
  });
});
