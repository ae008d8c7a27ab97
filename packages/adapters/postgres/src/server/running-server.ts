import { setTimeout as sleep } from "node:timers/promises";
import { answers } from "./connect.ts";
import { notStarted } from "./not-started.ts";
import { livingPostmaster, type Postmaster } from "./postmaster-file.ts";

export const POLL_MILLISECONDS = 40;
/** Longer than a recovery from a crash takes with our settings. */
const LONGEST_WAIT_MILLISECONDS = 60_000;

/** The cluster's server once it answers, for it may be starting or recovering this very moment; null where there is none. */
export async function runningServer(folder: string): Promise<Postmaster | null> {
  for (let waited = 0; waited < LONGEST_WAIT_MILLISECONDS; waited += POLL_MILLISECONDS) {
    const postmaster = livingPostmaster(folder);
    if (postmaster === null) return null;
    if (postmaster.socketFolder !== "" && (await answers(postmaster.socketFolder))) return postmaster;
    await sleep(POLL_MILLISECONDS);
  }
  throw notStarted(
    `Process ${livingPostmaster(folder)?.pid} serves ${folder} but does not answer; stop it (kill -INT) and start again.`,
  );
}
