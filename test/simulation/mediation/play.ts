import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { instant } from "@tollwright/calendar";
import { writeFileAtomic } from "@tollwright/files";
import { openDatabase, setAsideRecords } from "@tollwright/postgres";
import type { Context } from "../../../services/cli/src/context.ts";
import { ingestFiles } from "../../../services/cli/src/steps/ingest-files.ts";
import { recycle } from "../../../services/cli/src/steps/recycle.ts";
import { replaceRecord } from "../../../services/cli/src/steps/replace-record.ts";
import { settlePieces } from "../../../services/cli/src/steps/settle-pieces.ts";
import { FORGOTTEN, loadSmall, value } from "../../integration/main-job/small-company.ts";
import { type Dice, dice } from "./dice.ts";
import { mortalDatabase } from "./mortal-database.ts";
import { type Player, turns } from "./turns.ts";
import type { SentFile, World } from "./world.ts";

const NOW = instant(Date.parse("2026-05-01T06:00:00Z"));
/** How often a process may die in one story; then it is spared, so that the story ends. */
const MOST_DEATHS = 6;
/** Within so many statements: taking a file and storing its batches are some hundred. */
const LONGEST_LIFE = 120;
/** For how long others wait for a statement. With the short one, slow statements of both processes are under way at one time. */
const [SHORT_PATIENCE, LONG_PATIENCE] = [2, 40];
/** One patience for all stories, in milliseconds, instead of that of their seed: `SIMULATION_PATIENCE=2`. */
const { SIMULATION_PATIENCE } = process.env;

type Deed = (on: Context) => Promise<unknown>;

/**
 * A month as it comes: files in any order, some twice, taken by two processes at once that die between any two steps and
 * begin again; the forgotten account is loaded, what was suspended is recycled and conflicts are decided on the way. At the end all is sent once
 * more, and what waits is looked at.
 *
 * @returns How often a process died.
 */
export async function play(connectionString: string, { files }: World, seed: number): Promise<number> {
  const chance = dice(seed + 1_000_000);
  const folder = mkdtempSync(join(tmpdir(), "tw-sim-"));
  const context: Omit<Context, "database"> = {
    output: { json: false, write: silent, progress: silent, update: silent },
    clock: () => NOW,
    dataFolder: folder,
    archive: join(folder, "archive"),
    databaseIsOurs: false,
    batchLimits: { calls: 1 + chance.below(12), parts: 2 + chance.below(12), positions: 2, chunkBytes: 700 },
  };
  const twice = files.filter(() => chance.roll() < 0.3);
  const sent = chance.shuffled([...files, ...twice].map((file, index) => send(file, `${index}`, folder)));
  const deeds = mixed(sent, [loadForgotten, recycleAll, replaceConflicts, settleAll, recycleAll], chance);
  const table = turns(dice(seed + 2_000_000), patienceOf(seed));
  const processes = [0, 1].map((process) => ({
    context,
    connectionString,
    deeds: deeds.filter((_, index) => index % 2 === process),
    chance: dice(seed + (3 + process) * 1_000_000),
    player: table.enter(),
  }));
  const deaths = await Promise.all(processes.map(live));

  const database = openDatabase(connectionString, { connections: 4 });
  const again = files.map((file) => send(file, "again", folder));
  for (const deed of [loadForgotten, ...again, recycleAll, settleAll]) await deed({ ...context, database });
  await database.close();
  await rm(folder, { recursive: true, force: true });
  return deaths.reduce((sum, one) => sum + one, 0);
}

/** Short in one story of four: what happens then hangs on the machine as well as on the seed, so a failure may need some tries. */
function patienceOf(seed: number): number {
  if (SIMULATION_PATIENCE !== undefined) return Number(SIMULATION_PATIENCE);
  return dice(seed + 5_000_000).below(4) === 0 ? SHORT_PATIENCE : LONG_PATIENCE;
}

type Life = {
  readonly context: Omit<Context, "database">;
  readonly connectionString: string;
  readonly deeds: readonly Deed[];
  readonly chance: Dice;
  readonly player: Player;
};

/** Does one deed after the other, each again from its beginning where the process died in it. */
async function live({ context, connectionString, deeds, chance, player }: Life): Promise<number> {
  let deaths = 0;
  for (const deed of deeds) {
    for (let isDone = false; !isDone; ) {
      const isMortal = deaths < MOST_DEATHS && chance.roll() < 0.5;
      const statements = isMortal ? 1 + chance.below(LONGEST_LIFE) : Number.POSITIVE_INFINITY;
      const life = { statements, diesAfterTheLast: chance.roll() < 0.5, player };
      const database = mortalDatabase(connectionString, life);
      const failure = await deed({ ...context, database }).then(
        () => null,
        (error: unknown) => error,
      );
      isDone = failure === null && !database.isDead();
      if (!isDone && !database.isDead()) throw failure;
      if (!isDone) deaths += 1;
      await database.close();
    }
  }
  player.leave();
  return deaths;
}

const silent = (): void => undefined;
const loadForgotten: Deed = ({ database }) => loadSmall(database, FORGOTTEN);
const recycleAll: Deed = (on) => recycle(on, { reason: null, ids: null });
const settleAll: Deed = (on) => settlePieces(on, { source: null });

/** A person decides for the later record of every conflict so far; those that come after it stay open. What is billed costs the same. */
const replaceConflicts: Deed = async (on) => {
  for (const { id } of await setAsideRecords(on.database, { bucket: "conflict", limit: 100 }))
    await replaceRecord(on, { id, by: "finance", reason: "the later record is right" });
};

/** Sends every content of a file in turn, as it grows; the same bytes under another name are the same file. */
function send(file: SentFile, name: string, folder: string): Deed {
  return async (on) => {
    for (const content of file.contents) {
      const path = join(folder, `${file.name}-${name}`);
      await writeFileAtomic(path, content);
      value(await ingestFiles(on, { source: file.source, files: [path] }));
    }
  };
}

/** The others fall anywhere among the files, in their own order. */
function mixed(sent: readonly Deed[], others: readonly Deed[], chance: Dice): Deed[] {
  const queue = [...sent];
  const places = others.map(() => chance.below(sent.length + 1)).sort((left, right) => right - left);
  for (const [index, place] of places.entries()) {
    const other = others.at(-1 - index);
    if (other !== undefined) queue.splice(place, 0, other);
  }
  return queue;
}
