import { audit, callByKey, ensurePositions, positionsOf, storeDelivery } from "@tollwright/postgres";
import { beforeAll, expect, it } from "vitest";
import * as sample from "./sample-calls.ts";
import { holdLedger, single, testDatabase, waitingSessions } from "./test-database.ts";

const test = testDatabase();
let setHash: string;
beforeAll(async () => {
  setHash = await sample.loadSample(test.db);
});

/** Two batches of one file, one behind the other; the second is begun beside the first, and moves the position last. */
async function pair(name: string) {
  await ensurePositions(test.db, [name]);
  const batch = (number: number, fence: "first" | "last") => {
    const calls = [sample.call(`${name} ${number}`, { file: name, offset: number * 100 })];
    const position = { id: name, expected: BigInt(number * 100), next: BigInt((number + 1) * 100) };
    const { promise: fenced, resolve: onFenced } = Promise.withResolvers<void>();
    const store = (whenNext: () => Promise<void> = async () => undefined) =>
      storeDelivery(test.db, {
        delivery: sample.delivery(calls, position),
        outcomes: calls.map((one) => sample.rated(one)),
        versionSet: setHash,
        at: sample.AT,
        turn: {
          fence,
          whenNext,
          onFenced,
          sharedKeys: new Set(),
          whenSharedStored: async () => undefined,
        },
      });
    return { key: calls[0]?.callKey ?? "", store, fenced };
  };
  return { first: batch(0, "first"), second: batch(1, "last") };
}

const positionOf = async (name: string) => (await positionsOf(test.db, [name])).get(name);

it("books 4: a batch stored beside the one before it waits for that one's commit", async () => {
  const { first, second } = await pair("beside");
  const held = await holdLedger(test.db);
  const one = first.store();
  await first.fenced;
  const two = second.store();
  await waitingSessions(test.db, 2);
  await held.release();
  expect((await one).kind).toBe("stored");
  expect((await two).kind).toBe("stored");
  expect(await positionOf("beside")).toBe(200n);
  expect((await audit(test.db)).differences).toEqual([]);
});

it("books 4: a fence that comes last waits while another holds the position", async () => {
  const name = "waits";
  const { first, second } = await pair(name);
  const client = await test.db.pool.connect();
  await client.query("begin");
  await client.query(`select from position where id = '${name}' for update`);
  const two = second.store();
  await waitingSessions(test.db, 1);
  expect(await callByKey(test.db, second.key)).toBeNull();
  await client.query(`update position set next = 100 where id = '${name}'`);
  await client.query("commit");
  client.release();
  expect((await two).kind).toBe("stored");
  expect(await positionOf(name)).toBe(200n);
  expect(await first.store()).toEqual({ kind: "positionMoved", id: name });
});

it("books 4: if the first is not committed, nothing of the second stays", async () => {
  const { first, second } = await pair("refused");
  const held = await holdLedger(test.db);
  const one = expect(first.store()).rejects.toThrow(/terminating connection/);
  await first.fenced;
  const [pid] = await waitingSessions(test.db, 1);
  const two = second.store();
  await waitingSessions(test.db, 2);
  await single(test.db, "select pg_terminate_backend($1)", [pid]);
  await one;
  await held.release();
  expect(await two).toEqual({ kind: "positionMoved", id: "refused" });
  expect(await positionOf("refused")).toBe(0n);
  for (const { key } of [first, second]) expect(await callByKey(test.db, key)).toBeNull();
  expect((await audit(test.db)).differences).toEqual([]);
});

it("books 4: a batch that waits for the one before it gives its rows back to another process that waits for them", async () => {
  const { first, second } = await pair("ring");
  const asked = Promise.withResolvers<void>();
  const two = second.store(() => {
    asked.resolve();
    return first.fenced;
  });
  await asked.promise;
  // Another process took the same file, in one batch: it holds the position that the first needs, and waits for the call of the second.
  const whole = [0, 1].map((number) => sample.call(`ring ${number}`, { file: "ring", offset: number * 100 }));
  const other = storeDelivery(test.db, {
    delivery: sample.delivery(whole, { id: "ring", expected: 0n, next: 200n }),
    outcomes: whole.map((one) => sample.rated(one)),
    versionSet: setHash,
    at: sample.AT,
  });
  await waitingSessions(test.db, 1);
  const one = first.store();
  await waitingSessions(test.db, 2);
  expect(await two).toEqual({ kind: "gaveWay" });
  expect((await other).kind).toBe("stored");
  expect(await one).toEqual({ kind: "positionMoved", id: "ring" });
  expect(await second.store()).toEqual({ kind: "positionMoved", id: "ring" });
  expect((await audit(test.db)).differences).toEqual([]);
});

it("books 1: of a call that two batches have, the second learns what the first has stored, and stores the rest meanwhile", async () => {
  await ensurePositions(test.db, ["shared-a", "shared-b"]);
  const store = (file: string, names: readonly string[], whenSharedStored: () => Promise<void>) => {
    const calls = names.map((name, line) => sample.call(name, { file, offset: line * 100 }));
    return storeDelivery(test.db, {
      delivery: sample.delivery(calls, { id: file, expected: 0n, next: 200n }),
      outcomes: calls.map((one) => sample.rated(one)),
      versionSet: setHash,
      at: sample.AT,
      turn: {
        fence: "first",
        whenNext: async () => undefined,
        onFenced: () => undefined,
        sharedKeys: new Set([sample.call("of both", {}).callKey]),
        whenSharedStored,
      },
    });
  };
  const gate = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  const two = store("shared-b", ["of both", "of the second"], () => {
    asked.resolve();
    return gate.promise;
  });
  await asked.promise;
  expect(await store("shared-a", ["of the first", "of both"], async () => undefined)).toMatchObject({
    kind: "stored",
    counts: { accepted: 2, duplicate: 0 },
  });
  gate.resolve();
  expect(await two).toMatchObject({ kind: "stored", counts: { accepted: 1, duplicate: 1 } });
  expect((await audit(test.db)).differences).toEqual([]);
});
