import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase, startServer } from "@tollwright/postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DONE, type Kill, killsOf, perform, type Step } from "./kills.ts";
import { type Books, booksOf, differences } from "./mediation-books.ts";
import { writeMonth, writeRateCards } from "./mediation-company.ts";
import { watchWriting } from "./server-writing.ts";

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

type Effort = { readonly milliseconds: number; readonly bytes: number };

/** What each step takes when nobody disturbs it. */
async function undisturbed(home: string): Promise<readonly Effort[]> {
  const efforts: Effort[] = [];
  const writing = watchWriting(cluster(home));
  for (const step of stepsOf(home)) {
    const before = writing.bytes() ?? 0;
    const { ended, milliseconds } = await perform(step, {});
    for (const { code, stderr } of ended) expect(`${code} ${stderr}`).toMatch(DONE);
    efforts.push({ milliseconds, bytes: (writing.bytes() ?? 0) - before });
  }
  await writing.end();
  return efforts;
}

/** Steps that write less are struck by the clock. */
const FEW_BYTES = 300_000;

/** Each step again and again until nobody is killed in it any more; what happened, for whoever must look for the cause. */
async function disturbed(home: string, kills: readonly Kill[], efforts: readonly Effort[]) {
  const story: string[] = [];
  const writing = watchWriting(cluster(home));
  for (const [index, step] of stepsOf(home).entries()) {
    const effort = efforts[index] ?? { milliseconds: 0, bytes: 0 };
    const before = writing.bytes() ?? 0;
    for (const { victim, share } of kills.filter((kill) => kill.step === index)) {
      const moment = momentOf(effort, share);
      const atFirst = writing.bytes();
      const isDue = (milliseconds: number): boolean => {
        const bytes = writing.bytes();
        if (moment.bytes === null) return milliseconds >= moment.milliseconds;
        return bytes !== null && bytes !== atFirst && bytes - before >= moment.bytes;
      };
      const { ended, isStruck } = await perform(step, { strike: { victim, isDue, cluster: cluster(home) } });
      story.push(`${index} ${nameOf(step)}: ${victim} at ${moment.told}${isStruck ? "" : ", too late"}`);
      for (const { stderr } of ended) expect(stderr, story.join("\n")).not.toMatch(/\n\s+at /);
    }
    const { ended } = await perform(step, {});
    for (const { code, stderr } of ended) expect(`${code} ${stderr}`, story.join("\n")).toMatch(DONE);
  }
  await writing.end();
  return story;
}

/** Of a step that is begun again what was written before counts too: the next kill comes further on. */
function momentOf({ milliseconds, bytes }: Effort, share: number) {
  if (bytes >= FEW_BYTES)
    return {
      bytes: share * bytes,
      milliseconds: 0,
      told: `${Math.round((share * bytes) / 1_000)} KB written`,
    };
  // The first part of its time it only starts.
  const after = (0.25 + 0.75 * share) * milliseconds;
  return { bytes: null, milliseconds: after, told: `${Math.round(after)} ms` };
}

function nameOf([command = []]: Step): string {
  return command
    .slice(4, 7)
    .map((word) => word.slice(word.lastIndexOf("/") + 1))
    .join(" ");
}

describe("processes and server killed over a month of mediation (books 3, 4)", () => {
  const calm = homeOf("calm");
  let efforts: readonly Effort[];
  let expected: Books;

  beforeAll(async () => {
    efforts = await undisturbed(calm);
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
      const story = await disturbed(troubled, kills, efforts);
      console.info(`KILL_SEED=${KILL_SEED}\n${story.join("\n")}`);
      expect(differences(expected, await booksIn(troubled)), story.join("\n")).toEqual([]);
    },
    LONGEST,
  );
});
