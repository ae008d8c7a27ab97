import type { Instant } from "@tollwright/calendar";
import type { Problem } from "@tollwright/problem";
import type { Database } from "./database.ts";
import { migrationsOpen, OLDEST_SERVER, serverProblem } from "./migrate.ts";
import { row } from "./rows.ts";

export type DatabaseState = {
  /** As the server names itself, such as `17.2`. */
  readonly version: string;
  /** The server's clock. */
  readonly now: Instant;
  /** DATABASE_UNSUITABLE: it is too old, has another encoding, or was made by a newer program. */
  readonly problem: Problem | null;
  /** Names of migrations that are still to be run; all of them on an empty database. */
  readonly openMigrations: readonly string[];
};

/**
 * What somebody has to know of a database before working with it; nothing is changed.
 *
 * @param options.oldestServer As `server_version_num` counts, 150_000 for 15.0; what our schema needs where nothing is said.
 */
export async function databaseState(
  db: Database,
  { oldestServer = OLDEST_SERVER }: { readonly oldestServer?: number } = {},
): Promise<DatabaseState> {
  const server = await row<{ version: string; now: Instant }>(
    db,
    "select current_setting('server_version') as version, clock_timestamp() as now",
  );
  if (server === null) throw new Error("the server says nothing of itself");
  const { open, problem } = await migrationsOpen(db);
  const version = server.version.split(" ")[0] ?? "";
  return {
    version,
    now: server.now,
    problem: (await serverProblem(db, oldestServer)) ?? problem,
    openMigrations: open,
  };
}
