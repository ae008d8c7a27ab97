import { type CivilDate, civilDateIn, type Instant } from "@tollwright/calendar";
import { fail, ok, type Problem, problem, type Result } from "@tollwright/problem";

/** What decides which row of a rate prices a call. Digits only; the empty prefix fits every destination. */
export type DatedRow = {
  readonly prefix: string;
  /** Half-open; null or absent: no limit on that side. */
  readonly from?: CivilDate | null | undefined;
  readonly until?: CivilDate | null | undefined;
};

/**
 * The row that prices a call: of those that fit by prefix and date the longest prefix, then the latest `from`, then the
 * first listed.
 *
 * @param call `destination` in digits. `answeredAt` is compared with the dates in UTC; null fits undated rows only.
 * @returns NO_RATE where none fits: never a price of zero.
 * @example of `44`, `4420` and `""`, 442075550100 goes by `4420` and 15550100 by `""`.
 */
export function selectRow<Row extends DatedRow>(
  rows: readonly Row[],
  call: { readonly destination: string; readonly answeredAt: Instant | null },
): Result<Row> {
  const day = call.answeredAt === null ? null : civilDateIn(call.answeredAt, "UTC");
  let best: Row | null = null;
  for (const row of rows) {
    if (!call.destination.startsWith(row.prefix) || !isInForce(row, day)) continue;
    if (best === null || goesBefore(row, best)) best = row;
  }
  if (best !== null) return ok(best);
  return fail(noRate(call.destination, day));
}

function noRate(destination: string, day: CivilDate | null): Problem {
  return problem({
    code: "NO_RATE",
    path: "call.destination",
    message: `no row fits destination ${destination}${day === null ? "" : ` on ${day} (UTC)`}`,
    wayOut: "Add a row whose prefix and dates fit the destination, or correct the destination.",
  });
}

function isInForce(row: DatedRow, day: CivilDate | null): boolean {
  const [from, until] = [row.from ?? null, row.until ?? null];
  if (day === null) return from === null && until === null;
  return (from === null || from <= day) && (until === null || day < until);
}

/** A row without a `from` has been there longest. */
function goesBefore(row: DatedRow, best: DatedRow): boolean {
  if (row.prefix.length !== best.prefix.length) return row.prefix.length > best.prefix.length;
  return (row.from ?? "") > (best.from ?? "");
}
