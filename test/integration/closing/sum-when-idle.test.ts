import { createReadStream } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { writeFileAtomic } from "@tollwright/files";
import { type Database, sumDays } from "@tollwright/postgres";
import { expect, it } from "vitest";
import { openIntake } from "../../../services/cli/src/steps/open-intake.ts";
import { recentDays } from "../../../services/cli/src/steps/recent-days.ts";
import { sumWhenIdle } from "../../../services/cli/src/steps/sum-when-idle.ts";
import { line, type Story, story, value } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";

const test = testDatabase();
const LOOKS = 400;

async function summedDays({ pool }: Database): Promise<readonly string[]> {
  const { rows } = await pool.query("select key_day from day_sum order by key_day");
  return rows.map(({ key_day }) => key_day);
}

/** Looks until it is so, or for some seconds. */
async function comesTo(isSo: () => Promise<boolean>): Promise<boolean> {
  for (let look = 0; look < LOOKS; look += 1) {
    if (await isSo()) return true;
    await sleep(20);
  }
  return false;
}

/** Everything that a close of the last month reads is summed for the batches that are there. */
async function isNothingLeft(on: Story): Promise<boolean> {
  const { rows } = await on.database.pool.query(
    `select from (select key_day, range_agg(int8range(batch, batch, '[]')) as batches from batch_day group by key_day) there
     left join day_sum s using (key_day) where s.batches is distinct from there.batches`,
  );
  return rows.length === 0;
}

it("a process that lasts sums days once a delivery is stored, never beside one, and again when more has come", async () => {
  const on = await story(test, "idle");
  const intake = await openIntake(on);
  const source = await intake.source("pbx");
  const take = async (name: string, ...lines: readonly string[]) => {
    const path = join(on.dataFolder, name);
    await writeFileAtomic(path, lines.join(""));
    return intake.take({ source, files: [path], log: () => undefined });
  };
  const ended = new AbortController();
  const looks = { idle: 0, busy: 0 };
  const isIdle = (): boolean => {
    const isTaking = intake.isTaking();
    looks[isTaking ? "busy" : "idle"] += 1;
    return !isTaking;
  };
  await take("first.csv", line("a", { at: "2026-04-07 10:00:00" }), line("b", { at: "2026-04-08 10:00:00" }));
  // A delivery that goes on: its second file arrives when we say so.
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
  const path = join(on.dataFolder, "second.csv");
  await writeFileAtomic(path, line("c", { at: "2026-04-09 10:00:00" }));
  const content = (async function* () {
    await arrived;
    yield* createReadStream(path);
  })();
  const taking = intake.take({ source, files: [{ name: "second.csv", content }], log: () => undefined });
  const summing = sumWhenIdle(on, { until: ended.signal, isIdle, lookMilliseconds: 5 });
  try {
    expect(await comesTo(async () => looks.busy >= 20)).toBe(true);
    expect({ idle: looks.idle, summed: await summedDays(on.database) }).toEqual({ idle: 0, summed: [] });
    arrive();
    await taking;
    expect(await comesTo(() => isNothingLeft(on))).toBe(true);
    expect(await summedDays(on.database)).toEqual(["2026-04-07", "2026-04-08", "2026-04-09"]);
    await take("late.csv", line("d", { at: "2026-04-08 11:00:00" }));
    expect(await comesTo(() => isNothingLeft(on))).toBe(true);
  } finally {
    ended.abort();
    await summing;
    await intake.close();
  }
  expect(await sumDays(on.database, { ...recentDays(on.clock()), batches: null })).toEqual([]);
  expect(value(await on.close()).drafts).toHaveLength(1);
});
