import { readFileSync, readlinkSync, realpathSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

/** The running server, as its `postmaster.pid` tells: line 1 is the process, line 5 the socket's folder, empty at first. */
export type Postmaster = { readonly pid: number; readonly socketFolder: string };

const PID_LINE = 0;
const SOCKET_LINE = 4;

/** Null where there is no server of this cluster, also where the file was left by one that was killed. */
export function livingPostmaster(clusterFolder: string): Postmaster | null {
  const lines = pidFileLines(clusterFolder);
  const pid = Number(lines?.[PID_LINE]);
  const socketFolder = lines?.[SOCKET_LINE]?.trim() ?? "";
  if (lines === null || !Number.isInteger(pid) || !isPostmasterOf(pid, clusterFolder)) return null;
  return { pid, socketFolder };
}

/**
 * After a crash the process number may belong to somebody else by now, and Postgres would wait for it forever. We put our
 * own number there, which the server ignores as its parent's; the rest of the file stays, for by it the server sees
 * whether children of the old one still hold shared memory.
 */
export function disownStalePid(clusterFolder: string): void {
  const lines = pidFileLines(clusterFolder);
  const pid = Number(lines?.[PID_LINE]);
  if (lines === null || !Number.isInteger(pid) || !isAlive(pid) || isPostmasterOf(pid, clusterFolder)) return;
  writeFileSync(join(clusterFolder, "postmaster.pid"), [String(process.pid), ...lines.slice(1)].join("\n"));
}

/** The socket folder that a killed server left behind; null where there is none, or the server lives. */
export function staleSocketFolder(clusterFolder: string): string | null {
  const folder = pidFileLines(clusterFolder)?.[SOCKET_LINE]?.trim() ?? "";
  const isOurs = basename(folder).startsWith(SOCKET_FOLDER_PREFIX);
  return isOurs && livingPostmaster(clusterFolder) === null ? folder : null;
}

export const SOCKET_FOLDER_PREFIX = "tw-";

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Null where there is no file: a server that ends takes it away at any moment. */
function pidFileLines(clusterFolder: string): readonly string[] | null {
  try {
    return readFileSync(join(clusterFolder, "postmaster.pid"), "utf8").split("\n");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** A server works inside its cluster. Where the system does not tell us so, a living process is believed. */
function isPostmasterOf(pid: number, clusterFolder: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform !== "linux") return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(clusterFolder);
  } catch {
    return false;
  }
}
