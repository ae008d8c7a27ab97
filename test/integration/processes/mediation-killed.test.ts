import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase, startServer } from "@tollwright/postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DONE, type Kill, killsOf, perform, type Step } from "./kills.ts";
import { type Books, booksOf, differences } from "./mediation-books.ts";
import { writeMonth, writeRateCards } from "./mediation-company.ts";

/** The same kills again: `KILL_SEED=17 npx vitest run test/integration/processes`. More of them: `KILLS=100`. */
const { KILL_SEED = String(1 + (Date.now() % 100_000)), KILLS = "10" } = process.env;
const LONGEST = 3_600_000;
const SIZE = { pbx: 6_000, proxy: 600, sbc: 200 };

const folder = mkdtempSync(join(tmpdir(), "tw test kills "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The month of a company, command by command. */
function stepsOf(home: string): readonly Step[] {
  const common = ["--data", join(home, "data"), "--now", "2026-05-01T06:00Z"];
  const at = (...names: string[]): string => join(home, ...names);
  const ingest = (source: string, ...names: string[]) => [
    ...common,
    "ingest",
    "--source",
    source,
    ...names.map((name) => at(name)),
  ];
  return [
    [[...common, "load", at("first"), "--by", "finance"]],
    [ingest("pbx", "begun/Master.csv")],
    [
      ingest("pbx", "grown/Master.csv", "Master-2.csv.gz"),
      ingest("pbx", "Master-2.csv.gz", "grown/Master.csv"),
    ],
    [ingest("proxy", "acc-1.log.zst"), ingest("proxy", "acc-2.log")],
    [ingest("sbc", "openings.act")],
    [[...common, "intake", "watch", "--once", "--settle-seconds", "0", `sbc=${at("drop")}`]],
    [[...common, "suspended", "settle"]],
    [[...common, "load", at("corrected"), "--by", "finance"]],
    [[...common, "suspended", "recycle"]],
    [ingest("pbx", "renamed.csv", "swapped.csv"), ingest("proxy", "acc-3.log", "acc-2.log")],
    [[...common, "close", "--period", "2026-04", "--bill-date", "2026-05-01"]],
    [[...common, "audit"]],
  ];
}

const cluster = (home: string): string => join(home, "data", "postgres");

function homeOf(name: string): string {
  const home = join(folder, name);
  writeRateCards(home);
  writeMonth(home, SIZE);
  return home;
}

/** What the books of a company say when all its processes have ended. */
async function booksIn(home: string): Promise<Books> {
  const server = await startServer({ dataFolder: cluster(home), log: () => undefined });
  const db = openDatabase(server.connectionString);
  const books = await booksOf(db);
  await db.close();
  await server.stop();
  return books;
}

async function undisturbed(home: string): Promise<readonly number[]> {
  const durations: number[] = [];
  for (const step of stepsOf(home)) {
    const { ended, milliseconds } = await perform(step, {});
    for (const { code, stderr } of ended) expect(`${code} ${stderr}`).toMatch(DONE);
    durations.push(milliseconds);
  }
  return durations;
}

/** Each step again and again until nobody is killed in it any more; what happened, for whoever must look for the cause. */
async function disturbed(home: string, kills: readonly Kill[], durations: readonly number[]) {
  const story: string[] = [];
  for (const [index, step] of stepsOf(home).entries()) {
    for (const { victim, share } of kills.filter((kill) => kill.step === index)) {
      const milliseconds = Math.round(share * (durations[index] ?? 0));
      const strike = { victim, milliseconds, cluster: cluster(home) };
      const { ended, isStruck } = await perform(step, { strike });
      story.push(
        `${index} ${step[0]?.slice(4).join(" ")}: ${victim} after ${milliseconds} ms${isStruck ? "" : ", too late"}`,
      );
      for (const { stderr } of ended) expect(stderr, story.join("\n")).not.toMatch(/\n\s+at /);
    }
    const { ended } = await perform(step, {});
    for (const { code, stderr } of ended) expect(`${code} ${stderr}`, story.join("\n")).toMatch(DONE);
  }
  return story;
}

describe("processes and server killed over a month of mediation (books 3, 4)", () => {
  const calm = homeOf("calm");
  let durations: readonly number[];
  let expected: Books;

  beforeAll(async () => {
    durations = await undisturbed(calm);
    expected = await booksIn(calm);
  }, LONGEST);

  it("undisturbed, every record has its place", () => {
    expect(expected.wrong).toEqual([]);
    expect(expected.calls.length).toBeGreaterThan(SIZE.pbx);
    expect(new Set(expected.drafts.map((line) => line.split(" ")[0]))).toEqual(new Set(["acme", "zebra"]));
  });

  it(
    `KILL_SEED=${KILL_SEED} KILLS=${KILLS}: the books say the same in the end`,
    async () => {
      const troubled = homeOf("troubled");
      const kills = killsOf(Number(KILL_SEED), Number(KILLS), stepsOf(troubled).length);
      const story = await disturbed(troubled, kills, durations);
      console.info(`KILL_SEED=${KILL_SEED}\n${story.join("\n")}`);
      expect(differences(expected, await booksIn(troubled)), story.join("\n")).toEqual([]);
    },
    LONGEST,
  );
});
