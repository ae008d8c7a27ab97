import { type Instant, instant } from "@tollwright/calendar";
import {
  atStake,
  audit,
  callsOnNone,
  decideSetAside,
  type StakeQuestion,
  setAsideRecord,
  setAsideRecords,
  unbilledUsage,
  writeOffSetAside,
} from "@tollwright/postgres";
import { describe, expect, it } from "vitest";
import { recycleCalls } from "../../../services/cli/src/steps/recycle-calls.ts";
import { stakeTable } from "../../../services/cli/src/steps/stake-table.ts";
import { FORGOTTEN, line, type Story, story, value } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";

const test = testDatabase();

const DAY = 86_400_000;

/** So many days after everything was stored. */
const daysOn = (on: Story, days: number): Instant => instant(on.clock() + days * DAY);

/**
 * A month on one page. Acme's three calls of a minute cost 0.06 each: 0.18 for 180 s, 0.001 a second.
 *
 * Waiting are two calls of nobody's (60 s and 180 s), one record in conflict (600 s), one that may be there twice (60 s) and
 * a line that was cut, which tells no seconds.
 */
async function month(name: string): Promise<Story> {
  const on = await story(test, name);
  const unnamed = line("", { withKey: false, at: "2026-04-09 10:00:00" });
  await on.ingest(
    "a.csv",
    ...[line("1"), line("2"), unnamed],
    ...[
      line("3", { trunk: "zebra" }),
      line("4", { trunk: "zebra", seconds: 180, at: "2026-04-20 10:00:00" }),
    ],
    '"","16035550100","12125550123","out"\n',
  );
  await on.ingest("b.csv", line("2", { seconds: 600 }), unnamed, line("1"));
  return on;
}

async function desk(on: Story, question: Partial<StakeQuestion> = {}): Promise<readonly string[]> {
  const stakes = await atStake(on.database, { status: "open", at: daysOn(on, 0), ...question });
  const [counted = ""] = stakeTable(stakes, question.by).split("\nAt stake is an estimate");
  return counted
    .split("\n")
    .slice(2)
    .map((row) => row.replace(/\s+/g, " ").trim());
}

describe("what is at stake", () => {
  it("by bucket, reason and age, at the average of what the source's rated calls cost", async () => {
    const on = await month("at_stake");
    expect(await desk(on)).toEqual([
      "conflict KEY_CONFLICT 0–1 1 10.00 0.60 USD", // 600 × 0.18 / 180
      "suspended RECORD_COLUMNS 0–1 1 – –",
      "suspended WEAK_DUPLICATE 0–1 1 1.00 0.06 USD",
      "suspendedAtRating NO_OWNER 0–1 2 4.00 0.24 USD", // 240 × 0.001
      "total 5 15.00 0.90 USD",
      "1 record of them does not tell its seconds: in no minutes and no amount above.",
    ]);
  });

  it("the age of a record is in whole days since it was set aside", async () => {
    const on = await story(test, "ages");
    await on.ingest("a.csv", line("1"), line("2", { trunk: "zebra" }));
    const bands = async (...days: readonly number[]) => {
      const found = await Promise.all(days.map((each) => desk(on, { at: daysOn(on, each) })));
      return found.map(([row]) => row?.split(" ")[2]);
    };
    expect(await bands(0, 1.9)).toEqual(["0–1", "0–1"]);
    expect(await bands(2, 7.9)).toEqual(["2–7", "2–7"]);
    expect(await bands(8, 30.9)).toEqual(["8–30", "8–30"]);
    expect(await bands(31, 400)).toEqual(["31+", "31+"]);
  });

  it("of some days by the switch's calendar, with what tells no day; and by source", async () => {
    const on = await month("by_days");
    const days = { from: "2026-04-20", until: "2026-05-01" } as StakeQuestion["days"] & object;
    expect(await desk(on, { days, by: "source" })).toEqual([
      "suspended RECORD_COLUMNS pbx 0–1 1 – –",
      "suspendedAtRating NO_OWNER pbx 0–1 1 3.00 0.18 USD",
      "total 2 3.00 0.18 USD",
      "1 record of them does not tell its seconds: in no minutes and no amount above.",
    ]);
  });

  it("without a rated call there is no average, and the amount is not known", async () => {
    const on = await story(test, "no_average");
    await on.ingest("a.csv", line("3", { trunk: "zebra" }));
    expect(await desk(on)).toEqual(["suspendedAtRating NO_OWNER 0–1 1 1.00 –", "total 1 1.00 –"]);
  });
});

describe("records of the desk", () => {
  it("are found by reason, source, file, day, bucket and age, page by page", async () => {
    const on = await month("found");
    const reasons = async (filter: Omit<Parameters<typeof setAsideRecords>[1], "limit">) =>
      (await setAsideRecords(on.database, { ...filter, limit: 99 })).map(({ reason }) => reason).sort();
    const all = [
      "DUPLICATE_CALL",
      "KEY_CONFLICT",
      "NO_OWNER",
      "NO_OWNER",
      "RECORD_COLUMNS",
      "WEAK_DUPLICATE",
    ];
    expect(await reasons({})).toEqual(all);
    expect(await reasons({ reason: "NO_OWNER" })).toEqual(["NO_OWNER", "NO_OWNER"]);
    expect(await reasons({ source: "pbx" })).toEqual(all);
    expect(await reasons({ source: "other" })).toEqual([]);
    expect(await reasons({ file: "b.csv" })).toEqual(["DUPLICATE_CALL", "KEY_CONFLICT", "WEAK_DUPLICATE"]);
    expect(await reasons({ file: ".csv" })).toEqual([]);
    expect(await reasons({ day: null })).toEqual(["RECORD_COLUMNS"]);
    expect(await reasons({ day: "2026-04-20" as never })).toEqual(["NO_OWNER"]);
    expect(await reasons({ bucket: "conflict" })).toEqual(["KEY_CONFLICT"]);
    expect(await reasons({ before: daysOn(on, 0) })).toEqual([]);
    expect(await reasons({ before: daysOn(on, 1) })).toEqual(all);
    const first = await setAsideRecords(on.database, { limit: 4 });
    const second = await setAsideRecords(on.database, { limit: 4, after: first.at(-1)?.id ?? 0n });
    expect([first.length, second.length]).toEqual([4, 2]);
    expect([...first, ...second].map(({ reason }) => reason).sort()).toEqual(all);
  });
});

describe("writing off", () => {
  it("by reason, with a name: no longer waiting, still in the balances, never billed", async () => {
    const on = await month("written_off");
    const decision = { by: "finance", because: "a customer who never was", at: on.clock() };
    const done = await writeOffSetAside(on.database, { filter: { reason: "NO_OWNER" }, ...decision });
    expect(done).toMatchObject({ milliseconds: 240_000n, recordsWithoutSeconds: 0 });
    expect(done.ids).toHaveLength(2);

    expect((await desk(on)).filter((row) => row.includes("NO_OWNER"))).toEqual([]);
    expect(await desk(on, { status: "writtenOff" })).toEqual([
      "suspendedAtRating NO_OWNER 0–1 2 4.00 0.24 USD",
      "total 2 4.00 0.24 USD",
    ]);
    const found = await audit(on.database);
    expect([found.differences, found.rows.filter(({ balanced }) => !balanced)]).toEqual([[], []]);
    const given = found.rows.reduce((sum, { writtenOff }) => sum + writtenOff.milliseconds, 0n);
    expect(given).toBe(240_000n);

    // The owner turns up after all: what was given up stays so.
    await on.load(FORGOTTEN);
    expect(await recycleCalls(on, null)).toEqual({ rated: 0, free: 0, suspendedAtRating: 0 });
    const always = { from: instant(Date.UTC(2026, 3, 1)), until: instant(Date.UTC(2026, 4, 1)) };
    const none = await callsOnNone(on.database, always);
    expect(none.filter(({ why }) => why === "writtenOff").map(({ reason }) => reason)).toEqual([
      "NO_OWNER",
      "NO_OWNER",
    ]);
  });

  it("by number; a conflict, a number of nothing and one that was given up before are left alone", async () => {
    const on = await month("by_number");
    const id = async (reason: string): Promise<bigint> =>
      (await setAsideRecords(on.database, { reason, limit: 1 }))[0]?.id ?? 0n;
    const [cut, conflict] = [await id("RECORD_COLUMNS"), await id("KEY_CONFLICT")];
    const decision = { by: "finance", because: "cut by the switch", at: on.clock() };
    const filter = { ids: [cut, conflict, 999_999n] };
    expect((await writeOffSetAside(on.database, { filter, ...decision })).ids).toEqual([cut]);
    expect((await writeOffSetAside(on.database, { filter, ...decision })).ids).toEqual([]);
    expect((await setAsideRecord(on.database, cut))?.decision).toEqual(decision);
    expect((await setAsideRecord(on.database, conflict))?.decision).toBe(null);
    await decideSetAside(on.database, { id: conflict, by: "ops", reason: "the first bills", at: on.clock() });
    const decided = await setAsideRecords(on.database, { status: "decided", limit: 9 });
    expect(
      decided.map((one) => `${one.reason} ${one.decision?.by}: ${one.decision?.because}`).sort(),
    ).toEqual(["KEY_CONFLICT ops: the first bills", "RECORD_COLUMNS finance: cut by the switch"]);
  });
});

describe("late usage", () => {
  it("what is recycled after the month was invoiced is unbilled usage of that month, and says so", async () => {
    const on = await story(test, "late_usage");
    await on.load(FORGOTTEN);
    await on.ingest("a.csv", line("1"), line("2", { trunk: "yak" }));
    value(await on.close());
    expect((await unbilledUsage(on.database)).map(({ isLate }) => isLate)).toEqual([false]);
    value(await on.approve());
    value(await on.issue());
    expect(await unbilledUsage(on.database)).toEqual([]);
    const [path = "", text = ""] = Object.entries(FORGOTTEN)[0] ?? [];
    await on.load({
      [path]: text.replace("PJSIP/zebra }]", "PJSIP/zebra }, { source: pbx, name: PJSIP/yak }]"),
    });
    await recycleCalls(on, null);
    expect(await unbilledUsage(on.database)).toEqual([
      {
        ...{ account: "zebra", period: "2026-04", state: "unbilled", calls: 1, billedSeconds: 60n },
        ...{ charge: "0.060000", isLate: true },
      },
    ]);
  });
});
