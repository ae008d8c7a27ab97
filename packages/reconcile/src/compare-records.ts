import assert from "node:assert";
import { byCodeUnit } from "@tollwright/canonical";
import type { ComparedRecord } from "./compared-record.ts";
import { differencesOf, type RecordDifference } from "./record-differences.ts";

type ComparedPair = {
  readonly ours: ComparedRecord;
  readonly theirs: ComparedRecord;
  readonly matchedBy: "key" | "numbers";
  /** Empty: they agree. */
  readonly differences: readonly RecordDifference[];
};

export type Comparison = {
  readonly pairs: readonly ComparedPair[];
  /** Calls of ours that they do not have. */
  readonly missingTheirs: readonly ComparedRecord[];
  /** Calls of theirs that we do not have. */
  readonly missingOurs: readonly ComparedRecord[];
};

export type ComparisonRules = {
  /** Two records with the same numbers are one call if they are no further apart; the window's end belongs to it. */
  readonly windowMilliseconds: number;
  /** Seconds may differ by so much. */
  readonly toleranceSeconds: number;
  /** `to`: who calls is not compared, for carriers change or hide it. */
  readonly numbers: "both" | "to";
};

/**
 * Which record of theirs is which call of ours: first by key, where both know one, then by numbers and time. One to one, the nearest
 * first; of pairs equally near the one whose seconds fit better, then the earlier one. The order of the records does not matter.
 *
 * Every record ends in exactly one place: a pair, `missingTheirs` or `missingOurs`. Memory is that of both sides.
 *
 * @example ours at 10:00:00 and 10:00:50, theirs at 10:00:40, the same numbers, window 60 s: theirs is the second, 10 s away.
 */
export function compareRecords(
  ours: readonly ComparedRecord[],
  theirs: readonly ComparedRecord[],
  rules: ComparisonRules,
): Comparison {
  const left = inOrder(ours);
  const right = inOrder(theirs);
  const taken: Taken = { ours: new Set(), theirs: new Set() };
  const byKey = pairsWithin(
    groupedBy(left, right, ({ key }) => key),
    taken,
    () => true,
  );
  const numbers = ({ from, to }: ComparedRecord): string => (rules.numbers === "both" ? `${from} ${to}` : to);
  const isNear = ({ apart }: Candidate): boolean => apart <= rules.windowMilliseconds;
  const byNumbers = pairsWithin(groupedBy(left, right, numbers), taken, isNear, rules.windowMilliseconds);
  const compared =
    (matchedBy: ComparedPair["matchedBy"]) =>
    ({ ours, theirs }: Candidate): ComparedPair => ({
      ours,
      theirs,
      matchedBy,
      differences: differencesOf(ours, theirs, rules),
    });
  const pairs = [...byKey.map(compared("key")), ...byNumbers.map(compared("numbers"))];
  const missingTheirs = left.filter((record) => !taken.ours.has(record));
  const missingOurs = right.filter((record) => !taken.theirs.has(record));
  assert.equal(pairs.length + missingTheirs.length, ours.length, "each call of ours is in one place");
  assert.equal(pairs.length + missingOurs.length, theirs.length, "each record of theirs is in one place");
  return {
    pairs: pairs.toSorted((one, other) => byTime(one.ours, other.ours)),
    missingTheirs,
    missingOurs,
  };
}

type Taken = { readonly ours: Set<ComparedRecord>; readonly theirs: Set<ComparedRecord> };
type Candidate = {
  readonly ours: ComparedRecord;
  readonly theirs: ComparedRecord;
  /** Milliseconds. */
  readonly apart: number;
};
type Group = { readonly ours: readonly ComparedRecord[]; readonly theirs: readonly ComparedRecord[] };

function inOrder(records: readonly ComparedRecord[]): readonly ComparedRecord[] {
  return records.toSorted(byTime);
}

function byTime(left: ComparedRecord, right: ComparedRecord): number {
  return left.at - right.at || byCodeUnit(left.id, right.id);
}

/** Records of both sides that agree in something; what only one side has is left out. Each list is in order of time. */
function groupedBy(
  ours: readonly ComparedRecord[],
  theirs: readonly ComparedRecord[],
  what: (record: ComparedRecord) => string | null,
): readonly Group[] {
  const theirGroups = Map.groupBy(theirs, what);
  return [...Map.groupBy(ours, what)].flatMap(([value, group]) => {
    const others = value === null ? undefined : theirGroups.get(value);
    return others === undefined ? [] : [{ ours: group, theirs: others }];
  });
}

function pairsWithin(
  groups: readonly Group[],
  taken: Taken,
  isPair: (candidate: Candidate) => boolean,
  windowMilliseconds = Number.POSITIVE_INFINITY,
): readonly Candidate[] {
  return groups.flatMap((group) => {
    const candidates = candidatesOf(group, taken, windowMilliseconds).filter(isPair);
    return candidates.toSorted(nearestFirst).filter(({ ours, theirs }) => {
      if (taken.ours.has(ours) || taken.theirs.has(theirs)) return false;
      taken.ours.add(ours);
      taken.theirs.add(theirs);
      return true;
    });
  });
}

/** Both lists are in order of time, so of each record only those within the window are looked at. */
function candidatesOf({ ours, theirs }: Group, taken: Taken, windowMilliseconds: number): Candidate[] {
  const candidates: Candidate[] = [];
  let first = 0;
  for (const one of ours) {
    if (taken.ours.has(one)) continue;
    while (first < theirs.length && (theirs[first]?.at ?? 0) < one.at - windowMilliseconds) first += 1;
    for (let index = first; index < theirs.length; index += 1) {
      const other = theirs[index];
      if (other === undefined || other.at > one.at + windowMilliseconds) break;
      if (!taken.theirs.has(other))
        candidates.push({ ours: one, theirs: other, apart: Math.abs(one.at - other.at) });
    }
  }
  return candidates;
}

function nearestFirst(left: Candidate, right: Candidate): number {
  return (
    left.apart - right.apart ||
    secondsApart(left) - secondsApart(right) ||
    byTime(left.ours, right.ours) ||
    byTime(left.theirs, right.theirs)
  );
}

function secondsApart({ ours, theirs }: Candidate): number {
  return Math.abs(ours.seconds - theirs.seconds);
}
