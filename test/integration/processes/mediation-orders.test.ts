import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { migrate, openDatabase } from "@tollwright/postgres";
import { describe, expect, it } from "vitest";
import { random } from "../../bench/random.ts";
import { FORGOTTEN, loadSmall } from "../main-job/small-company.ts";
import { SWITCHES } from "../mediation/switch-records.ts";
import { testDatabase } from "../postgres/test-database.ts";
import { DONE, perform, type Step } from "./kills.ts";
import { type Books, booksOf, differences } from "./mediation-books.ts";
import { monthOf } from "./mediation-company.ts";

// Conflicts are kept out of this month: which of two records with one key and other content is the call, and which is for a person
// to decide, goes by who came first (books 1). So does the place of a duplicate, which is why balances are compared by source and
// day and not by file.

const test = testDatabase();
const SIZE = { pbx: 3_000, proxy: 600, sbc: 200 };
/** Other orders: `ORDERS_SEED=8 npx vitest run test/integration/processes/mediation-orders.test.ts`. */
const { ORDERS_SEED = "7" } = process.env;
const chance = random(Number(ORDERS_SEED));

type File = { readonly source: string; readonly path: string };
type Contents = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The month in several files a switch, some records in more than one of them: by source and name. */
function contents(): Contents {
  const { pbx, invites, byes, openings, closings } = monthOf(SIZE);
  const part = (lines: readonly string[], which: number, of: number): string =>
    lines.filter((_, index) => index % of === which).join("");
  const half = Math.floor(pbx.length / 2);
  return {
    pbx: {
      "1.csv": part(pbx, 0, 3),
      "2.csv": part(pbx, 1, 3),
      "3.csv": part(pbx, 2, 3),
      "swapped.csv": [...pbx.slice(half), ...pbx.slice(0, half)].join(""),
    },
    proxy: {
      "1.log": part(invites, 0, 2) + part(byes, 1, 2),
      "2.log": part(byes, 0, 2),
      "3.log": part(invites, 1, 2) + part(byes, 0, 5),
    },
    sbc: {
      "1.act": part(openings, 0, 2),
      "2.act": part(openings, 1, 2) + part(closings, 0, 3),
      "3.act": part(closings, 0, 1),
    },
  };
}

function write(folder: string): readonly File[] {
  return Object.entries(contents()).flatMap(([source, files]) =>
    Object.entries(files).map(([name, text], index) => {
      const path = join(folder, source, index % 2 === 0 ? name : `${name}.gz`);
      mkdirSync(join(folder, source), { recursive: true });
      writeFileSync(path, index % 2 === 0 ? text : gzipSync(text));
      return { source, path };
    }),
  );
}

/** The same bytes under other names. */
function sentAgain(folder: string): readonly File[] {
  return write(join(folder, "again"));
}

function shuffled(files: readonly File[]): readonly File[] {
  const placed = files.map((file) => ({ file, place: chance.below(1_000_000) }));
  return placed.sort((left, right) => left.place - right.place).map(({ file }) => file);
}

type Order = {
  readonly what: string;
  /** Which files are given to the commands that run at the same time, step by step. */
  readonly steps: (folder: string) => readonly (readonly (readonly File[])[])[];
  /** The first command of each step is killed so many milliseconds after its start, and given again. */
  readonly killedAfter?: number;
};

const ORDERS: readonly Order[] = [
  { what: "as they were written", steps: (folder) => [[write(folder)]] },
  {
    what: "the last one first, each killed on its way, all sent again under other names",
    steps: (folder) => [[write(folder).toReversed()], [sentAgain(folder)]],
    killedAfter: 900,
  },
  {
    what: "shuffled, by two at once that meet on some of them",
    steps: (folder) => {
      const files = shuffled([...write(folder), ...sentAgain(folder)]);
      const third = Math.floor(files.length / 3);
      return [[files.slice(0, 2 * third), shuffled(files.slice(third))]];
    },
  },
];

/** One command takes files of one source, so there is one for each of them. */
function commandsOf(files: readonly File[], common: readonly string[]): readonly (readonly string[])[] {
  return [...Map.groupBy(files, ({ source }) => source)].map(([source, own]) => [
    ...common,
    "ingest",
    "--source",
    source,
    ...own.map(({ path }) => path),
  ]);
}

async function play({ what, steps, killedAfter }: Order): Promise<Books> {
  const name = `order_${ORDERS.findIndex((order) => order.what === what)}`;
  const folder = join(test.dataFolder, name);
  await test.db.pool.query(`create database ${name}`);
  const url = test.server.connectionString.replace(/@\/[^?]+/, `@/${name}`);
  const db = openDatabase(url);
  await migrate(db);
  await loadSmall(db, { ...SWITCHES, ...FORGOTTEN });
  const common = ["--data", join(folder, "data"), "--now", "2026-05-01T06:00Z"];
  const env = { DATABASE_URL: url };
  for (const step of steps(folder)) {
    const lists = step.map((files) => commandsOf(files, common));
    for (let at = 0; at < Math.max(...lists.map((list) => list.length)); at += 1) {
      const together: Step = lists.flatMap((list) => list.slice(at, at + 1));
      if (killedAfter !== undefined)
        await perform(together, {
          env,
          strike: { victim: "process", isDue: (milliseconds) => milliseconds >= killedAfter, cluster: "" },
        });
      for (const { code, stderr } of (await perform(together, { env })).ended)
        expect(`${code} ${stderr}`).toMatch(DONE);
    }
  }
  const close = [...common, "close", "--period", "2026-04", "--bill-date", "2026-05-01"];
  const [closed] = (await perform([close], { env })).ended;
  expect(`${closed?.code} ${closed?.stderr}`).toBe("0 ");
  const books = await booksOf(db);
  await db.close();
  return books;
}

describe("the same month in three orders (books 1, 3, 12)", () => {
  it("has the same calls, charges, balances and invoices", async () => {
    const [first, ...others] = ORDERS;
    const expected = await play(first as Order);
    expect(expected.wrong).toEqual([]);
    expect(expected.calls.length).toBe(SIZE.pbx + SIZE.proxy - 3 + SIZE.sbc);
    for (const order of others) expect(differences(expected, await play(order)), order.what).toEqual([]);
  }, 600_000);
});
