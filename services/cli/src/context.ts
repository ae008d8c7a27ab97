import { join } from "node:path";
import type { Instant } from "@tollwright/calendar";
import type { BatchLimits } from "@tollwright/ingester";
import type { WorkCounts } from "@tollwright/observe";
import {
  type Database,
  migrate,
  openDatabase,
  reachDatabase,
  type Server,
  startServer,
} from "@tollwright/postgres";
import { watchForSignals } from "./interruption.ts";
import type { Output } from "./output.ts";
import { outputOf } from "./output-of.ts";

/** What a command works with: clock, store, archive and output come in as arguments (books 25). */
export type Context = {
  readonly output: Output;
  readonly clock: () => Instant;
  readonly dataFolder: string;
  readonly archive: string;
  readonly database: Database;
  /** The server is one of our own, in the data folder: where it is lost, only another start of a command brings it back. */
  readonly databaseIsOurs: boolean;
  /** Where they are not the usual ones. */
  readonly batchLimits?: BatchLimits;
  /** Calls go over a broker; without it they stay in the process. */
  readonly kafka?: CallsOverKafka;
  /** What is stored and taken in is counted there; nobody counts where nobody asks. */
  readonly metrics?: WorkCounts;
};

type CallsOverKafka = {
  /** Where the variables `KAFKA_…` are taken from. */
  readonly env: NodeJS.ProcessEnv;
  /** True where what is taken in is rated and stored in this process too; else engines of their own do that. */
  readonly ratesHere: boolean;
};

export type ContextOptions = {
  readonly data: string;
  /** A server of somebody's own; without it, one of ours in the data folder. */
  readonly databaseUrl?: string;
  readonly kafka?: CallsOverKafka;
  readonly json?: boolean;
  readonly now?: string;
};

/** Where our own server keeps its cluster and its log. */
export function serverFolder(data: string): string {
  return join(data, "postgres");
}

/** How the store is opened, and left. */
type Manner = {
  /** A first signal only aborts `stopping`, for work that runs until it is asked to end. */
  readonly gently?: boolean;
  /** The database stays as it is: who restores a backup makes the schema itself. */
  readonly asItIs?: boolean;
};

/**
 * Opens the store, runs the work, and closes what it opened: the server of `databaseUrl`, or one of our own in the data
 * folder, which is stopped again unless another process of ours uses it.
 *
 * @throws Interrupted where a signal ended the work; what it opened is closed then too.
 */
export async function withContext<T>(
  {
    options,
    clock,
    gently = false,
    asItIs = false,
  }: { readonly options: ContextOptions; readonly clock: () => Instant } & Manner,
  work: (context: Context, stopping: AbortSignal) => Promise<T>,
): Promise<T> {
  const { signalled, stopping, forget } = watchForSignals({ gently });
  try {
    const output = outputOf(options);
    const server = await serverOf(options, output);
    try {
      const archive = join(options.data, "archive");
      const kafka = options.kafka === undefined ? {} : { kafka: options.kafka };
      const databaseIsOurs = options.databaseUrl === undefined;
      const facts = { output, clock, dataFolder: options.data, archive, databaseIsOurs, ...kafka };
      const opened = { connectionString: server.connectionString, asItIs };
      const worked = withDatabase(opened, facts, (context) => work(context, stopping));
      return await Promise.race([worked, signalled]);
    } finally {
      // After a signal a statement may still run: the server rolls it back, and nobody waits for it.
      await server.stop();
    }
  } finally {
    forget();
  }
}

async function withDatabase<T>(
  { connectionString, asItIs }: { readonly connectionString: string; readonly asItIs: boolean },
  facts: Omit<Context, "database">,
  work: (context: Context) => Promise<T>,
): Promise<T> {
  const database = openDatabase(connectionString);
  try {
    if (!asItIs) await migrate(database);
    return await work({ ...facts, database });
  } finally {
    await database.close();
  }
}

async function serverOf(
  { data, databaseUrl }: ContextOptions,
  output: Output,
): Promise<Pick<Server, "connectionString" | "stop">> {
  if (databaseUrl === undefined) return startServer({ dataFolder: serverFolder(data), log: output.update });
  await reachDatabase(databaseUrl);
  return { connectionString: databaseUrl, stop: () => Promise.resolve() };
}
