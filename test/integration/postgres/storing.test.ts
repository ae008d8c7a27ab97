import type { Became, Call } from "@tollwright/cdr";
import {
  audit,
  callByKey,
  decideSetAside,
  ensurePositions,
  openConflicts,
  positionsOf,
  setAsideRecords,
  setAsideSummary,
  storeDelivery,
  storeSettled,
  suspendedCalls,
} from "@tollwright/postgres";
import type { RatedCall } from "@tollwright/rating";
import { beforeAll, describe, expect, it } from "vitest";
import * as sample from "./sample-calls.ts";
import { holdLedger, single, testDatabase, waitingSessions } from "./test-database.ts";

const test = testDatabase();
let setHash: string;
beforeAll(async () => {
  setHash = await sample.loadSample(test.db);
});

const storeRated = (calls: readonly Call[]) =>
  sample.store(
    test.db,
    setHash,
    calls.map((call): [Call, RatedCall] => [call, sample.rated(call)]),
  );

/** Counts that are not zero. */
function counts(result: Awaited<ReturnType<typeof storeRated>>): Record<string, number> {
  if (result.kind !== "stored") throw new Error(result.kind);
  return Object.fromEntries(Object.entries(result.counts).filter(([, count]) => count !== 0));
}

async function expectBalanced(): Promise<void> {
  const { rows, differences } = await audit(test.db);
  expect(differences).toEqual([]);
  expect(rows.filter(({ balanced }) => !balanced)).toEqual([]);
}

describe("the position fence (books 4)", () => {
  it("stores once: the same delivery again finds the position moved, and stores nothing", async () => {
    const one = sample.call("fence");
    await ensurePositions(test.db, ["fence"]);
    const options = {
      delivery: sample.delivery([one], { id: "fence", expected: 0n, next: 512n }),
      outcomes: [sample.rated(one)],
      versionSet: setHash,
      at: sample.AT,
    };
    expect((await storeDelivery(test.db, options)).kind).toBe("stored");
    expect(await storeDelivery(test.db, options)).toEqual({ kind: "positionMoved", id: "fence" });
    expect(await positionsOf(test.db, ["fence", "unheard of"])).toEqual(new Map([["fence", 512n]]));
    await expectBalanced();
  });

  it("moves several positions or none", async () => {
    await ensurePositions(test.db, ["b", "a"]);
    const positions = [
      { id: "b", expected: 0n, next: 9n },
      { id: "a", expected: 7n, next: 9n },
    ];
    const result = await storeDelivery(test.db, {
      delivery: { calls: [], positions, intake: null },
      outcomes: [],
      versionSet: setHash,
      at: sample.AT,
    });
    expect(result).toEqual({ kind: "positionMoved", id: "a" });
    expect(await positionsOf(test.db, ["b"])).toEqual(new Map([["b", 0n]]));
  });
});

describe("one call, once (books 1, 2)", () => {
  const first = sample.call("one", { offset: 0 });
  beforeAll(() => storeRated([first]));

  it.each<[string, Call, Record<string, number>, string | null]>([
    ["the same record is a redelivery", first, { redelivered: 1 }, null],
    ["the same content a duplicate", sample.call("one", { offset: 500 }), { duplicate: 1 }, "DUPLICATE_CALL"],
    [
      "other content a conflict",
      sample.call("one", { offset: 600, contentHash: sample.fileHash("other") }),
      { conflict: 1 },
      "KEY_CONFLICT",
    ],
    [
      "the key two days on a conflict",
      sample.call("one", { offset: 700, keyDay: sample.day("2026-04-09") }),
      { conflict: 1 },
      "KEY_ON_TWO_DAYS",
    ],
    [
      "two days before too",
      sample.call("one", { offset: 800, keyDay: sample.day("2026-04-05") }),
      { conflict: 1 },
      "KEY_ON_TWO_DAYS",
    ],
    [
      "three days on another call",
      sample.call("one", { offset: 900, keyDay: sample.day("2026-04-10") }),
      { accepted: 1, rated: 1 },
      null,
    ],
    [
      "a weak duplicate in the same file is dropped",
      sample.call("one", { offset: 1000, keyIsWeak: true }),
      { duplicate: 1 },
      "DUPLICATE_CALL",
    ],
    [
      "out of another file it is suspended",
      sample.call("one", { offset: 0, keyIsWeak: true, file: "another" }),
      { suspended: 1 },
      "WEAK_DUPLICATE",
    ],
  ])("%s", async (_, again, expected, reason) => {
    expect(counts(await storeRated([again]))).toEqual(expected);
    if (reason === null) return;
    const [newest] = (await setAsideRecords(test.db, { limit: 1000 })).toReversed();
    expect(newest).toMatchObject({ reason, callKey: again.callKey, record: again.record });
    expect(counts(await storeRated([again]))).toEqual({ redelivered: 1 });
  });

  it("holds inside one batch as it does between two", async () => {
    const twice = sample.call("twice", { offset: 0 });
    const calls = [twice, twice, { ...twice, record: { ...twice.record, offset: 100 } }];
    expect(counts(await storeRated(calls))).toEqual({ accepted: 1, rated: 1, redelivered: 1, duplicate: 1 });
  });

  it("keeps the first of two that differ inside one batch, with its own rating", async () => {
    const first = sample.call("differ", { file: "differ", offset: 0 });
    const second = sample.call("differ", {
      file: "differ",
      offset: 100,
      contentHash: sample.fileHash("differs"),
    });
    const result = await sample.store(test.db, setHash, [
      [first, sample.rated(first, { charge: "0.01" })],
      [second, sample.rated(second, { charge: "0.99" })],
    ]);
    expect(counts(result)).toEqual({ accepted: 1, rated: 1, conflict: 1 });
    expect((await callByKey(test.db, first.callKey))?.ratings[0]?.charge).toBe("0.01");
  });

  it("leaves conflicts open until a person decides, and the counts where they are", async () => {
    const april = { from: sample.day("2026-04-01"), until: sample.day("2026-05-01") };
    const open = await openConflicts(test.db, april);
    expect(open.map(({ reason }) => reason)).toEqual([
      "KEY_CONFLICT",
      "KEY_ON_TWO_DAYS",
      "KEY_ON_TWO_DAYS",
      "KEY_CONFLICT",
    ]);
    for (const { id } of open) {
      const decision = { id, by: "Ada", reason: "the first stands", at: sample.AT };
      expect(await decideSetAside(test.db, decision)).toBe(true);
      expect(await decideSetAside(test.db, decision)).toBe(false);
    }
    expect(await openConflicts(test.db, april)).toEqual([]);
  });

  it("balances: redeliveries stand beside the equation", async () => {
    // The samples count a redelivered record as read; the ingester would not have read it again.
    const { differences, redelivered } = await audit(test.db);
    expect(differences).toEqual([]);
    expect(redelivered).toBe(8);
  });
});

describe("versions in force (books 7)", () => {
  it("refuses calls priced by an older set and stores nothing", async () => {
    await ensurePositions(test.db, ["stale"]);
    const one = sample.call("stale");
    const options = {
      delivery: sample.delivery([one], { id: "stale", expected: 0n, next: 1n }),
      outcomes: [sample.rated(one)],
      at: sample.AT,
    };
    const stale = await storeDelivery(test.db, { ...options, versionSet: sample.fileHash("older") });
    expect(stale).toEqual({ kind: "staleVersions" });
    expect(await callByKey(test.db, one.callKey)).toBeNull();
    expect((await storeDelivery(test.db, { ...options, versionSet: setHash })).kind).toBe("stored");
  });
});

describe("what comes back is what was stored", () => {
  it("to the millisecond and the last decimal", async () => {
    const one = sample.call("exact", {
      from: "tab\tback\\slash\nline",
      to: "",
      answeredAt: sample.at("2026-04-07T14:03:10.123Z"),
      billableMilliseconds: 72_001,
    });
    const outcome = sample.rated(one, {
      charge: "0.05200001",
      ratedAt: sample.at("2026-04-07T14:03:10.123Z"),
    });
    await sample.store(test.db, setHash, [[one, outcome]]);
    expect(await callByKey(test.db, one.callKey)).toEqual({
      call: one,
      ratings: outcome.ratings,
      setAside: [],
      invoices: [],
    });
  });
});

const ratedAgain = (call: Call): Became => ({ kind: "rating", call });

describe("suspended at rating, and back (books 3, 6)", () => {
  it("rates again in a batch of its own, and the ledger moves the counts", async () => {
    const [one, two] = [sample.call("late one"), sample.call("late two", { to: "19995550100" })];
    await sample.store(test.db, setHash, [
      [one, sample.notRated(one)],
      [two, sample.notRated(two)],
    ]);
    const waiting = (reason: string | null) =>
      suspendedCalls(test.db, { reason, ids: null, after: 0n, limit: 10 });
    const suspended = await waiting("NO_RATE");
    expect(suspended.map(({ call }) => call)).toEqual([one, two]);
    const [first] = suspended;
    const settlements = [{ takes: [first?.record ?? expect.unreachable()], becomes: [ratedAgain(one)] }];
    const recycle = (versionSet: string) =>
      storeSettled(test.db, { settlements, versionSet, rate: sample.rated, alertRules: [], at: sample.AT });
    expect(await recycle("")).toEqual({ kind: "staleVersions" });
    expect(await recycle(setHash)).toMatchObject({ kind: "stored", counts: { rated: 1 }, gone: 0 });
    expect((await waiting(null)).map(({ call }) => call)).toEqual([two]);
    expect(await recycle(setHash)).toMatchObject({ kind: "stored", batch: null, gone: 1 });
    expect(await setAsideSummary(test.db)).toContainEqual({
      bucket: "suspendedAtRating",
      reason: "NO_RATE",
      records: 1,
      milliseconds: 72_000n,
      firstDay: "2026-04-07",
      lastDay: "2026-04-07",
    });
    expect((await audit(test.db)).differences).toEqual([]);
  });
});

describe("two writers of the same calls", () => {
  it("the later one finds what the earlier one stored, and sorts its own out again", async () => {
    const calls = ["race 1", "race 2", "race 3"].map((name) => sample.call(name, { file: "left" }));
    const copies = calls.map((one) => ({
      ...one,
      record: { ...one.record, fileHash: sample.fileHash("right") },
    }));
    const held = await holdLedger(test.db);
    const left = storeRated(calls);
    await waitingSessions(test.db, 1);
    const right = storeRated([...copies.toReversed(), sample.call("race 4", { file: "right" })]);
    await waitingSessions(test.db, 2);
    await held.release();
    expect(counts(await left)).toEqual({ accepted: 3, rated: 3 });
    expect(counts(await right)).toEqual({ accepted: 1, rated: 1, duplicate: 3 });
    expect((await audit(test.db)).differences).toEqual([]);
  });
});

describe("the ledger", () => {
  it("is only ever added to, and an audit sees a row that is missing", async () => {
    await expect(test.db.pool.query("update ledger set records = 0")).rejects.toThrow(/only ever added/);
    await expect(test.db.pool.query("delete from ledger")).rejects.toThrow(/only ever added/);
    await expect(test.db.pool.query("truncate ledger")).rejects.toThrow(/only ever added/);
    const one = sample.call("lost", { file: "lost" });
    await storeRated([one]);
    await test.db.pool.query("delete from rating where call_key = $1", [Buffer.from(one.callKey, "hex")]);
    const { differences } = await audit(test.db);
    expect(differences.map(({ check }) => check)).toEqual([
      "an answered call is rated, free or suspended",
      "ledger: free",
      "ledger: rated",
    ]);
    expect(
      await single(test.db, "select count(*) from call where file_hash = $1", [
        Buffer.from(sample.fileHash("lost"), "hex"),
      ]),
    ).toBe(1n);
  });
});
