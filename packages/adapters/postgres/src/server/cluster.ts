import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Binaries } from "./binaries.ts";
import { notStarted } from "./not-started.ts";
import { isAlive } from "./postmaster-file.ts";
import type { ServerUser } from "./server-user.ts";

/** A database cluster on disk, and the path by which the server's user can reach it. */
export type Cluster = {
  readonly folder: string;
  readonly user: ServerUser | null;
  readonly dataPath: string;
};

/** Superuser and owner of everything in an embedded server; the socket folder keeps others out. */
export const SERVER_USER_NAME = "tollwright";

/**
 * Opens the cluster of a data folder, made by `initdb` where there is none. It is made under another name and moved
 * into place whole, so a crash in the middle, or two processes at once, leave no half cluster.
 */
export function openCluster(options: {
  dataFolder: string;
  binaries: Binaries;
  user: ServerUser | null;
}): Cluster {
  const { dataFolder, binaries, user } = options;
  mkdirSync(dataFolder, { recursive: true });
  const folder = clusterFolder(dataFolder);
  removeHalfMade(dataFolder);
  if (!existsSync(join(folder, "PG_VERSION"))) {
    const fresh = makeFolder(join(dataFolder, `cluster.${process.pid}`), user);
    initialise(binaries, { folder: fresh, user, dataPath: dataPath(fresh, user) });
    moveIntoPlace(fresh, folder);
  }
  return { folder, user, dataPath: dataPath(folder, user) };
}

export function clusterFolder(dataFolder: string): string {
  return join(dataFolder, "cluster");
}

function makeFolder(path: string, user: ServerUser | null): string {
  mkdirSync(path);
  chmodSync(path, 0o700);
  if (user !== null) chownSync(path, user.uid, user.gid);
  return path;
}

function initialise(binaries: Binaries, cluster: Cluster): void {
  const done = spawnSync(
    binaries.initdb,
    [
      ...["-D", cluster.dataPath, `--username=${SERVER_USER_NAME}`, "--auth=trust", "--encoding=UTF8"],
      // The builtin provider orders text the same on every machine and needs no locale of the system.
      ...["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"],
    ],
    { ...cluster.user, cwd: cluster.folder, encoding: "utf8" },
  );
  if (done.status === 0) return;
  rmSync(cluster.folder, { recursive: true, force: true });
  const said = `${done.stdout ?? ""}${done.stderr ?? ""}`.trim().split("\n").slice(-5).join(" | ");
  throw notStarted(`The database could not be made in ${cluster.folder}: ${done.error?.message ?? said}`);
}

/** A process that made the same cluster at the same time may have been faster: then its cluster counts. */
function moveIntoPlace(fresh: string, folder: string): void {
  try {
    renameSync(fresh, folder);
  } catch (cause) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(join(folder, "PG_VERSION"))) {
      throw notStarted(`${folder} is in the way and is no database; remove it.`, { cause });
    }
  }
}

function removeHalfMade(dataFolder: string): void {
  for (const name of readdirSync(dataFolder)) {
    const process = /^cluster\.(\d+)$/.exec(name)?.[1];
    if (process !== undefined && !isAlive(Number(process))) {
      rmSync(join(dataFolder, name), { recursive: true, force: true });
    }
  }
}

/**
 * Another user may not be able to walk down to the folder (a repository under /root). Started inside it, the server
 * can still reach it as its own working folder: Linux opens /proc/self/cwd without asking the folders above.
 */
function dataPath(folder: string, user: ServerUser | null): string {
  if (user === null) return folder;
  const reaches = spawnSync("ls", [folder], { ...user, cwd: "/", stdio: "ignore" }).status === 0;
  if (reaches) return folder;
  if (process.platform === "linux") return "/proc/self/cwd";
  throw notStarted(`User ${user.uid} cannot reach ${folder}; keep the data elsewhere, or set DATABASE_URL.`);
}
