import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { notStarted } from "./not-started.ts";

/** Whom the server runs as; spread into the options of `spawn`. */
export type ServerUser = { readonly uid: number; readonly gid: number };

/** Postgres refuses to run as root, so as root it runs as one of these, the first that the machine knows. */
const CANDIDATES = ["postgres", "nobody"];

/** Null where we are an ordinary user: the server then runs as ourselves. A cluster that exists keeps its owner. */
export function serverUser(clusterFolder: string): ServerUser | null {
  if (process.getuid?.() !== 0) return null;
  const existing = statSync(clusterFolder, { throwIfNoEntry: false });
  if (existing !== undefined && existing.uid !== 0) return { uid: existing.uid, gid: existing.gid };
  for (const name of CANDIDATES) {
    const uid = numberOf("-u", name);
    const gid = numberOf("-g", name);
    if (uid !== null && gid !== null && uid !== 0) return { uid, gid };
  }
  throw notStarted(
    `Postgres does not run as root, and there is no user ${CANDIDATES.join(" or ")}; start as an ordinary user, or set DATABASE_URL.`,
  );
}

function numberOf(option: "-u" | "-g", name: string): number | null {
  const { status, stdout } = spawnSync("id", [option, name], { encoding: "utf8" });
  const text = status === 0 ? stdout.trim() : "";
  return /^\d+$/.test(text) ? Number(text) : null;
}
