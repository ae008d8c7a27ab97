import { daysBetween } from "@tollwright/calendar";
import type { Call, CallPart, PartFacts, SetAside } from "@tollwright/cdr";
import { type ProblemCode, problemCatalogue } from "@tollwright/problem";
import { DAYS_AROUND, type KnownCall } from "./known-calls.ts";

export type SortedCalls = {
  readonly fresh: readonly Call[];
  readonly setAside: readonly SetAside[];
  /** The same records again: shown, not counted (books 1). */
  readonly redelivered: number;
};

/**
 * Which arriving calls are new, and what the others are (books 1, 2): the same record again is a redelivery; the same
 * key with the same content a duplicate, with other content or on another day a conflict for a person to decide; a weak
 * duplicate out of another file can be a real call, so it is suspended; a call that was an estimate is completed by settling.
 */
export function sortOutCalls(calls: readonly Call[], known: readonly KnownCall[]): SortedCalls {
  const byKey = new Map<string, KnownCall[]>();
  const remember = (call: KnownCall): void => {
    const sameKey = byKey.get(call.callKey);
    if (sameKey === undefined) byKey.set(call.callKey, [call]);
    else sameKey.push(call);
  };
  known.forEach(remember);

  const fresh: Call[] = [];
  const setAside: SetAside[] = [];
  const setAsideBefore = new Set<string>();
  let redelivered = 0;
  for (const call of calls) {
    const earlier = nearest(call, byKey.get(call.callKey) ?? []);
    if (earlier === null) {
      fresh.push(call);
      remember(call);
    } else if (isSameRecord(call, earlier) || setAsideBefore.has(recordId(call))) redelivered += 1;
    else {
      setAside.push(aside(call, earlier));
      setAsideBefore.add(recordId(call));
    }
  }
  return { fresh, setAside, redelivered };
}

/** This record itself, or one that says the same, or the call of the same day, else one of a day around. */
function nearest(call: Call, sameKey: readonly KnownCall[]): KnownCall | null {
  const around = sameKey.filter(({ keyDay }) => Math.abs(daysBetween(keyDay, call.keyDay)) <= DAYS_AROUND);
  const sameDay = around.filter(({ keyDay }) => keyDay === call.keyDay);
  return (
    around.find((earlier) => isSameRecord(call, earlier)) ??
    sameDay.find(({ contentHash }) => contentHash === call.contentHash) ??
    sameDay[0] ??
    around[0] ??
    null
  );
}

/** Also of a record that is not stored as a call: a producer that died sends all that it sent again, perhaps into one delivery. */
function recordId({ record }: Call): string {
  return `${record.offset} ${record.fileHash}`;
}

function isSameRecord(call: Call, earlier: KnownCall): boolean {
  return call.record.fileHash === earlier.record.fileHash && call.record.offset === earlier.record.offset;
}

function aside(call: Call, earlier: KnownCall): SetAside {
  const where = `byte ${earlier.record.offset} of file ${earlier.record.fileHash.slice(0, 12)}`;
  if (earlier.keyDay !== call.keyDay) {
    return record(call, {
      bucket: "conflict",
      reason: "KEY_ON_TWO_DAYS",
      message: `the key of this call of ${call.keyDay} stands on ${earlier.keyDay} too, at ${where}`,
    });
  }
  if (earlier.estimated && !call.estimated) {
    const why = "the call was billed as it was known; this record closes it, and settling completes the call";
    return {
      ...record(call, { bucket: "pending", reason: "PART_WAITING", message: why }),
      part: closing(call),
    };
  }
  if (earlier.contentHash !== call.contentHash) {
    return record(call, {
      bucket: "conflict",
      reason: "KEY_CONFLICT",
      message: `a call with this key and other content is stored from ${where}`,
    });
  }
  if (call.keyIsWeak && earlier.record.fileHash !== call.record.fileHash) {
    return record(call, {
      bucket: "suspended",
      reason: "WEAK_DUPLICATE",
      message: `an equal record without a key of its own is stored from ${where}`,
    });
  }
  return record(call, {
    bucket: "duplicate",
    reason: "DUPLICATE_CALL",
    message: `the same call is stored from ${where}`,
  });
}

/** A whole call as the closing piece of one that was billed as an estimate (books 5). */
function closing(call: Call): CallPart {
  const { contentHash, releasedAt, answeredAt, startedAt } = call;
  const at = releasedAt ?? answeredAt ?? startedAt;
  return { role: "stop", contentHash, at, facts: partFacts(call) };
}

function partFacts(call: Call): PartFacts {
  return {
    keyDay: call.keyDay,
    from: call.from,
    to: call.to,
    startedAt: call.startedAt,
    answeredAt: call.answeredAt,
    releasedAt: call.releasedAt,
    billableMilliseconds: call.billableMilliseconds,
    answered: call.answered,
    releaseCause: call.releaseCause,
    direction: call.direction,
    trunkIn: call.trunkIn,
    trunkOut: call.trunkOut,
    accountHint: call.accountHint,
    chargeNumber: call.chargeNumber,
    originatingLineInfo: call.originatingLineInfo,
    jurisdictionParameter: call.jurisdictionParameter,
    routingNumber: call.routingNumber,
  };
}

function record(
  call: Call,
  why: { bucket: SetAside["bucket"]; reason: ProblemCode; message: string },
): SetAside {
  return {
    ...why,
    wayOut: problemCatalogue[why.reason].wayOut,
    record: call.record,
    source: call.source,
    keyDay: call.keyDay,
    callKey: call.callKey,
    milliseconds: call.billableMilliseconds,
  };
}
