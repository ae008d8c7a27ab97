import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { byCodeUnit, sha256 } from "@tollwright/canonical";
import { type Problem, ProblemError, problem } from "@tollwright/problem";
import type { Database, Transaction } from "./database.ts";
import { inTransaction } from "./in-transaction.ts";
import { type Queryable, row, rows } from "./rows.ts";

const FOLDER = join(import.meta.dirname, "migrations");
/** Any fixed number: processes that migrate the same database queue behind it. */
const LOCK = 7_011_969;
/** `unique nulls not distinct`, and multirange aggregates. */
export const OLDEST_SERVER = 150_000;
/** 150_004 is 15.4. */
const VERSIONS_A_MAJOR = 10_000;

type Migration = { readonly name: string; readonly hash: string; readonly statements: string };

/**
 * Brings the database to the newest schema: numbered SQL files, each run once, all in one transaction.
 *
 * @throws ProblemError where a file that was run has changed since, the database is newer than this program, or the server
 *   is too old for it.
 */
export async function migrate(db: Database): Promise<Applied> {
  return inTransaction(db, (transaction) => migrateIn(transaction, {}));
}

type Applied = { readonly applied: readonly string[] };

/**
 * The same within a transaction at hand.
 *
 * @param options.only The schema of another day: these migrations and no others, for a backup of that day.
 */
export async function migrateIn(
  transaction: Transaction,
  { only }: { readonly only?: readonly string[] },
): Promise<Applied> {
  await rows(transaction, "select pg_advisory_xact_lock($1)", [LOCK]);
  await checkServer(transaction);
  await rows(
    transaction,
    `create table if not exists migration (name text collate "C" primary key, hash text not null)`,
  );
  const files = migrations();
  const unknown = only?.find((name) => !files.some((file) => file.name === name));
  if (unknown !== undefined) throw unknownMigration(unknown);
  const done = await appliedBefore(transaction, files);
  const open = files.filter(({ name }) => !done.has(name) && (only?.includes(name) ?? true));
  for (const { name, hash, statements } of open) {
    await rows(transaction, statements);
    await rows(transaction, "insert into migration (name, hash) values ($1, $2)", [name, hash]);
  }
  return { applied: open.map(({ name }) => name) };
}

function migrations(): readonly Migration[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith(".sql"))
    .sort(byCodeUnit)
    .map((name) => {
      const statements = readFileSync(join(FOLDER, name), "utf8");
      return { name, hash: sha256(statements), statements };
    });
}

async function appliedBefore(
  queryable: Queryable,
  files: readonly Migration[],
): Promise<ReadonlySet<string>> {
  const applied = await rows<{ name: string; hash: string }>(queryable, "select name, hash from migration");
  for (const { name, hash } of applied) {
    const file = files.find((candidate) => candidate.name === name);
    if (file === undefined) {
      throw unknownMigration(name);
    }
    if (file.hash !== hash) {
      throw unsuitable(
        `migration ${name} was changed after it had been applied; put it back and add a new one`,
      );
    }
  }
  return new Set(applied.map(({ name }) => name));
}

async function checkServer(transaction: Transaction): Promise<void> {
  const unsuited = await serverProblem(transaction, OLDEST_SERVER);
  if (unsuited !== null) throw new ProblemError(unsuited);
}

/** Why our schema cannot stand on this server; null where it can. */
export async function serverProblem(queryable: Queryable, oldestServer: number): Promise<Problem | null> {
  const server = await row<{ version: number; encoding: string }>(
    queryable,
    "select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding",
  );
  const major = (version: number): number => Math.floor(version / VERSIONS_A_MAJOR);
  if (server === null || server.version < oldestServer) {
    const message = `Postgres ${major(oldestServer)} or later is needed, and this server is ${major(server?.version ?? 0)}`;
    return problem({ code: "DATABASE_UNSUITABLE", message });
  }
  if (server.encoding === "UTF8") return null;
  const message = `the database must be encoded in UTF8, and it is in ${server.encoding}; make a new one`;
  return problem({ code: "DATABASE_UNSUITABLE", message });
}

/** Migrations that are still to be run, without running them; and why they cannot be, where they cannot. */
export async function migrationsOpen(
  db: Database,
): Promise<{ readonly open: readonly string[]; readonly problem: Problem | null }> {
  const files = migrations();
  const table = await row<{ is_there: boolean }>(
    db,
    "select to_regclass('migration') is not null as is_there",
  );
  try {
    const done = table?.is_there === true ? await appliedBefore(db, files) : new Set<string>();
    return { open: files.filter(({ name }) => !done.has(name)).map(({ name }) => name), problem: null };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { open: [], problem: error.problem };
  }
}

function unknownMigration(name: string): ProblemError {
  return unsuitable(`the database has migration ${name}, which this program does not know; use a newer one`);
}

function unsuitable(message: string): ProblemError {
  return new ProblemError(problem({ code: "DATABASE_UNSUITABLE", message }));
}
