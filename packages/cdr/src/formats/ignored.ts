import type { ProblemCode } from "@tollwright/problem";
import { type Fault, unreadable } from "../fault.ts";

/** A record that bills nothing by rule, with what is known of it: it is counted, and its seconds beside it. */
export function ignored(
  reason: ProblemCode,
  message: string,
  known: Partial<Pick<Fault, "keyDay" | "milliseconds">> = {},
): Fault {
  return { ...unreadable(reason, message), bucket: "ignored", ...known };
}
