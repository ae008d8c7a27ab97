import { spawn } from "node:child_process";
import { chownSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Binaries, findBinaries } from "./binaries.ts";
import { type Cluster, clusterFolder, openCluster, SERVER_USER_NAME } from "./cluster.ts";
import { answers, ensureDatabase } from "./connect.ts";
import { disownStalePid, isAlive, livingPostmaster, type Postmaster } from "./postmaster-file.ts";
import { serverSettings } from "./server-settings.ts";
import { serverUser } from "./server-user.ts";

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
  dataFolder: string;
  log: (line: string) => void;
}): Promise<Server> {
  const dataFolder = resolve(options.dataFolder);
  const user = serverUser(clusterFolder(dataFolder));
  const binaries = await findBinaries(user);
  const cluster = openCluster({ dataFolder, binaries, user });
  const living = await reachable(cluster);
  const postmaster = living ?? (await start({ cluster, binaries, dataFolder, log: options.log }));
  const startedHere = living === null || takeOver(dataFolder);
  if (startedHere) writeFileSync(ownerFile(dataFolder), String(process.pid));
  if (living !== null) options.log("Using the database server that is running already.");
  await ensureDatabase(postmaster.socketFolder);
  return {
    connectionString: `postgresql://${SERVER_USER_NAME}@/${SERVER_USER_NAME}?host=${postmaster.socketFolder}`,
    startedHere,
    stop: () => (startedHere ? stop(cluster, postmaster) : Promise.resolve()),
  };
}

/** A server that is up or on its way: one of another process may be starting this very moment, or recovering from a crash. */
async function reachable(cluster: Cluster): Promise<Postmaster | null> {
  for (let waited = 0; waited < LONGEST_WAIT_MILLISECONDS; waited += POLL_MILLISECONDS) {
    const postmaster = livingPostmaster(cluster.folder);
    if (postmaster === null) return null;
    if (postmaster.socketFolder !== "" && (await answers(postmaster.socketFolder))) return postmaster;
    await sleep(POLL_MILLISECONDS);
  }
  throw new Error(
    `Process ${livingPostmaster(cluster.folder)?.pid} serves ${cluster.folder} but does not answer; stop it (kill -INT) and start again.`,
  );
}

const LONGEST_WAIT_MILLISECONDS = 60_000;

const POLL_MILLISECONDS = 40;

async function start(options: {
  cluster: Cluster;
  binaries: Binaries;
  dataFolder: string;
  log: (line: string) => void;
}): Promise<Postmaster> {
  const { cluster, dataFolder, log } = options;
  disownStalePid(cluster.folder);
  const socketFolder = makeSocketFolder(cluster);
  const logFile = join(dataFolder, "server.log");
  const output = openSync(logFile, "a");
  const child = spawn(
    options.binaries.postgres,
    ["-D", cluster.dataPath, ...serverSettings(socketFolder)],
    // Its own session: an interrupt typed at the terminal ends our work first, and then we end the server.
    { ...cluster.user, cwd: cluster.folder, detached: true, stdio: ["ignore", output, output] },
  );
  closeSync(output);
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  child.unref();
  log("Starting the database server …");
  while (!(await answers(socketFolder))) {
    const gone = await Promise.race([ended.then(() => true), sleep(POLL_MILLISECONDS, false)]);
    if (gone) return afterFailure({ cluster, socketFolder, logFile });
  }
  assertStarted(child.pid);
  return { pid: child.pid, socketFolder };
}

/** Another process may have started the server between our look and our start: then that one is ours to use. */
async function afterFailure(options: {
  cluster: Cluster;
  socketFolder: string;
  logFile: string;
}): Promise<Postmaster> {
  rmSync(options.socketFolder, { recursive: true, force: true });
  const other = await reachable(options.cluster);
  if (other !== null) return other;
  const end = readFileSync(options.logFile, "utf8").trimEnd().split("\n").slice(-LOG_LINES_SHOWN).join("\n");
  throw new Error(`The database server did not start. The end of ${options.logFile}:\n${end}`);
}

const LOG_LINES_SHOWN = 20;

function makeSocketFolder(cluster: Cluster): string {
  const short = tmpdir().length <= LONGEST_TEMPORARY_PATH ? tmpdir() : "/tmp";
  const folder = mkdtempSync(join(short, "tw-"));
  if (cluster.user !== null) chownSync(folder, cluster.user.uid, cluster.user.gid);
  return folder;
}

/** A socket's path may have 103 bytes on macOS and 107 on Linux; ours adds 27 to this. */
const LONGEST_TEMPORARY_PATH = 60;

function assertStarted(pid: number | undefined): asserts pid is number {
  if (pid === undefined) throw new Error("The database server's process could not be started.");
}

const ownerFile = (dataFolder: string): string => join(dataFolder, "server.owner");

/** True where the process that started the server is gone. */
function takeOver(dataFolder: string): boolean {
  try {
    const owner = Number(readFileSync(ownerFile(dataFolder), "utf8"));
    return !isAlive(owner);
  } catch {
    return true;
  }
}

async function stop(cluster: Cluster, postmaster: Postmaster): Promise<void> {
  if (livingPostmaster(cluster.folder)?.pid !== postmaster.pid) return;
  process.kill(postmaster.pid, "SIGINT");
  while (livingPostmaster(cluster.folder) !== null) await sleep(POLL_MILLISECONDS);
  rmSync(postmaster.socketFolder, { recursive: true, force: true });
}
