import { migrate, openDatabase } from "@tollwright/postgres";
import { beforeAll, expect, it } from "vitest";
import { loadSmall } from "../../integration/main-job/small-company.ts";
import { testDatabase } from "../../integration/postgres/test-database.ts";
import { expectedOf, foundIn } from "./outcome.ts";
import { play } from "./play.ts";
import { SOURCES } from "./rules.ts";
import { world } from "./world.ts";

/**
 * One story again: `SIMULATION_SEED=17 npx vitest run test/simulation/mediation`. More of them: `SIMULATION_SEEDS=1000`, and from
 * another one on: `SIMULATION_FIRST=101`.
 */
const { SIMULATION_SEED, SIMULATION_SEEDS = "100", SIMULATION_FIRST = "1" } = process.env;
const SEEDS =
  SIMULATION_SEED === undefined
    ? Array.from({ length: Number(SIMULATION_SEEDS) }, (_, index) => index + Number(SIMULATION_FIRST))
    : [Number(SIMULATION_SEED)];

/** Half of the seeds, on a server of its own: two files are told side by side. */
export function tellStories(seeds: "odd" | "even"): void {
  const told = SEEDS.filter((seed) => (seed % 2 === 0) === (seeds === "even"));
  if (told.length === 0) {
    it.skip(`no ${seeds} seed is asked for`);
    return;
  }
  const test = testDatabase();
  const databaseOf = (name: string): string => test.server.connectionString.replace(/@\/[^?]+/, `@/${name}`);

  beforeAll(async () => {
    await test.db.pool.query("create database company");
    const company = openDatabase(databaseOf("company"));
    await migrate(company);
    await loadSmall(company, SOURCES);
    await company.close();
  });

  it.each(told)(
    "books 25: seed %i, and every record is where a plain account of the month puts it",
    async (seed) => {
      const name = `seed_${seed}`;
      await test.db.pool.query(`create database ${name} template company`);
      const month = world(seed);
      await play(databaseOf(name), month, seed);
      const db = openDatabase(databaseOf(name));
      const found = await foundIn(db);
      await db.close();
      expect(found).toEqual(expectedOf(month));
      await test.db.pool.query(`drop database ${name}`);
    },
  );
}
