import { compare, exact } from "@tollwright/money";
import type { ComparedRecord } from "./compared-record.ts";

/** In what two records of one call differ. */
export type RecordDifference = "seconds" | "rate" | "charge";

/**
 * In the order in which one leads to the next: other seconds or another rate make another charge. A rate that a
 * side does not state is not compared; a charge that only one of them knows is one that nobody can agree to.
 *
 * @example 66 s at 0.0060 is 0.006600, and 72 s at 0.0060 is 0.007200: seconds, charge.
 */
export function differencesOf(
  ours: ComparedRecord,
  theirs: ComparedRecord,
  { toleranceSeconds }: { readonly toleranceSeconds: number },
): readonly RecordDifference[] {
  const differences: RecordDifference[] = [];
  if (Math.abs(ours.seconds - theirs.seconds) > toleranceSeconds) differences.push("seconds");
  if (differ(ours.ratePerMinute, theirs.ratePerMinute)) differences.push("rate");
  const isAlone = (ours.charge === null) !== (theirs.charge === null);
  if (isAlone || differ(ours.charge, theirs.charge)) differences.push("charge");
  return differences;
}

function differ(left: string | null, right: string | null): boolean {
  // Most agree to the digit, and need no arithmetic.
  return left !== null && right !== null && left !== right && compare(exact(left), exact(right)) !== 0;
}
