import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Binaries, findBinaries } from "./binaries.ts";
import { type Cluster, clusterFolder, openCluster, SERVER_USER_NAME } from "./cluster.ts";
import { ensureDatabase } from "./connect.ts";
import { livingPostmaster, type Postmaster } from "./postmaster-file.ts";
import { announce, type Presence } from "./presence.ts";
import { POLL_MILLISECONDS, runningServer } from "./running-server.ts";
import { serverUser } from "./server-user.ts";
import { spawnServer } from "./spawn-server.ts";

export type Server = {
  readonly connectionString: string;
  /** False where it was running already. */
  readonly startedHere: boolean;
  /**
   * Fast shutdown: open transactions are rolled back, committed ones are on disk. While another process uses the server it
   * stays, and that one's `stop` ends it.
   */
  readonly stop: () => Promise<void>;
};

/**
 * The Postgres server of a data folder: started, or the living one that another process uses or left behind.
 *
 * It listens on a unix socket only, in a short temporary folder (the system cuts paths at about 100 bytes). Whoever stops
 * using it last stops it.
 *
 * @param options.log One line at a time, for people.
 * @throws ProblemError with the end of the server's log where it does not come up; in one line, with the way out, where
 *   this platform has no server package.
 */
export async function startServer(options: {
  readonly dataFolder: string;
  readonly log: (line: string) => void;
}): Promise<Server> {
  const dataFolder = resolve(options.dataFolder);
  const user = serverUser(clusterFolder(dataFolder));
  const binaries = await findBinaries(user);
  const cluster = openCluster({ dataFolder, binaries, user });
  const used = await use({ cluster, binaries, dataFolder, log: options.log });
  const { postmaster, presence, startedHere } = used;
  if (!startedHere) options.log("Using the database server that is running already.");
  return {
    connectionString: `postgresql://${SERVER_USER_NAME}@/${SERVER_USER_NAME}?host=${postmaster.socketFolder}`,
    startedHere,
    stop: async () => {
      if (await presence.leave()) await stop(cluster.folder, postmaster);
    },
  };
}

type Starting = {
  readonly cluster: Cluster;
  readonly binaries: Binaries;
  readonly dataFolder: string;
  readonly log: (line: string) => void;
};
type Used = {
  readonly postmaster: Postmaster;
  readonly presence: Presence;
  readonly startedHere: boolean;
};

/** The server may be stopped by its last user between our look and our announcement; then it is started again. */
const TRIES = 5;

async function use(starting: Starting): Promise<Used> {
  for (let attempt = 1; ; attempt++) {
    const living = await runningServer(starting.cluster.folder);
    const { postmaster, isOurs } =
      living === null ? await spawnServer(starting) : { postmaster: living, isOurs: false };
    try {
      const presence = await announce(postmaster.socketFolder);
      await ensureDatabase(postmaster.socketFolder);
      return { postmaster, presence, startedHere: isOurs };
    } catch (error) {
      if (attempt === TRIES) throw error;
      await sleep(POLL_MILLISECONDS);
    }
  }
}

/**
 * Stops the server that a killed process left behind in a data folder.
 *
 * @returns False where another process uses it: it stays.
 */
export async function stopLeftServer(dataFolder: string): Promise<boolean> {
  const folder = clusterFolder(resolve(dataFolder));
  const postmaster = await runningServer(folder);
  if (postmaster === null) return true;
  const presence = await announce(postmaster.socketFolder);
  if (!(await presence.leave())) return false;
  await stop(folder, postmaster);
  return true;
}

async function stop(folder: string, postmaster: Postmaster): Promise<void> {
  if (livingPostmaster(folder)?.pid !== postmaster.pid) return;
  process.kill(postmaster.pid, "SIGINT");
  while (livingPostmaster(folder)?.pid === postmaster.pid) await sleep(POLL_MILLISECONDS);
  rmSync(postmaster.socketFolder, { recursive: true, force: true });
}
