import { ProblemError, problem } from "@tollwright/problem";

/** Why there is no server of our own, in words for people. */
export function notStarted(message: string, options?: ErrorOptions): ProblemError {
  return new ProblemError(problem({ code: "SERVER_NOT_STARTED", message }), options);
}
