import assert from "node:assert";
import type { Database } from "@tollwright/postgres";
import { type BenchServer, inDatabase } from "./database.ts";
import { type Dumps, dumpNewRows, plainCopy } from "./plain-copy.ts";
import { type Line, times } from "./report.ts";

/** One run of ours into the database named `ours`. */
type Ours = { readonly seconds: number; readonly peakBytes: number | null };

export type Rounds<Run extends Ours> = {
  /** Calls that each run stored. */
  readonly rows: number;
  readonly ours: readonly Run[];
  /** Seconds of the plain COPY behind each. */
  readonly plain: readonly number[];
};

/**
 * Ours and the plain COPY of what came of it, by turns, so that a disk that is slow for a while is slow for both. Each begins behind
 * a checkpoint, on a copy of its own of the database `base`, with heaps and indexes of the same sizes.
 */
export async function byTurns<Run extends Ours>(
  server: BenchServer,
  {
    folder,
    rounds,
    ours,
  }: { readonly folder: string; readonly rounds: number; readonly ours: (round: number) => Promise<Run> },
): Promise<Rounds<Run>> {
  const runs: Run[] = [];
  const plain: number[] = [];
  let dumps: Dumps | null = null;
  const bytes = await inDatabase(server.urlOf("base"), storedBytes);
  for (let round = 1; round <= rounds; round += 1) {
    const before = await fresh(server, "ours", bytes);
    runs.push(await ours(round));
    dumps ??= await inDatabase(server.urlOf("ours"), (database) => dumpNewRows(database, folder, before));
    await server.drop("ours");
    await fresh(server, "plain", bytes);
    const ofOurs = dumps;
    plain.push(await inDatabase(server.urlOf("plain"), (database) => plainCopy(database, ofOurs)));
    await server.drop("plain");
  }
  return { rows: dumps?.rows ?? 0, ours: runs, plain };
}

/** @returns the newest batch in it. */
async function fresh(server: BenchServer, name: string, bytes: number): Promise<bigint> {
  await server.create(name, "base");
  return inDatabase(server.urlOf(name), async (database) => {
    assert.equal(await storedBytes(database), bytes, `${name} begins as large as the base`);
    const { rows } = await database.pool.query<{ max: bigint }>("select max(id) from load_batch");
    await database.pool.query("checkpoint");
    return rows[0]?.max ?? 0n;
  });
}

/** Of heaps and indexes. */
async function storedBytes({ pool }: Database): Promise<number> {
  const { rows } = await pool.query(
    "select sum(pg_relation_size(oid)) as bytes from pg_class where relkind in ('r', 'i') and relnamespace = 'public'::regnamespace",
  );
  return Number(rows[0].bytes);
}

/**
 * Each round, and then the medians.
 *
 * @example plain 8, 9 and 12 s, ours 18, 16 and 15 s: 0.56 × the rate, 0.44 to 0.80.
 */
export function roundLines(
  what: string,
  { rows, ours, plain }: Rounds<Ours>,
  { budget }: { readonly budget: string },
): readonly Line[] {
  const seconds = ours.map((run) => run.seconds);
  const comparator = "plain COPY, two connections";
  const lines = ours.flatMap((run, index) => [
    { what: `${what}, round ${index + 1}`, rows, seconds: run.seconds, peakBytes: run.peakBytes },
    { what: comparator, rows, seconds: plain[index] ?? 0 },
  ]);
  const [least, most] = [
    Math.min(...plain) / Math.max(...seconds),
    Math.max(...plain) / Math.min(...seconds),
  ];
  const ratio = times(median(plain) / median(seconds));
  return [
    ...lines,
    {
      what: `${what}, median`,
      rows,
      seconds: median(seconds),
      against: `${ratio} the rate, ${least.toFixed(2)} to ${most.toFixed(2)} (budget ${budget})`,
    },
    { what: `${comparator}, median`, rows, seconds: median(plain) },
  ];
}

/** The mean of the middle two where there is no middle one. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const [below = 0, above = below] = [
    sorted[Math.floor((sorted.length - 1) / 2)],
    sorted[Math.ceil((sorted.length - 1) / 2)],
  ];
  return (below + above) / 2;
}
