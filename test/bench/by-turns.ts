import assert from "node:assert";
import type { Database } from "@tollwright/postgres";
import { type BenchServer, inDatabase } from "./database.ts";
import { type Dumps, dumpNewRows, plainCopy } from "./plain-copy.ts";
import { type Line, times } from "./report.ts";

/** One run of ours into the database named `ours`. */
type Ours = {
  readonly seconds: number;
  readonly peakBytes: number | null;
  readonly processorSeconds: number | null;
};

type Plain = { readonly seconds: number; readonly serverSeconds: number | null };

export type Rounds<Run extends Ours> = {
  /** Calls that each run stored. */
  readonly rows: number;
  readonly ours: readonly (Run & { readonly serverSeconds: number | null })[];
  /** The plain COPY behind each. */
  readonly plain: readonly Plain[];
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
  const runs: (Run & Pick<Plain, "serverSeconds">)[] = [];
  const plain: Plain[] = [];
  let dumps: Dumps | null = null;
  const bytes = await inDatabase(server.urlOf("base"), storedBytes);
  for (let round = 1; round <= rounds; round += 1) {
    const before = await fresh(server, "ours", bytes);
    const [run, ofRun] = await watched(server, () => ours(round));
    runs.push({ ...run, serverSeconds: ofRun });
    dumps ??= await inDatabase(server.urlOf("ours"), (database) => dumpNewRows(database, folder, before));
    await server.drop("ours");
    await fresh(server, "plain", bytes);
    const ofOurs = dumps;
    const copying = inDatabase(server.urlOf("plain"), (database) =>
      watched(server, () => plainCopy(database, ofOurs)),
    );
    const [seconds, serverSeconds] = await copying;
    plain.push({ seconds, serverSeconds });
    await server.drop("plain");
  }
  return { rows: dumps?.rows ?? 0, ours: runs, plain };
}

/** @returns also the processor time of the server meanwhile. */
async function watched<T>(server: BenchServer, work: () => Promise<T>): Promise<[T, number | null]> {
  const before = await server.processorSeconds();
  const result = await work();
  const after = await server.processorSeconds();
  return [result, before === null || after === null ? null : after - before];
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
  const comparator = "plain COPY, two connections";
  const lines = ours.flatMap((run, index) => [
    { ...run, what: `${what}, round ${index + 1}`, rows },
    ...plain.slice(index, index + 1).map((copy) => ({ ...copy, what: comparator, rows })),
  ]);
  const seconds = ours.map((run) => run.seconds);
  const ofPlain = plain.map((copy) => copy.seconds);
  const [least, most] = [
    Math.min(...ofPlain) / Math.max(...seconds),
    Math.max(...ofPlain) / Math.min(...seconds),
  ];
  const ratio = times(median(ofPlain) / median(seconds));
  const against = `${ratio} the rate, ${least.toFixed(2)} to ${most.toFixed(2)} (budget ${budget})`;
  return [
    ...lines,
    { what: `${what}, median`, rows, seconds: median(seconds), against },
    { what: `${comparator}, median`, rows, seconds: median(ofPlain) },
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
