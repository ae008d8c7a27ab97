import type { LedgerCount } from "@tollwright/bus";
import type { Call, OpenRecord, SetAside } from "@tollwright/cdr";
import type { CallWithOutcome } from "./outcomes.ts";
import type { StoredCompletion } from "./store-completions.ts";

/** What a storing took, and where all of it is now. */
export type Settled = {
  readonly takes: readonly OpenRecord[];
  readonly setAside: readonly SetAside[];
  readonly accepted: readonly CallWithOutcome[];
  /** Stored calls that were rated again. */
  readonly rated: readonly CallWithOutcome[];
  readonly completions: readonly StoredCompletion[];
};

/**
 * The changes of mind in the ledger (books 3): −1 where each record was, +1 where it is. `read` moves too, for a call is
 * counted on the day and with the seconds of the whole, and its pieces on their own.
 *
 * @example INVITE and BYE of 72 s, both pending without seconds: pending −2, merged +1, accepted +1 and rated +1 of 72,000 ms;
 *   read ±0 records and +72,000 ms.
 */
export function settledCounts({
  takes,
  setAside,
  accepted,
  rated,
  completions,
}: Settled): readonly LedgerCount[] {
  return [
    ...takes.flatMap((record) => ofRecord(record, -1)),
    ...setAside.flatMap((record) => ofRecord(record, 1)),
    ...accepted.flatMap(({ call, outcome }) => ofCall(call, outcome.bucket, 1)),
    ...rated.map(({ call, outcome }) => countOf(call, outcome.bucket, 1)),
    ...completions.flatMap(({ before, bucketBefore, call, bucket, former }) => [
      ...ofCall(before, bucketBefore, -1),
      ...ofCall(call, bucket, 1),
      ...(former === null ? [] : ofRecord(former, 1)),
    ]),
  ];
}

/** A call that waits for its rating is read and accepted already. */
function ofRecord(record: OpenRecord | SetAside, records: LedgerCount["records"]): readonly LedgerCount[] {
  const { source, keyDay: day, milliseconds, bucket } = record;
  const count = { file: record.record.fileHash, source, day, records, milliseconds };
  return bucket === "suspendedAtRating"
    ? [{ ...count, bucket }]
    : [
        { ...count, bucket: "read" },
        { ...count, bucket },
      ];
}

function ofCall(
  call: Call,
  bucket: LedgerCount["bucket"],
  records: LedgerCount["records"],
): readonly LedgerCount[] {
  return (["read", "accepted", bucket] as const).map((each) => countOf(call, each, records));
}

function countOf(call: Call, bucket: LedgerCount["bucket"], records: LedgerCount["records"]): LedgerCount {
  const { source, keyDay: day, billableMilliseconds: milliseconds } = call;
  return { file: call.record.fileHash, source, day, bucket, records, milliseconds };
}
