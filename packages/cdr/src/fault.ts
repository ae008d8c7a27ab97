import type { CivilDate } from "@tollwright/calendar";
import type { ProblemCode } from "@tollwright/problem";
import type { Call } from "./call.ts";

/** Why a record is no call, with what could still be read of it. */
export type Fault = {
  readonly bucket: "ignored" | "suspended";
  readonly reason: ProblemCode;
  readonly message: string;
  readonly keyDay: CivilDate | null;
  readonly milliseconds: number | null;
};

/** A record of which nothing could be read. */
export function unreadable(reason: ProblemCode, message: string): Fault {
  return { bucket: "suspended", reason, message, keyDay: null, milliseconds: null };
}

/** What is known of a call that is set aside all the same. */
export function knownOf(
  facts: Pick<Call, "keyDay" | "billableMilliseconds">,
): Pick<Fault, "keyDay" | "milliseconds"> {
  return { keyDay: facts.keyDay, milliseconds: facts.billableMilliseconds };
}
