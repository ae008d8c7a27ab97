import { join } from "node:path";
import { type Instant, instant, parseInstant } from "@tollwright/calendar";
import { type Database, migrate, openDatabase, startServer } from "@tollwright/postgres";
import type { Output } from "./output.ts";

/** What a command works with: clock, store, archive and output come in as arguments (books 25). */
export type Context = {
  readonly output: Output;
  readonly clock: () => Instant;
  readonly dataFolder: string;
  readonly archive: string;
  readonly database: Database;
};

export type ContextOptions = {
  readonly data: string;
  readonly json?: boolean;
  readonly now?: string;
};

/** How a command answers without a database. */
export function outputOf(options: Pick<ContextOptions, "json">): Output {
  return {
    json: options.json ?? false,
    write: (text) => process.stdout.write(text),
    progress: (text) => process.stderr.write(`${text}\n`),
  };
}

/** The machine's clock, or the instant that `--now` names, for trials and for running again. */
export function clockOf(now: string | undefined): (() => Instant) | null {
  if (now === undefined) return () => instant(Date.now());
  const fixed = parseInstant(now);
  return fixed === null ? null : () => fixed;
}

/**
 * Opens the store, runs the work, and closes what it opened: the server of `DATABASE_URL`, or one of our own in the data
 * folder, which is stopped again unless another process of ours started it.
 */
export async function withContext<T>(
  { options, clock }: { readonly options: ContextOptions; readonly clock: () => Instant },
  work: (context: Context) => Promise<T>,
): Promise<T> {
  const output = outputOf(options);
  // biome-ignore lint/complexity/useLiteralKeys: TypeScript asks for the brackets on an index signature.
  const url = process.env["DATABASE_URL"];
  const server =
    url === undefined
      ? await startServer({ dataFolder: join(options.data, "postgres"), log: output.progress })
      : null;
  try {
    const database = openDatabase(url ?? server?.connectionString ?? "");
    try {
      await migrate(database);
      return await work({
        output,
        clock,
        dataFolder: options.data,
        archive: join(options.data, "archive"),
        database,
      });
    } finally {
      await database.close();
    }
  } finally {
    await server?.stop();
  }
}
