import { type ProblemCode, ProblemError, problem } from "@tollwright/problem";

/** As every system that we run on says it. */
const NO_SPACE = "No space left on device";

/** Why there is no server of our own, in words for people: a full disk is mended otherwise than the rest. */
export function notStarted(message: string, options?: ErrorOptions): ProblemError {
  const code: ProblemCode = message.includes(NO_SPACE) ? "DISK_FULL" : "SERVER_NOT_STARTED";
  return new ProblemError(problem({ code, message }), options);
}
