import { addDays, instant, startOfDay } from "@tollwright/calendar";
import type { Call, Settlement } from "@tollwright/cdr";
import {
  audit,
  beginClosing,
  callsNamingNoTrunk,
  callsWithoutTrunk,
  channelIntervals,
  closingSnapshot,
  confirmGroup,
  createBillRun,
  draftRatings,
  endRerating,
  ensurePartitions,
  holdingSums,
  openRerating,
  periodTrunks,
  periodUsage,
  ratedCalls,
  readSums,
  storeSettled,
  sumDays,
  sumSomeDays,
  type TrunkCalls,
  usageLines,
} from "@tollwright/postgres";
import type { RatedCall, Rating } from "@tollwright/rating";
import { beforeAll, describe, expect, it } from "vitest";
import * as sample from "./sample-calls.ts";
import { testDatabase } from "./test-database.ts";

const test = testDatabase();
let setHash = "";

type Roll = (sides: number) => number;

/** A small generator of our own, so that a seed names a story. */
function dice(seed: number): Roll {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const oneOf = <Value>(roll: Roll, values: readonly [Value, ...Value[]]): Value =>
  values[roll(values.length)] ?? values[0];

const FIRST = sample.day("2026-04-26");
const HOUR = 3_600_000;

/** Around the end of April, so that periods of all zones end within some of its days. */
function randomCall(roll: Roll, name: string): Call {
  const keyDay = addDays(FIRST, roll(9));
  const startedAt = instant(startOfDay(keyDay, "America/Chicago") + roll(24 * HOUR));
  const answered = roll(4) > 0;
  const seconds = oneOf(roll, [1, 60, 400, 5_000, 90_000]);
  const trunk = (): string | null => oneOf<string | null>(roll, ["a", "b", "c", null]);
  return sample.call(name, {
    source: oneOf(roll, ["pbx", "sbc"]),
    keyDay,
    startedAt,
    answeredAt: answered ? instant(startedAt + roll(30_000)) : null,
    releasedAt: roll(12) === 0 ? null : instant(startedAt + seconds * 1000),
    answered,
    billableMilliseconds: answered ? seconds * 1000 : 0,
    trunkIn: trunk(),
    trunkOut: trunk(),
    estimated: roll(3) === 0,
  });
}

const ZONES = { acme: "America/Chicago", berg: "Asia/Tokyo", zebra: "UTC" } as const;
const ACCOUNTS = ["acme", "berg", "zebra"] as const;

function randomRating(roll: Roll, call: Call, side: Rating["side"]): Rating {
  return sample.rating(call, {
    side,
    account: oneOf(roll, ACCOUNTS),
    location: oneOf(roll, ["hq", "lab"]),
    plan: oneOf<string | null>(roll, ["business", null]),
    product: oneOf<string | null>(roll, ["voice", "voice", "international", null]),
    callClass: oneOf<Rating["callClass"]>(roll, ["interstate", "local"]),
    billedSeconds: roll(10_000),
    charge: `${roll(3)}.${String(roll(100_000_000))
      .padStart(8, "0")
      .slice(0, 1 + roll(8))}`,
  });
}

/** Suspended, or with one payer or two. */
function randomOutcome(roll: Roll, call: Call): RatedCall {
  if (roll(6) === 0) return sample.notRated(call);
  const sides = oneOf<readonly Rating["side"][]>(roll, [
    ["customer:origin"],
    ["customer:origin", "customer:destination"],
  ]);
  return { ...sample.rated(call), ratings: sides.map((side) => randomRating(roll, call, side)) };
}

const ALL = { from: FIRST, until: addDays(FIRST, 10) };

/** Batches and sums that come one after the other in any order. */
class Story {
  readonly roll: Roll;
  readonly batches: string[] = [];
  private readonly seed: number;
  private readonly suspended: Call[] = [];
  private calls = 0;

  constructor(seed: number) {
    this.seed = seed;
    this.roll = dice(seed);
  }

  async step(): Promise<void> {
    const what = this.roll(7);
    if (what === 0) await this.settle(await this.completions());
    else if (what === 1) await this.settle(await this.decisions(), "finance");
    else if (what === 2) await this.settle(this.recycled());
    else if (what === 3) await this.rateAgain();
    else if (what === 4) await this.sum();
    else await this.deliver();
    this.batches.push((await closingSnapshot(test.db, sample.AT)).batches);
  }

  private async deliver(): Promise<void> {
    const calls = Array.from({ length: 1 + this.roll(12) }, () => {
      this.calls += 1;
      return randomCall(this.roll, `${this.seed} ${this.calls}`);
    });
    const outcomes = calls.map((call): [Call, RatedCall] => [call, randomOutcome(this.roll, call)]);
    this.suspended.push(
      ...outcomes.flatMap(([call, { bucket }]) => (bucket === "suspendedAtRating" ? [call] : [])),
    );
    expect((await sample.store(test.db, setHash, outcomes)).kind).toBe("stored");
  }

  /** Some calls with a live rating, as they are known now. */
  private async some() {
    const filter = { accounts: ACCOUNTS, fromInstant: null, untilInstant: null, deck: null };
    const found = await ratedCalls(test.db, { filter, after: null, limit: 1_000 });
    return found.filter(() => this.roll(5) === 0);
  }

  private async completions(): Promise<readonly Settlement[]> {
    const estimates = (await this.some()).filter(({ call }) => call.estimated);
    return estimates.map(({ call: before }) => {
      const releasedAt = instant(before.startedAt + this.roll(40 * HOUR));
      return completed(before, { ...before, releasedAt, estimated: false });
    });
  }

  /** For another record of the call: with other trunks, and sometimes of another day. */
  private async decisions(): Promise<readonly Settlement[]> {
    return (await this.some()).map(({ call: before }) => {
      const other = randomCall(this.roll, "other");
      const keyDay = this.roll(3) === 0 ? other.keyDay : before.keyDay;
      const { callKey } = before;
      const moved = { ...other, source: before.source, callKey, keyDay, estimated: false };
      return completed(before, moved);
    });
  }

  private recycled(): readonly Settlement[] {
    const calls = this.suspended.splice(0, 1 + this.roll(4));
    return calls.map((call) => ({ takes: [], becomes: [{ kind: "rating", call }] }));
  }

  private async settle(settlements: readonly Settlement[], by?: string): Promise<void> {
    const decision = by === undefined ? {} : { decision: { by, reason: "the other one is right" } };
    const rate = (call: Call): RatedCall => {
      const outcome = randomOutcome(this.roll, call);
      return outcome.problem === null ? outcome : sample.rated(call);
    };
    const settling = { settlements, versionSet: setHash, rate, alertRules: [], at: sample.AT, ...decision };
    expect((await storeSettled(test.db, settling)).kind).toBe("stored");
  }

  private async rateAgain(): Promise<void> {
    const rerating = await openRerating(test.db, {
      scope: { period: null, account: null, deck: null, knownAt: null },
      ...{ setHash, at: sample.AT },
    });
    const [account, period] = ["acme", "2026-04"];
    const calls = (await this.some()).map(({ call, ratings, newestBatch }) => {
      const gone = ratings.map(({ side }) => side);
      const again = gone.map((side) => randomRating(this.roll, call, side));
      const buckets = { bucketBefore: "rated", bucketAfter: "rated" } as const;
      return { call, account, period, gone, ratings: again, ...buckets, newestBatch, problem: null };
    });
    await draftRatings(test.db, { rerating, lookedAt: calls.length, calls });
    await confirmGroup(test.db, { rerating, account, period, setHash, at: sample.AT });
    await endRerating(test.db, { id: rerating, status: "confirmed", by: "finance", at: sample.AT });
  }

  /** Some days, for all batches or for an older set. */
  private async sum(): Promise<void> {
    const from = addDays(FIRST, this.roll(9));
    const older = this.batches[this.roll(this.batches.length + 1)] ?? null;
    await sumDays(test.db, { from, until: addDays(from, 1 + this.roll(6)), batches: older });
  }
}

function completed(before: Call, call: Call): Settlement {
  return { takes: [], becomes: [{ kind: "completion", before, call, former: null }] };
}

/** What the ratings and calls themselves say is what a closing keeps, for each account, trunk and source. */
async function compare(run: bigint, { batches, roll }: { batches: string; roll: Roll }): Promise<void> {
  const windows = ACCOUNTS.map((account) => ({
    account,
    from: startOfDay(addDays(FIRST, roll(3)), ZONES[account]),
    until: startOfDay(addDays(FIRST, 4 + roll(4)), ZONES[account]),
  }));
  const sources = ["pbx", "sbc"].flatMap((source) =>
    windows.map(({ from, until }) => ({ source, from, until })),
  );
  const names = sources.flatMap((window) => ["a", "b"].map((name) => ({ ...window, name })));
  const basis = { run, setHash, batches, lastDecision: 0n, ranges: [], at: sample.AT };
  // As wide as the periods and two days around them.
  const days = { from: addDays(FIRST, -3), until: addDays(FIRST, 10) };
  const kept = await holdingSums(test.db, { ...days, batches }, async () => {
    const { id: closing } = await beginClosing(test.db, { ...basis, days, windows });
    return readSums(test.db, closing, async (snapshot) => ({
      usage: await periodUsage(snapshot, { closing, windows }),
      trunks: await periodTrunks(snapshot, { names, withAnswers: true }),
      without: await callsNamingNoTrunk(snapshot, sources),
    }));
  });
  for (const { account, from, until } of windows) {
    const within = { fromInstant: from, untilInstant: until, batches };
    const isSame = (window: { from: number; until: number }) =>
      window.from === from && window.until === until;
    const sums = kept.usage.filter((sum) => sum.account === account);
    expect(sums).toEqual(await usageLines(test.db, { ...within, accounts: [account] }));
    const trunks = names.filter(isSame);
    const intervals = await channelIntervals(test.db, { ...within, names: trunks });
    const used = kept.trunks.filter(isSame).flatMap(callsOf);
    expect(used.map(texted).sort()).toEqual(intervals.map(texted).sort());
    const without = await callsWithoutTrunk(test.db, { ...within, sources: ["pbx", "sbc"] });
    expect(
      kept.without
        .filter((each) => isSame(each) && each.calls > 0)
        .map(({ source, calls }) => [source, calls])
        .sort(),
    ).toEqual([...without]);
  }
}

function callsOf({ source, name, seizedAt, answeredAt, releasedAt }: TrunkCalls) {
  const known = (at: number | undefined) => (at === undefined || Number.isNaN(at) ? null : at);
  return Array.from(seizedAt, (seized, index) => ({
    ...{ source, name, seizedAt: seized },
    ...{ answeredAt: known(answeredAt[index]), releasedAt: known(releasedAt[index]) },
  }));
}

function texted(interval: ReturnType<typeof callsOf>[number]): string {
  const { source, name, seizedAt, answeredAt, releasedAt } = interval;
  return [source, name, seizedAt, answeredAt, releasedAt].join(" ");
}

beforeAll(async () => {
  setHash = await sample.loadSample(test.db);
  await ensurePartitions(test.db, [FIRST]);
});

describe("books 11: a close reads from sums of days what the calls and ratings of its batches are", () => {
  it.each([1, 2, 3, 4, 5, 6])(
    "whatever came in which order, and whenever days were summed: story %i",
    async (seed) => {
      const on = new Story(seed);
      for (let step = 0; step < 25; step += 1) await on.step();
      const run = await createBillRun(test.db, {
        ...{
          legalEntity: `entity ${seed}`,
          from: FIRST,
          until: addDays(FIRST, 8),
          billDate: FIRST,
          dueDate: FIRST,
        },
        ...{ cutoff: sample.AT, at: sample.AT },
      });
      const { differences } = await audit(test.db);
      expect(differences.filter(({ check }) => check.includes("is noted"))).toEqual([]);
      for (let look = 0; look < 6; look += 1)
        await compare(run.id, { batches: on.batches[on.roll(on.batches.length)] ?? "{}", roll: on.roll });
    },
  );

  it("sums that are held are read by others, too, and made by nobody", async () => {
    const late = randomCall(dice(8), "before");
    await sample.store(test.db, setHash, [[late, sample.rated(late)]]);
    const wanted = { ...ALL, batches: null };
    await holdingSums(test.db, wanted, async () => {
      const other = randomCall(dice(7), "meanwhile");
      const summed = await test.db.pool.query("select * from day_sum order by key_day");
      expect(await holdingSums(test.db, wanted, async () => "read")).toBe("read");
      await sample.store(test.db, setHash, [[other, sample.rated(other)]]);
      expect(await sumSomeDays(test.db, { ...wanted, atMost: 1 })).toEqual([]);
      expect((await test.db.pool.query("select * from day_sum order by key_day")).rows).toEqual(summed.rows);
    });
    expect(await sumSomeDays(test.db, { ...wanted, atMost: 1 })).toHaveLength(1);
  });

  it("a day is summed once, and again when a batch came", async () => {
    await sumDays(test.db, { ...ALL, batches: null });
    expect(await sumDays(test.db, { ...ALL, batches: null })).toEqual([]);
    const late = randomCall(dice(9), "late");
    await sample.store(test.db, setHash, [[late, sample.rated(late)]]);
    expect(await sumDays(test.db, { ...ALL, batches: null })).toEqual([late.keyDay]);
  });
});
