import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { random } from "../../bench/random.ts";
import { postmasterPid } from "../postgres/test-database.ts";
import { beginTollwright, type Ended } from "./command.ts";

type Victim = "process" | "database" | "both";

/** Somebody is killed in a step of the work, at a share of what the step writes when nobody disturbs it. */
export type Kill = { readonly step: number; readonly victim: Victim; readonly share: number };

/** So many kills over the steps, from a seed: the same seed strikes at the same moments again. */
export function killsOf(seed: number, count: number, steps: number): readonly Kill[] {
  const chance = random(seed);
  const victims: readonly Victim[] = ["process", "database", "both"];
  return Array.from({ length: count }, (_, index) => ({
    step: chance.below(steps),
    victim: victims[index % victims.length] ?? "both",
    share: chance.below(1_000) / 1_000,
  })).sort((left, right) => left.step - right.step || left.share - right.share);
}

/** Commands that run at the same time; the first is the one that is killed. */
export type Step = readonly (readonly string[])[];

/**
 * Runs the commands of a step to their ends, or until the kill.
 *
 * @returns how each ended, and whether the kill came before all had.
 */
export async function perform(
  step: Step,
  { env = {}, strike }: { readonly env?: NodeJS.ProcessEnv; readonly strike?: Strike },
): Promise<{ readonly ended: readonly Ended[]; readonly milliseconds: number; readonly isStruck: boolean }> {
  const began = performance.now();
  const running = step.map((args) => beginTollwright(args, env));
  let isStruck = false;
  let isOver = false;
  const all = Promise.all(running.map(({ ended }) => ended)).finally(() => {
    isOver = true;
  });
  while (strike !== undefined && !isOver && !isStruck) {
    // Where nobody is there yet, a moment later somebody is.
    isStruck = strike.isDue(performance.now() - began) && kill(strike, running[0]?.pid ?? 0);
    await sleep(LOOK_MILLISECONDS);
  }
  const ended = await all;
  return { ended, milliseconds: performance.now() - began, isStruck };
}

const LOOK_MILLISECONDS = 2;

export type Strike = {
  readonly victim: Victim;
  readonly isDue: (millisecondsSinceStart: number) => boolean;
  /** Folder of the server. */
  readonly cluster: string;
};

/** @returns whether anybody was there to be killed. */
function kill({ victim, cluster }: Strike, worker: number): boolean {
  const isServerKilled = victim !== "process" && killServer(cluster);
  return victim === "database" ? isServerKilled : killed(worker) || isServerKilled;
}

/** The server and every process that it started, none of which may end anything in order. */
function killServer(dataFolder: string): boolean {
  try {
    const postmaster = postmasterPid(dataFolder);
    const children = childrenOf(postmaster);
    return [postmaster, ...children].map(killed).some(Boolean);
  } catch {
    return false; // it has not started, or has ended
  }
}

function childrenOf(pid: number): readonly number[] {
  if (process.platform !== "linux") return [];
  return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")
    .trim()
    .split(" ")
    .filter(Boolean)
    .map(Number);
}

function killed(pid: number): boolean {
  try {
    return process.kill(pid, "SIGKILL");
  } catch {
    return false;
  }
}

/** Done, or done with records set aside that a person must look at; a machine that failed is neither. */
export const DONE = /^(0 |1 (?![\s\S]*(DATABASE_|SERVER_NOT_STARTED|DISK_FULL|BALANCE|\n\s+at )))/;
