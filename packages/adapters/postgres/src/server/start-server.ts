import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findBinaries } from "./binaries.ts";
import { type Cluster, clusterFolder, openCluster, SERVER_USER_NAME } from "./cluster.ts";
import { ensureDatabase } from "./connect.ts";
import { ownServer, takeOver } from "./owner-file.ts";
import { livingPostmaster, type Postmaster } from "./postmaster-file.ts";
import { POLL_MILLISECONDS, runningServer } from "./running-server.ts";
import { serverUser } from "./server-user.ts";
import { spawnServer } from "./spawn-server.ts";

export type Server = {
  readonly connectionString: string;
  /** False where another process had it running and is still there: stopping is then that process's business. */
  readonly startedHere: boolean;
  /** Fast shutdown: open transactions are rolled back, committed ones are on disk. */
  readonly stop: () => Promise<void>;
};

/**
 * The Postgres server of a data folder: started, or the living one of another process.
 *
 * It listens on a unix socket only, in a short temporary folder (the system cuts paths at about 100 bytes). A server whose
 * starter is gone is taken over, so the next run also stops it.
 *
 * @param options.log One line at a time, for people.
 * @throws Error with the end of the server's log where it does not come up; in one line, with the way out, where this
 *   platform has no server package.
 */
export async function startServer(options: {
  readonly dataFolder: string;
  readonly log: (line: string) => void;
}): Promise<Server> {
  const dataFolder = resolve(options.dataFolder);
  const user = serverUser(clusterFolder(dataFolder));
  const binaries = await findBinaries(user);
  const cluster = openCluster({ dataFolder, binaries, user });
  const { log } = options;
  const living = await runningServer(cluster);
  const spawned = living === null ? await spawnServer({ cluster, binaries, dataFolder, log }) : null;
  const postmaster = living ?? spawned?.postmaster ?? null;
  if (postmaster === null)
    throw new Error(`The database server of ${dataFolder} ended while it was starting.`);
  const startedHere = spawned?.isOurs ?? takeOver(dataFolder, postmaster);
  if (startedHere) ownServer(dataFolder, postmaster);
  if (spawned?.isOurs !== true) log("Using the database server that is running already.");
  await ensureDatabase(postmaster.socketFolder);
  return {
    connectionString: `postgresql://${SERVER_USER_NAME}@/${SERVER_USER_NAME}?host=${postmaster.socketFolder}`,
    startedHere,
    stop: () => (startedHere ? stop(cluster, postmaster) : Promise.resolve()),
  };
}

async function stop(cluster: Cluster, postmaster: Postmaster): Promise<void> {
  if (livingPostmaster(cluster.folder)?.pid !== postmaster.pid) return;
  process.kill(postmaster.pid, "SIGINT");
  while (livingPostmaster(cluster.folder) !== null) await sleep(POLL_MILLISECONDS);
  rmSync(postmaster.socketFolder, { recursive: true, force: true });
}
