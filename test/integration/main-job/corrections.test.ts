import { instant } from "@tollwright/calendar";
import {
  audit,
  callsOnInvoice,
  callsOnNone,
  decideSetAside,
  setAsideRecords,
  unbilledUsage,
} from "@tollwright/postgres";
import { describe, expect, it } from "vitest";
import { recycleCalls } from "../../../services/cli/src/steps/recycle-calls.ts";
import { testDatabase } from "../postgres/test-database.ts";
import { codes, FORGOTTEN, line, type Story, story, value } from "./small-company.ts";

const test = testDatabase();

/** State and amount due of each account's draft. A number is 1.00, a call of a minute 0.06. */
async function closed(on: Story): Promise<readonly string[]> {
  const { drafts, problems } = value(await on.close());
  expect(problems).toEqual([]);
  return drafts.map(({ account, state, totals }) => `${account} ${state} ${totals.amountDue}`);
}

async function bill(on: Story): Promise<readonly string[]> {
  await closed(on);
  value(await on.approve());
  value(await on.issue());
  return on.issued();
}

async function buckets(on: Story): Promise<Readonly<Record<string, number>>> {
  const { rows, differences } = await audit(on.database);
  expect(differences).toEqual([]);
  expect(rows.filter(({ balanced }) => !balanced)).toEqual([]);
  const counts: Record<string, number> = {};
  for (const row of rows)
    for (const [bucket, { records }] of Object.entries(row.buckets))
      if (records !== 0) counts[bucket] = (counts[bucket] ?? 0) + records;
  return counts;
}

async function unbilled(on: Story): Promise<readonly string[]> {
  return (await unbilledUsage(on.database)).map(
    ({ account, period, state, calls, charge }) => `${account} ${period} ${state} ${calls} ${charge}`,
  );
}

describe("books 6: a call of nobody is suspended, and recycled once its owner is known", () => {
  it("before the close it is billed like any other", async () => {
    const on = await story(test, "recycled_before");
    await on.ingest("a.csv", line("1"), line("2", { trunk: "zebra" }), line("3", { trunk: "zebra" }));
    expect(await buckets(on)).toEqual({ read: 3, accepted: 3, rated: 1, suspendedAtRating: 2 });
    expect(await recycleCalls(on, null)).toEqual({ rated: 0, free: 0, suspendedAtRating: 2 });
    await on.load(FORGOTTEN);
    expect(await recycleCalls(on, "NO_OWNER")).toEqual({ rated: 2, free: 0, suspendedAtRating: 0 });
    expect(await buckets(on)).toEqual({ read: 3, accepted: 3, rated: 3 });
    // acme 1.00 + 1 × 0.06, zebra 1.00 + 2 × 0.06
    expect(await closed(on)).toEqual(["acme created 1.06", "zebra created 1.12"]);
  });

  it("after the invoices were issued it is unbilled usage, and they stay (books 11, 18)", async () => {
    const on = await story(test, "recycled_after");
    await on.load(FORGOTTEN);
    await on.ingest("a.csv", line("1"), line("2", { trunk: "zebra" }), line("3", { trunk: "yak" }));
    const before = await bill(on);
    expect(before.map((one) => one.split(" ").slice(0, 3).join(" "))).toEqual([
      "ST-2026-000001 acme 1.06",
      "ST-2026-000002 zebra 1.06",
    ]);
    const [path = "", text = ""] = Object.entries(FORGOTTEN)[0] ?? [];
    await on.load({
      [path]: text.replace("PJSIP/zebra }]", "PJSIP/zebra }, { source: pbx, name: PJSIP/yak }]"),
    });
    expect(await recycleCalls(on, null)).toEqual({ rated: 1, free: 0, suspendedAtRating: 0 });
    expect(await unbilled(on)).toEqual(["zebra 2026-04 unbilled 1 0.060000"]);
    // Closed again it shows what was issued, not what would be.
    expect(await closed(on)).toEqual(["acme alreadyIssued 1.06", "zebra alreadyIssued 1.06"]);
    expect(await bill(on)).toEqual(before);
    expect(await unbilled(on)).toEqual(["zebra 2026-04 unbilled 1 0.060000"]);
  });
});

describe("books 1: the same call is billed once, and what looks the same is decided by a person", () => {
  it("same key and content out of another file is a duplicate; other content refuses the close until it is decided", async () => {
    const on = await story(test, "duplicates");
    await on.ingest("a.csv", line("1"), line("2"), line("1"));
    await on.ingest("b.csv", line("3"), line("2"));
    expect(await buckets(on)).toEqual({ read: 5, accepted: 3, rated: 3, duplicate: 2 });
    expect(await closed(on)).toEqual(["acme created 1.18"]); // 1.00 + 3 × 0.06
    await on.ingest("c.csv", line("4"), line("2", { seconds: 600 }));
    expect(await buckets(on)).toEqual({ read: 7, accepted: 4, rated: 4, duplicate: 2, conflict: 1 });
    expect(codes(await on.close())).toEqual(["CONFLICTS_OPEN"]);
    const [{ id } = { id: 0n }] = await setAsideRecords(on.database, { bucket: "conflict", limit: 2 });
    const decision = { id, by: "finance", reason: "the first record bills", at: on.clock() };
    expect(await decideSetAside(on.database, decision)).toBe(true);
    expect(await decideSetAside(on.database, decision)).toBe(false);
    expect(await closed(on)).toEqual(["acme replaced 1.24"]); // the first record's one minute, not ten
    expect(await buckets(on)).toEqual({ read: 7, accepted: 4, rated: 4, duplicate: 2, conflict: 1 });
  });

  it("a file sent again under any name is seen and read once, and its continuation from where it ended", async () => {
    const on = await story(test, "sent_again");
    const whole = [line("1"), line("2")];
    expect((await on.ingest("a.csv", ...whole)).total.records).toBe(2);
    expect((await on.ingest("b.csv", ...whole)).total.records).toBe(0);
    expect((await on.ingest("c.csv", ...whole, line("3"))).total.records).toBe(1);
    expect(await buckets(on)).toEqual({ read: 3, accepted: 3, rated: 3 });
    expect((await audit(on.database)).filesSentAgain).toBe(1);
  });

  it("without a key: two equal lines of one file are two calls, out of another file one is suspended", async () => {
    const on = await story(test, "weak");
    const twin = line("", { withKey: false });
    await on.ingest("a.csv", twin, twin);
    await on.ingest("b.csv", twin, line("", { withKey: false, at: "2026-04-08 10:00:00" }));
    expect(await buckets(on)).toEqual({ read: 4, accepted: 3, rated: 3, suspended: 1 });
    const [weak] = await setAsideRecords(on.database, { reason: "WEAK_DUPLICATE", limit: 9 });
    expect(weak).toMatchObject({ bucket: "suspended", milliseconds: 60_000 });
    expect(await closed(on)).toEqual(["acme created 1.18"]);
  });
});

describe("books 2: one key on two days is a conflict", () => {
  it.each([
    ["within the month", "2026-04-08 10:00:00"],
    // In the zone of an account west of the switch it may still be April.
    ["on the day after it", "2026-05-01 00:30:00"],
  ])("%s", async (what, at) => {
    const on = await story(test, `two_days_${what.length}`);
    const day = at < "2026-05" ? "2026-04-07" : "2026-04-30";
    await on.ingest("a.csv", line("1", { at: `${day} 10:00:00` }), line("1", { at }));
    expect(await buckets(on)).toEqual({ read: 2, accepted: 1, rated: 1, conflict: 1 });
    const [conflict] = await setAsideRecords(on.database, { bucket: "conflict", limit: 9 });
    expect(conflict?.reason).toBe("KEY_ON_TWO_DAYS");
    expect(codes(await on.close())).toEqual(["CONFLICTS_OPEN"]);
  });

  it("a date that no call of today can have is suspended, and no other line with it", async () => {
    const on = await story(test, "far_days");
    const far = ["2024-04-07 10:00:00", "2026-05-09 10:00:00"].map((at, index) =>
      line(`far ${index}`, { at }),
    );
    await on.ingest("a.csv", ...far, line("1"));
    expect(await buckets(on)).toEqual({ read: 3, accepted: 1, rated: 1, suspended: 2 });
  });
});

describe("books 17: approval freezes a draft", () => {
  it("one that changed goes back to review, and issuing is refused until it is approved again", async () => {
    const on = await story(test, "back_to_review");
    await on.load(FORGOTTEN);
    await on.ingest("a.csv", line("1"), line("2", { trunk: "zebra" }));
    expect(await closed(on)).toEqual(["acme created 1.06", "zebra created 1.06"]);
    expect(codes(await on.issue())).toEqual(["RUN_NOT_APPROVED"]);
    value(await on.approve());
    await on.ingest("b.csv", line("3"));
    expect(await closed(on)).toEqual(["acme backToReview 1.12", "zebra unchanged 1.06"]);
    expect(codes(await on.issue())).toEqual(["RUN_NOT_APPROVED"]);
    expect(await on.issued()).toEqual([]);
    expect(value(await on.approve()).approved).toEqual(["acme"]);
    expect(value(await on.issue()).map(({ account, total }) => `${account} ${total}`)).toEqual([
      "acme 1.12",
      "zebra 1.06",
    ]);
  });

  it("a call between approval and issue is not slipped in", async () => {
    const on = await story(test, "between");
    await on.ingest("a.csv", line("1"));
    await closed(on);
    value(await on.approve());
    await on.ingest("b.csv", line("2"));
    const [issued] = value(await on.issue());
    expect(issued?.total).toBe("1.06");
    expect((await callsOnInvoice(on.database, issued?.number ?? "")).length).toBe(1);
    expect(await unbilled(on)).toEqual(["acme 2026-04 unbilled 1 0.060000"]);
  });
});

describe("books 11, 15: a call of the month is on one invoice or on none, by the instant of its answer", () => {
  it("at both ends of April, with the reason of each that is on none", async () => {
    const on = await story(test, "ends");
    await on.ingest(
      "a.csv",
      line("answered in April", { at: "2026-03-31 23:59:56" }), // + 5 s: 00:00:01 on the first
      line("answered in March", { at: "2026-03-31 23:59:54" }), // + 5 s: 23:59:59
      line("answered last in April", { at: "2026-04-30 23:59:54" }),
      line("answered in May", { at: "2026-04-30 23:59:55" }), // + 5 s: midnight
      line("nobody's", { trunk: "zebra" }),
      line("unanswered")
        .replace(/"ANSWERED"/, '"NO ANSWER"')
        .replace(/,65,60,/, ",65,0,"),
    );
    const [issued = ""] = await bill(on);
    expect(issued).toMatch(/^ST-2026-000001 acme 1\.12 /); // 1.00 + 2 × 0.06
    const onInvoice = await callsOnInvoice(on.database, "ST-2026-000001");
    const always = { from: instant(Date.UTC(2026, 2, 1)), until: instant(Date.UTC(2026, 6, 1)) };
    const onNone = await callsOnNone(on.database, always);
    expect(onNone.map(({ why, reason }) => `${why} ${reason}`.trim()).sort()).toEqual([
      "suspended NO_OWNER",
      "unanswered UNANSWERED",
      "unbilled",
      "unbilled",
    ]);
    const keys = [...onInvoice, ...onNone].map(({ callKey }) => callKey);
    expect([onInvoice.length, keys.length, new Set(keys).size]).toEqual([2, 6, 6]);
  });
});
