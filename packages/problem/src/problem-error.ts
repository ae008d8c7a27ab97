import type { Problem } from "./problem.ts";

/**
 * A Problem that no Result can carry: the world outside failed (no database, a full disk) in the middle of work that cannot
 * go on. Thrown by adapters and told by whoever runs the command, in a line and not as a stack; its cause stays with it.
 */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.message, options);
    this.problem = problem;
  }
}
