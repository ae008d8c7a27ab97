import { type Problem, problem } from "@tollwright/problem";

export function filesMissing(pattern: string): Problem {
  return problem({ code: "FILE_MISSING", message: `${pattern} names no file`, file: pattern });
}
