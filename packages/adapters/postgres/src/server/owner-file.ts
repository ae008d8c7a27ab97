import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isAlive, type Postmaster } from "./postmaster-file.ts";

const fileIn = (dataFolder: string): string => join(dataFolder, "server.owner");

/** Notes that this process stops that server. */
export function ownServer(dataFolder: string, postmaster: Postmaster): void {
  writeFileSync(fileIn(dataFolder), `${process.pid} ${postmaster.pid}\n`);
}

/** True where the process that started this server is gone without having stopped it. */
export function takeOver(dataFolder: string, postmaster: Postmaster): boolean {
  try {
    const [owner, server] = readFileSync(fileIn(dataFolder), "utf8").trim().split(" ").map(Number);
    return server === postmaster.pid && owner !== undefined && !isAlive(owner);
  } catch {
    return false; // its starter has not noted itself yet
  }
}
