import { type Problem, problem } from "@tollwright/problem";

export function recordUnknown(id: bigint | string): Problem {
  return problem({ code: "RECORD_UNKNOWN", message: `no open record has the number ${id}` });
}
