import type { CallPart, PartRecord, SetAside } from "@tollwright/cdr";
import { type ProblemCode, problemCatalogue } from "@tollwright/problem";

/** Where a piece of a call is, and why. */
export type Why = Pick<SetAside, "bucket" | "message"> & { readonly reason: ProblemCode };

export const WAITING: Why = {
  bucket: "pending",
  reason: "PART_WAITING",
  message: "waits for the other records of its call",
};
export const MERGED: Why = { bucket: "merged", reason: "PART_MERGED", message: "is part of a call" };
export const DUPLICATE: Why = {
  bucket: "duplicate",
  reason: "DUPLICATE_CALL",
  message: "the same piece of the same call is stored from another record",
};

/** A second opening or closing piece that says something else. */
export function otherPiece({ role }: Pick<CallPart, "role">): Why {
  const what = role === "stop" ? "closing" : role === "start" ? "opening" : "further";
  return {
    bucket: "conflict",
    reason: "KEY_CONFLICT",
    message: `another ${what} record of a call says something else than the one that counts`,
  };
}

/** What came makes no call, and the time for what is missing is over. */
export function suspended(fault: string, hasStop: boolean): Why {
  const reason = hasStop ? "CALL_INCOMPLETE" : "CLOSING_RECORD_MISSING";
  return { bucket: "suspended", reason, message: fault };
}

export function asideOf({ source, callKey, record, keyDay, part }: PartRecord, why: Why): SetAside {
  const milliseconds = part.facts.billableMilliseconds;
  const { wayOut } = problemCatalogue[why.reason];
  return { ...why, wayOut, record, source, keyDay, callKey, milliseconds, part };
}
