import { type ChildProcess, spawn } from "node:child_process";
import { chownSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Binaries } from "./binaries.ts";
import type { Cluster } from "./cluster.ts";
import { answers } from "./connect.ts";
import { notStarted } from "./not-started.ts";
import {
  disownStalePid,
  type Postmaster,
  SOCKET_FOLDER_PREFIX,
  staleSocketFolder,
} from "./postmaster-file.ts";
import { POLL_MILLISECONDS, runningServer } from "./running-server.ts";
import { serverSettings } from "./server-settings.ts";

type Spawning = {
  readonly cluster: Cluster;
  readonly binaries: Binaries;
  readonly dataFolder: string;
  readonly log: (line: string) => void;
};
type Spawned = {
  readonly postmaster: Postmaster;
  /** False where another process started it between our look and our start. */
  readonly isOurs: boolean;
};

/** After a crash, sessions of the old server may need a moment to notice; Postgres refuses to start beside them. */
const TRIES = 20;
const PAUSE_MILLISECONDS = 500;
const OLD_SESSIONS = "still in use";
const LOG_LINES_SHOWN = 20;

/** A container may have less than the machine; where it has no limit, a number beyond any machine is told. */
function memoryBytes(): number {
  const allowed = process.constrainedMemory();
  return allowed > 0 ? Math.min(allowed, totalmem()) : totalmem();
}

/** @throws ProblemError with the end of the server's log where it does not come up. */
export async function spawnServer(spawning: Spawning): Promise<Spawned> {
  const logFile = join(spawning.dataFolder, "server.log");
  spawning.log("Starting the database server …");
  for (let attempt = 1; ; attempt++) {
    const before = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
    const ours = await spawnOnce(spawning, logFile);
    if (ours !== null) return { postmaster: ours, isOurs: true };
    const other = await runningServer(spawning.cluster.folder);
    if (other !== null) return { postmaster: other, isOurs: false };
    const said = readFileSync(logFile).subarray(before).toString();
    const end = said.trimEnd().split("\n").slice(-LOG_LINES_SHOWN).join("\n");
    if (!end.includes(OLD_SESSIONS) || attempt === TRIES) {
      throw notStarted(`The database server did not start. The end of ${logFile}:\n${end}`);
    }
    await sleep(PAUSE_MILLISECONDS);
  }
}

/** Null where the server ended before it answered. */
async function spawnOnce({ cluster, binaries }: Spawning, logFile: string): Promise<Postmaster | null> {
  const left = staleSocketFolder(cluster.folder);
  if (left !== null) rmSync(left, { recursive: true, force: true });
  disownStalePid(cluster.folder);
  const socketFolder = makeSocketFolder(cluster);
  const output = openSync(logFile, "a");
  const child = spawn(
    binaries.postgres,
    ["-D", cluster.dataPath, ...serverSettings(socketFolder, memoryBytes())],
    // Its own session: an interrupt typed at the terminal ends our work first, and then we end the server.
    { ...cluster.user, cwd: cluster.folder, detached: true, stdio: ["ignore", output, output] },
  );
  closeSync(output);
  child.unref();
  if (await answersBeforeEnd(child, socketFolder)) {
    if (child.pid !== undefined) return { pid: child.pid, socketFolder };
  }
  rmSync(socketFolder, { recursive: true, force: true });
  return null;
}

async function answersBeforeEnd(child: ChildProcess, socketFolder: string): Promise<boolean> {
  const ended = new Promise<true>((resolve) => {
    child.once("exit", () => resolve(true));
    child.once("error", () => resolve(true));
  });
  while (!(await answers(socketFolder))) {
    if (await Promise.race([ended, sleep(POLL_MILLISECONDS, false)])) return false;
  }
  return true;
}

function makeSocketFolder(cluster: Cluster): string {
  const short = tmpdir().length <= LONGEST_TEMPORARY_PATH ? tmpdir() : "/tmp";
  const folder = mkdtempSync(join(short, SOCKET_FOLDER_PREFIX));
  if (cluster.user !== null) chownSync(folder, cluster.user.uid, cluster.user.gid);
  return folder;
}

/** A socket's path may have 103 bytes on macOS and 107 on Linux; ours adds 27 to this. */
const LONGEST_TEMPORARY_PATH = 60;
