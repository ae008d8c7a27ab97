import type { Problem } from "@tollwright/problem";

/** One thing that was looked at in a set-up; `problem` is null where it is as it should be. */
export type Check = {
  readonly name: string;
  /** What was found. */
  readonly found: string;
  readonly problem: Problem | null;
};

export function wrong(name: string, problem: Problem): Check {
  return { name, found: problem.message, problem };
}

export function right(name: string, found: string): Check {
  return { name, found, problem: null };
}
