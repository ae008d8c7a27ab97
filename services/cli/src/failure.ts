import { databaseProblem } from "@tollwright/postgres";
import { type Problem, type ProblemCode, ProblemError, problem } from "@tollwright/problem";

/** What a person can mend on this machine, out of an error that ended a command; null for a bug, which is told whole. */
export function failureProblem(error: unknown): Problem | null {
  if (error instanceof ProblemError) return error.problem;
  return databaseProblem(error) ?? fileSystemProblem(error);
}

const CODES: Readonly<Record<string, ProblemCode>> = {
  EACCES: "NOT_PERMITTED",
  EPERM: "NOT_PERMITTED",
  EROFS: "NOT_PERMITTED",
  ENOSPC: "DISK_FULL",
  EDQUOT: "DISK_FULL",
  ENOENT: "PATH_UNUSABLE",
  ENOTDIR: "PATH_UNUSABLE",
  EISDIR: "PATH_UNUSABLE",
  EEXIST: "PATH_UNUSABLE",
  ELOOP: "PATH_UNUSABLE",
  ENAMETOOLONG: "PATH_UNUSABLE",
};

function fileSystemProblem(error: unknown): Problem | null {
  if (!(error instanceof Error)) return null;
  const { code = "", path, syscall = "" } = error as NodeJS.ErrnoException;
  const known = CODES[code];
  if (known === undefined) return null;
  // `EACCES: permission denied, mkdir '/data'`: the reason without the code, and what was tried.
  const reason = /^[A-Z]+: ([^,]+)/.exec(error.message)?.[1] ?? error.message;
  const message = syscall === "" ? reason : `${reason} (${syscall})`;
  return problem({ code: known, message, ...(path === undefined ? {} : { file: path }) });
}
