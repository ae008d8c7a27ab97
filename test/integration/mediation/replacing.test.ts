import { join } from "node:path";
import { instant } from "@tollwright/calendar";
import type { Call } from "@tollwright/cdr";
import { archivedPath } from "@tollwright/files";
import { readRecord } from "@tollwright/ingester";
import {
  callByKey,
  callsOnInvoice,
  channelIntervals,
  completionsWaiting,
  decideSetAside,
  differencesOwed,
  ensurePositions,
  itemisedRatings,
  lateInputs,
  setAsideRecords,
  storeDelivery,
} from "@tollwright/postgres";
import { describe, expect, it } from "vitest";
import { acceptRecord } from "../../../services/cli/src/steps/accept-record.ts";
import { backUp } from "../../../services/cli/src/steps/back-up.ts";
import { recycle } from "../../../services/cli/src/steps/recycle.ts";
import { replaceRecord } from "../../../services/cli/src/steps/replace-record.ts";
import { restore } from "../../../services/cli/src/steps/restore.ts";
import { rulesInForce } from "../../../services/cli/src/steps/rules-in-force.ts";
import { codes, emptyStory, line, type Story, story, value } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";
import {
  balance,
  bye,
  intermediate,
  invite,
  LATE,
  start,
  stop,
  storyWithSwitches,
  take,
  unbilled,
} from "./switch-records.ts";

const test = testDatabase();

/** Numbers of the records in conflict, in the order in which they came. */
async function conflicts(on: Story): Promise<readonly bigint[]> {
  return (await setAsideRecords(on.database, { bucket: "conflict", limit: 9 })).map(({ id }) => id);
}

const BECAUSE = { by: "finance", reason: "the switch corrected itself" };

async function replaceFirst(on: Story): Promise<string> {
  const [id = 0n] = await conflicts(on);
  const { before, after } = value(await replaceRecord(on, { id, ...BECAUSE }));
  return `${before?.keyDay} ${before?.billableMilliseconds} → ${after.keyDay} ${after.billableMilliseconds}`;
}

async function ratings(on: Story): Promise<readonly string[]> {
  const { rows } = await on.database.pool.query(
    `select 'live' as what, key_day::text as day, charge::text from rating
     union all select 'replaced', key_day::text, charge::text from rating_history order by 1, 2`,
  );
  return rows.map(({ what, day, charge }) => `${what} ${day} ${charge}`);
}

async function due(on: Story, month?: string): Promise<readonly string[]> {
  return value(await on.close(month)).drafts.map(({ totals }) => totals.amountDue);
}

async function bill(on: Story, month?: string): Promise<void> {
  value(await on.approve(month));
  value(await on.issue(month));
}

/** A call of one minute, 0.06, and later its record with other seconds: 10 minutes, 0.60. */
async function twoRecords(name: string, later = line("1", { seconds: 600 })): Promise<Story> {
  const on = await story(test, name);
  await on.ingest("a.csv", line("1"));
  await on.ingest("b.csv", later);
  return on;
}

describe("books 3, 5: a person decides for the later of two records with one key", () => {
  it("before the close: the call is what it says, and both equations hold", async () => {
    const on = await twoRecords("replace_open");
    expect(codes(await on.close())).toEqual(["CONFLICTS_OPEN"]);
    expect(await balance(on)).toEqual(["read 2 660", "accepted 1 60", "conflict 1 600", "rated 1 60"]);
    expect(await replaceFirst(on)).toBe("2026-04-07 60000 → 2026-04-07 600000");
    expect(await balance(on)).toEqual(["read 2 660", "accepted 1 600", "merged 1 60", "rated 1 600"]);
    expect(await ratings(on)).toEqual(["live 2026-04-07 0.600000", "replaced 2026-04-07 0.060000"]);
    expect(await due(on)).toEqual(["1.60"]); // a number 1.00, ten minutes at 0.06
    await bill(on);
    const [number = ""] = (await on.issued()).map((issued) => issued.split(" ")[0] ?? "");
    const [call] = await callsOnInvoice(on.database, number);
    expect([call?.billedSeconds, call?.charge]).toEqual([600, "0.600000"]);
    // The stored call never changes, and who decided is on record.
    const { rows } = await on.database.pool.query(
      "select c.billable_milliseconds as ms, n.decided_by as by, n.decided_because as because, n.withdrawn from call c join call_completion n using (call_key, key_day)",
    );
    expect(rows).toEqual([{ ms: 60_000n, by: "finance", because: BECAUSE.reason, withdrawn: false }]);
    const decided = await setAsideRecords(on.database, { status: "decided", limit: 9 });
    expect(decided.map(({ reason, decision }) => `${reason} ${decision?.by}: ${decision?.because}`)).toEqual([
      `KEY_CONFLICT finance: ${BECAUSE.reason}`,
    ]);
  });

  it("after the close: the invoice stays, and the next one carries the difference", async () => {
    const on = await story(test, "replace_closed");
    await on.ingest("a.csv", line("1"), line("2"));
    expect(await due(on)).toEqual(["1.12"]); // 1.00 and two minutes
    await bill(on);
    const issued = await on.issued();
    await on.ingest("b.csv", line("1", { seconds: 600 }));
    await replaceFirst(on);
    expect(await on.issued()).toEqual(issued);
    expect(await differencesOwed(on.database)).toEqual([
      { account: "acme", period: "2026-04", calls: 1, charge: "0.060000" },
    ]);
    expect(await completionsWaiting(on.database)).toEqual([]); // it was no estimate
    expect(await unbilled(on)).toEqual(["acme 2026-04 1 0.600000"]);
    // May: a number 1.00; April's line of 0.12 taken back, and 0.06 + 0.60 charged.
    expect(await due(on, "2026-05")).toEqual(["1.54"]);
    await bill(on, "2026-05");
    expect(await differencesOwed(on.database)).toEqual([]);
    expect(await unbilled(on)).toEqual([]);
    expect(await balance(on)).toEqual(["read 3 720", "accepted 2 660", "merged 1 60", "rated 2 660"]);
  });

  it("decided once: the same record again, and a record that was left out, are refused", async () => {
    const on = await twoRecords("replace_twice");
    const [id = 0n] = await conflicts(on);
    value(await replaceRecord(on, { id, ...BECAUSE }));
    expect(codes(await replaceRecord(on, { id, ...BECAUSE }))).toEqual(["RECORD_UNKNOWN"]);
    expect(await decideSetAside(on.database, { id, ...BECAUSE, at: LATE })).toBe(false);
    await on.ingest("c.csv", line("1", { seconds: 300 }));
    const [third = 0n] = await conflicts(on);
    expect(await decideSetAside(on.database, { id: third, ...BECAUSE, at: LATE })).toBe(true);
    expect(codes(await replaceRecord(on, { id: third, ...BECAUSE }))).toEqual(["RECORD_UNKNOWN"]);
    expect(await ratings(on)).toEqual(["live 2026-04-07 0.600000", "replaced 2026-04-07 0.060000"]);
    expect(await balance(on)).toEqual([
      "read 3 960",
      "accepted 1 600",
      "merged 1 60",
      "conflict 1 300",
      "rated 1 600",
    ]);
  });

  it("two people at once on two records of one call: one after the other, and the last one bills", async () => {
    const on = await twoRecords("replace_race");
    await on.ingest("c.csv", line("1", { seconds: 300 }));
    const ids = await conflicts(on);
    const both = await Promise.all(ids.map((id) => replaceRecord(on, { id, ...BECAUSE })));
    expect(both.map(({ ok }) => ok)).toEqual([true, true]);
    const [live] = await ratings(on);
    const seconds = live === "live 2026-04-07 0.600000" ? 600 : 300;
    expect(await balance(on)).toEqual([
      "read 3 960",
      `accepted 1 ${seconds}`,
      `merged 2 ${960 - seconds}`,
      `rated 1 ${seconds}`,
    ]);
  });

  it("a record that another command holds is waited for, and then told: nothing is changed", async () => {
    const on = await twoRecords("replace_busy");
    const [id = 0n] = await conflicts(on);
    const other = await on.database.pool.connect();
    try {
      await other.query("begin");
      await other.query("select from set_aside where id = $1 for update", [id]);
      expect(codes(await replaceRecord(on, { id, ...BECAUSE }, 1))).toEqual(["RECORD_BUSY"]);
      const waiting = replaceRecord(on, { id, ...BECAUSE });
      await other.query("rollback");
      expect(value(await waiting).after.billableMilliseconds).toBe(600_000);
    } finally {
      other.release();
    }
  });

  it("either record once more is a duplicate, whichever bills; a third content is a conflict again", async () => {
    const on = await twoRecords("replace_repeated");
    await replaceFirst(on);
    await on.ingest("c.csv", line("1", { seconds: 120 }), line("1"), line("1", { seconds: 600 }));
    expect(await balance(on)).toEqual([
      "read 5 1440",
      "accepted 1 600",
      "merged 1 60",
      "duplicate 2 660",
      "conflict 1 120",
      "rated 1 600",
    ]);
  });

  it("a call that nobody owned is tried again as what it is now", async () => {
    const on = await twoRecords("replace_nobodys", line("1", { seconds: 600, trunk: "zebra" }));
    await replaceFirst(on);
    expect(await balance(on)).toEqual([
      "read 2 660",
      "accepted 1 600",
      "merged 1 60",
      "suspendedAtRating 1 600",
    ]);
    expect(await ratings(on)).toEqual(["replaced 2026-04-07 0.060000"]);
    await on.ingest("c.csv", line("1", { seconds: 120 }));
    await replaceFirst(on);
    expect(await balance(on)).toEqual(["read 3 780", "accepted 1 120", "merged 2 660", "rated 1 120"]);
  });

  it("the record is read by the source as it was when it was read", async () => {
    const on = await twoRecords("replace_source");
    const pbx = "rate-cards/companies/small/sources/pbx.yaml";
    const text = "id: pbx\ndescription: One switch.\nformat: asterisk-csv\nzone: UTC\nattribution: [trunk]\n";
    await on.load({ [pbx]: `${text}carrierTrunks: [PJSIP/carrier]\n` });
    await replaceFirst(on);
    const { rows } = await on.database.pool.query("select distinct started_at from call_now");
    expect(rows.map(({ started_at }) => new Date(started_at).toISOString())).toEqual([
      "2026-04-07T14:00:00.000Z", // ten in New York
    ]);
  });
});

describe("books 2: one key on two days", () => {
  const NEXT = "2026-04-08 10:00:00";

  it("the later day bills: the first is no call any more, in calls, channels and balances", async () => {
    const on = await twoRecords("replace_day", line("1", { seconds: 600, at: NEXT }));
    expect(codes(await on.close())).toEqual(["CONFLICTS_OPEN"]);
    expect(await replaceFirst(on)).toBe("2026-04-07 60000 → 2026-04-08 600000");
    expect(await balance(on)).toEqual(["read 2 660", "accepted 1 600", "merged 1 60", "rated 1 600"]);
    expect(await ratings(on)).toEqual(["live 2026-04-08 0.600000", "replaced 2026-04-07 0.060000"]);
    expect(await due(on)).toEqual(["1.60"]);
    const { rows } = await on.database.pool.query(
      "select key_day::text as day, count(*) from call_now group by 1",
    );
    expect(rows).toEqual([{ day: "2026-04-08", count: 1n }]);
    // What comes again of either day is known, and a third of the first day is for a person again.
    await on.ingest("c.csv", line("1", { seconds: 120 }), line("1"), line("1", { seconds: 600, at: NEXT }));
    expect(await balance(on)).toEqual([
      "read 5 1440",
      "accepted 1 600",
      "merged 1 60",
      "duplicate 2 660",
      "conflict 1 120",
      "rated 1 600",
    ]);
    // Back to the first day, with other seconds.
    expect(await replaceFirst(on)).toBe("2026-04-08 600000 → 2026-04-07 120000");
    expect(await balance(on)).toEqual([
      "read 5 1440",
      "accepted 1 120",
      "merged 2 660",
      "duplicate 2 660",
      "rated 1 120",
    ]);
    expect((await ratings(on))[0]).toBe("live 2026-04-07 0.120000");
    expect(await due(on)).toEqual(["1.12"]);
  });

  it("both are real calls, for the switch began its numbers again: each bills once", async () => {
    const on = await twoRecords("accept_day", line("1", { seconds: 600, at: NEXT }));
    const [id = 0n] = await conflicts(on);
    value(await acceptRecord(on, { id, ...BECAUSE }));
    expect(codes(await acceptRecord(on, { id, ...BECAUSE }))).toEqual(["RECORD_UNKNOWN"]);
    expect(codes(await replaceRecord(on, { id, ...BECAUSE }))).toEqual(["RECORD_UNKNOWN"]);
    expect(await balance(on)).toEqual(["read 2 660", "accepted 2 660", "rated 2 660"]);
    expect(await due(on)).toEqual(["1.66"]);
  });

  it("across a month that is invoiced: taken back from April, charged in May", async () => {
    const on = await story(test, "replace_month");
    await on.ingest("a.csv", line("1", { at: "2026-04-30 10:00:00" }));
    expect(await due(on)).toEqual(["1.06"]);
    await bill(on);
    await on.ingest("b.csv", line("1", { seconds: 600, at: "2026-05-01 00:10:00" }));
    await replaceFirst(on);
    expect(await differencesOwed(on.database)).toEqual([
      { account: "acme", period: "2026-04", calls: 1, charge: "0.060000" },
    ]);
    expect(await due(on, "2026-05")).toEqual(["1.54"]); // 1.00 − 0.06 + 0.60
    await bill(on, "2026-05");
    expect(await unbilled(on)).toEqual([]);
    expect(await differencesOwed(on.database)).toEqual([]);
    expect(await balance(on)).toEqual(["read 2 660", "accepted 1 600", "merged 1 60", "rated 1 600"]);
  });
});

describe("books 5: a piece of a call that says something else", () => {
  it("another closing record takes the place of the one that counts", async () => {
    const on = await storyWithSwitches(test);
    await take(on, { source: "sbc", texts: [start("0x1") + stop("0x1", 60)] });
    await take(on, { source: "sbc", texts: [stop("0x1", 900)] });
    expect(await balance(on)).toEqual([
      "read 3 960",
      "accepted 1 60",
      "merged 1 0",
      "conflict 1 900",
      "rated 1 60",
    ]);
    expect(await replaceFirst(on)).toBe("2026-04-07 60000 → 2026-04-07 900000");
    expect(await balance(on)).toEqual(["read 3 960", "accepted 1 900", "merged 2 60", "rated 1 900"]);
    expect(await due(on)).toEqual(["1.90"]);
  });

  it("pieces of two files, and another INVITE", async () => {
    const on = await storyWithSwitches(test);
    await take(on, { source: "proxy", texts: [invite("a", 30), bye("a", 90)] });
    await take(on, { source: "proxy", texts: [invite("a", 95)] }); // after its end: no re-INVITE
    const [id = 0n] = await conflicts(on);
    expect(codes(await replaceRecord(on, { id, ...BECAUSE }))).toEqual(["RECORD_MAKES_NO_CALL"]);
    expect(await balance(on)).toEqual([
      "read 3 60",
      "accepted 1 60",
      "merged 1 0",
      "conflict 1 0",
      "rated 1 60",
    ]);
    await take(on, { source: "proxy", texts: [bye("a", 150)] });
    const [, other = 0n] = await conflicts(on);
    value(await replaceRecord(on, { id: other, ...BECAUSE }));
    expect((await ratings(on))[0]).toBe("live 2026-04-07 0.120000"); // from 30 to 150 seconds
    value(await replaceRecord(on, { id, ...BECAUSE })); // now it lies before the end: 95 to 150
    expect(await balance(on)).toEqual(["read 4 55", "accepted 1 55", "merged 3 0", "rated 1 55"]);
    expect((await ratings(on))[0]).toBe("live 2026-04-07 0.060000");
  });

  it("of an estimate that was completed", async () => {
    const on = await storyWithSwitches(test);
    await take(on, { source: "sbc", texts: [start("0x1") + intermediate("0x1", 300)], at: LATE });
    await take(on, { source: "sbc", texts: [stop("0x1", 900)], at: LATE });
    await take(on, { source: "sbc", texts: [stop("0x1", 930)], at: LATE });
    expect(await replaceFirst(on)).toBe("2026-04-07 900000 → 2026-04-07 930000");
    expect(await balance(on)).toEqual(["read 4 2130", "accepted 1 930", "merged 3 1200", "rated 1 930"]);
  });
});

describe("what reads calls beside their ratings", () => {
  const APRIL = {
    fromInstant: instant(Date.parse("2026-04-01T04:00:00Z")),
    untilInstant: instant(Date.parse("2026-05-01T04:00:00Z")),
  };
  const channels = async (on: Story, batches: string) => {
    const names = ["PJSIP/acme", "PJSIP/zebra"].map((name) => ({ source: "pbx", name }));
    const found = await channelIntervals(on.database, { ...APRIL, names, batches });
    return found.map(({ name, seizedAt, releasedAt }) => `${name} ${((releasedAt ?? 0) - seizedAt) / 1000}`);
  };

  it("books 16: channels are those of the record that was decided for, as the batches know it", async () => {
    const on = await twoRecords("replace_channels", line("1", { seconds: 600, trunk: "zebra" }));
    const { rows } = await on.database.pool.query("select max(id)::integer as last from load_batch");
    const before = `{[1,${rows[0].last}]}`;
    await replaceFirst(on);
    expect(await channels(on, before)).toEqual(["PJSIP/acme 65"]);
    expect(await channels(on, "{[1,)}")).toEqual(["PJSIP/zebra 605"]);
    const late = { accounts: ["acme"], ...APRIL, recorded: before, batches: "{[1,)}" };
    const found = await lateInputs(on.database, late);
    expect(found.accounts).toEqual(["acme"]);
    expect(found.trunks.map(({ name }) => name)).toEqual(["PJSIP/acme", "PJSIP/carrier", "PJSIP/zebra"]);
  });

  it("books 2, 16: a call that was withdrawn takes no channel", async () => {
    const on = await twoRecords(
      "replace_channel_days",
      line("1", { seconds: 600, at: "2026-04-08 10:00:00" }),
    );
    await replaceFirst(on);
    expect(await channels(on, "{[1,)}")).toEqual(["PJSIP/acme 605"]);
  });

  it("books 12: a spreadsheet of the invoice shows the call as it billed, one of the difference as it is", async () => {
    const on = await twoRecords("replace_itemised");
    const { rows } = await on.database.pool.query("select max(id)::integer as last from load_batch");
    await replaceFirst(on);
    const seconds = async (batches: string): Promise<readonly number[]> => {
      const found: number[] = [];
      for await (const { call } of itemisedRatings(on.database, { accounts: ["acme"], ...APRIL, batches }))
        found.push(call.billableMilliseconds / 1000);
      return found;
    };
    expect(await seconds(`{[1,${rows[0].last}]}`)).toEqual([60]);
    expect(await seconds("{[1,)}")).toEqual([600]);
  });
});

it("books 27: a restored copy knows the decision, and bills the same", async () => {
  const on = await twoRecords("replace_backed_up");
  await replaceFirst(on);
  const folder = join(on.dataFolder, "backup");
  value(await backUp(on, { folder, withArchive: true }));
  const copy = await emptyStory(test, "replace_restored");
  value(await restore(copy, folder));
  expect(await balance(copy)).toEqual(await balance(on));
  for (const each of [on, copy]) {
    expect(await due(each)).toEqual(["1.60"]);
    await bill(each);
  }
  expect(await copy.issued()).toEqual(await on.issued());
});

it("books 1: a record that a broker sends once more is a redelivery, whatever was decided about it", async () => {
  const on = await twoRecords("replace_redelivered");
  await replaceFirst(on);
  const { versionSet, rate, sources } = await rulesInForce(on.database);
  const pbx = sources.get("pbx");
  const { rows } = await on.database.pool.query<{ hash: string }>(
    "select distinct encode(file_hash, 'hex') as hash from delivery",
  );
  const calls: Call[] = [];
  for (const { hash: fileHash } of rows) {
    const path = archivedPath(on.archive, fileHash);
    const record = { fileHash, offset: 0, length: 1, line: 1 };
    const found = pbx && (await readRecord({ source: pbx, path, readAt: on.clock(), record }));
    if (found && "callKey" in found && !("bucket" in found) && !("part" in found)) calls.push(found);
  }
  expect(calls).toHaveLength(2);
  await ensurePositions(on.database, ["again"]);
  const positions = [{ id: "again", expected: 0n, next: 1n }];
  const stored = await storeDelivery(on.database, {
    delivery: { positions, intake: null, calls },
    outcomes: calls.map(rate),
    versionSet,
    at: on.clock(),
  });
  expect(stored).toMatchObject({ counts: { accepted: 0, duplicate: 0, conflict: 0, redelivered: 2 } });
  expect(await balance(on)).toEqual(["read 2 660", "accepted 1 600", "merged 1 60", "rated 1 600"]);
});

it("recycling and reading the call again see what was decided", async () => {
  const on = await twoRecords("replace_seen");
  await replaceFirst(on);
  expect((await recycle(on, { reason: null, ids: null })).records.records).toBe(0);
  const { rows } = await on.database.pool.query("select encode(call_key, 'hex') as key from call");
  const known = await callByKey(on.database, rows[0].key);
  expect([known?.call.billableMilliseconds, known?.ratings.map(({ charge }) => charge)]).toEqual([
    600_000,
    ["0.600000"],
  ]);
});
