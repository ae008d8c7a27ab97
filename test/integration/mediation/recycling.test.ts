import { callsOnInvoice, setAsideRecords } from "@tollwright/postgres";
import { describe, expect, it } from "vitest";
import { acceptRecord } from "../../../services/cli/src/steps/accept-record.ts";
import { recycle } from "../../../services/cli/src/steps/recycle.ts";
import { codes, FORGOTTEN, line, type Story, story, value } from "../main-job/small-company.ts";
import { holdLedger, testDatabase, waitingSessions } from "../postgres/test-database.ts";
import { balance, bye, invite, LATE, SWITCHES, take, unbilled } from "./switch-records.ts";

const test = testDatabase();
const ALL = { reason: null, ids: null };

/** The switch as it was described first and as it is: its zone and how far back its records may reach. */
const switchIn = (zone: string, daysBack = 400) => ({
  "rate-cards/companies/small/sources/pbx.yaml": `id: pbx
description: One switch.
format: asterisk-csv
zone: ${zone}
attribution: [trunk]
carrierTrunks: [PJSIP/carrier]
window: { daysBack: ${daysBack}, daysAhead: 2 }
`,
});
const NARROW = switchIn("America/New_York", 10);
const WIDE = switchIn("America/New_York");

let stories = 0;
async function newStory(): Promise<Story> {
  stories += 1;
  return story(test, `recycling_${stories}`);
}

describe("books 3: records that a reader suspended are read again by the corrected source", () => {
  it("a corrected zone: clocks that were never skipped", async () => {
    const on = await newStory();
    // 2:30 on the night of 8 March does not exist in New York, and the switch stands in Phoenix.
    const night = line("1", { at: "2026-03-08 02:30:00" });
    await on.ingest("a.csv", night, line("2"), "broken\n");
    expect(await balance(on)).toEqual(["read 3 120", "accepted 1 60", "suspended 2 60", "rated 1 60"]);
    const before = await recycle(on, ALL);
    expect(before.records).toMatchObject({ records: 2, unchanged: 2, accepted: 0 });
    await on.load(switchIn("America/Phoenix"));
    const { records, problems } = await recycle(on, { reason: "RECORD_TIME_SKIPPED", ids: null });
    expect(records).toMatchObject({ records: 1, unchanged: 0, accepted: 1 });
    expect(problems).toEqual([]);
    expect(await balance(on)).toEqual(["read 3 120", "accepted 2 120", "suspended 1 0", "rated 2 120"]);
    expect(await unbilled(on)).toEqual(["acme 2026-03 1 0.060000", "acme 2026-04 1 0.060000"]);
    expect((await recycle(on, ALL)).records).toMatchObject({ records: 1, unchanged: 1 });
  });

  it("single ones by their numbers, and all of a reason", async () => {
    const on = await newStory();
    await on.load(NARROW);
    await on.ingest("a.csv", line("1"), line("2"), line("3"), "broken\n");
    await on.load(WIDE);
    const asides = await setAsideRecords(on.database, { reason: "DATE_OUT_OF_RANGE", limit: 9 });
    const ids = asides.slice(1, 2).map(({ id }) => id);
    expect((await recycle(on, { reason: null, ids })).records).toMatchObject({ records: 1, accepted: 1 });
    expect((await recycle(on, { reason: "RECORD_COLUMNS", ids })).records).toMatchObject({ records: 0 });
    expect((await recycle(on, { reason: "DATE_OUT_OF_RANGE", ids: null })).records.accepted).toBe(2);
    expect(await balance(on)).toEqual(["read 4 180", "accepted 3 180", "suspended 1 0", "rated 3 180"]);
  });

  it("what came meanwhile under another name is a duplicate, and what lacks an owner waits for one", async () => {
    const on = await newStory();
    await on.load(NARROW);
    await on.ingest("a.csv", line("1"), line("2", { trunk: "zebra" }));
    await on.load(WIDE);
    await on.ingest("b.csv", line("0"), line("1"));
    const first = await recycle(on, ALL);
    expect(first.records).toMatchObject({ records: 2, accepted: 1, duplicate: 1 });
    expect(first.calls).toEqual({ rated: 0, free: 0, suspendedAtRating: 1 });
    await on.load({ ...WIDE, ...FORGOTTEN });
    expect((await recycle(on, ALL)).calls).toEqual({ rated: 1, free: 0, suspendedAtRating: 0 });
    expect(await balance(on)).toEqual(["read 4 240", "accepted 3 180", "duplicate 1 60", "rated 3 180"]);
    expect(await unbilled(on)).toEqual(["acme 2026-04 2 0.120000", "zebra 2026-04 1 0.060000"]);
  });

  it("pieces of calls are joined at once, with what waits for them", async () => {
    const on = await newStory();
    const narrow = SWITCHES["rate-cards/companies/small/sources/proxy.yaml"].concat(
      "window: { daysBack: 10, daysAhead: 2 }\n",
    );
    await on.load({ "rate-cards/companies/small/sources/proxy.yaml": narrow });
    await take(on, { source: "proxy", texts: [invite("c") + bye("c")], at: LATE });
    expect(await balance(on)).toEqual(["read 2 0", "suspended 2 0"]);
    await on.load(SWITCHES);
    const done = await recycle(on, ALL);
    expect([done.records.pending, done.pieces.calls, done.pieces.merged]).toEqual([2, 1, 1]);
    expect(await balance(on)).toEqual(["read 2 60", "accepted 1 60", "merged 1 0", "rated 1 60"]);
  });

  it("after the period was closed it is unbilled usage of that period, and the invoice stays (books 11, 18)", async () => {
    const on = await newStory();
    await on.load(NARROW);
    await on.ingest("a.csv", line("1", { at: "2026-04-28 10:00:00" }), line("2"), line("3"));
    value(await on.close());
    value(await on.approve());
    value(await on.issue());
    const issued = await on.issued();
    expect(issued[0]).toMatch(/acme 1\.06 /);
    await on.load(WIDE);
    expect((await recycle(on, ALL)).records.accepted).toBe(2);
    expect(await unbilled(on)).toEqual(["acme 2026-04 2 0.120000"]);
    expect(await balance(on)).toEqual(["read 3 180", "accepted 3 180", "rated 3 180"]);
    expect(value(await on.close()).drafts.map(({ state }) => state)).toEqual(["alreadyIssued"]);
    expect(await on.issued()).toEqual(issued);
    expect((await callsOnInvoice(on.database, "ST-2026-000001")).length).toBe(1);
  });
});

describe("books 1: two equal lines without a key", () => {
  const twin = line("", { withKey: false });

  it("that were suspended are two calls, for what stands before them in the file counts", async () => {
    const on = await newStory();
    await on.load(NARROW);
    await on.ingest("a.csv", twin, line("1"), twin);
    await on.load(WIDE);
    expect((await recycle(on, ALL)).records.accepted).toBe(3);
    expect(await unbilled(on)).toEqual(["acme 2026-04 3 0.180000"]);
  });

  it("out of two files: a person says that it is a call of its own, once, and it bills once", async () => {
    const on = await newStory();
    await on.ingest("a.csv", twin);
    await on.ingest("b.csv", line("1"), twin);
    expect(await balance(on)).toEqual(["read 3 180", "accepted 2 120", "suspended 1 60", "rated 2 120"]);
    expect((await recycle(on, ALL)).records.records).toBe(0); // it is for a person
    const [weak] = await setAsideRecords(on.database, { reason: "WEAK_DUPLICATE", limit: 2 });
    const decision = { id: weak?.id ?? 0n, by: "finance", reason: "the customer called twice" };
    const both = await Promise.all([acceptRecord(on, decision), acceptRecord(on, decision)]);
    expect(both.flatMap(codes)).toEqual(["RECORD_UNKNOWN"]);
    expect(await balance(on)).toEqual(["read 3 180", "accepted 3 180", "rated 3 180"]);
    const { rows } = await on.database.pool.query(
      "select status, decided_by, decided_because from set_aside where settled_batch is not null",
    );
    expect(rows).toEqual([
      { status: "recycled", decided_by: "finance", decided_because: "the customer called twice" },
    ]);
    await on.ingest("c.csv", line("2"), twin);
    expect(await unbilled(on)).toEqual(["acme 2026-04 4 0.240000"]); // the third twin is for a person again
  });

  it("other records are not accepted", async () => {
    const on = await newStory();
    await on.ingest("a.csv", "broken\n");
    const [broken] = await setAsideRecords(on.database, { bucket: "suspended", limit: 2 });
    const decision = { id: broken?.id ?? 0n, by: "finance", reason: "why not" };
    expect(codes(await acceptRecord(on, decision))).toEqual(["RECORD_UNKNOWN"]);
  });
});

describe("books 4, 11: exactly once", () => {
  it("three at once, one of them killed before its counts", async () => {
    const on = await newStory();
    await on.load(NARROW);
    const lines = Array.from({ length: 50 }, (_, index) => line(`call ${index}`));
    await on.ingest("a.csv", ...lines.slice(0, 30));
    await on.ingest("b.csv", ...lines.slice(30));
    await on.load(WIDE);
    const counts = await holdLedger(on.database);
    const killed = expect(recycle(on, ALL)).rejects.toThrow(/terminating connection/);
    const [pid] = await waitingSessions(on.database, 1);
    await on.database.pool.query("select pg_terminate_backend($1)", [pid]);
    await killed;
    await counts.release();
    expect(await balance(on)).toEqual(["read 50 3000", "suspended 50 3000"]);
    await Promise.all([recycle(on, ALL), recycle(on, ALL), recycle(on, ALL)]);
    expect(await balance(on)).toEqual(["read 50 3000", "accepted 50 3000", "rated 50 3000"]);
    expect(await unbilled(on)).toEqual(["acme 2026-04 50 3.000000"]);
  });
});
