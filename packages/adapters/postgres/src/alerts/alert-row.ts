import type { Instant } from "@tollwright/calendar";

/** A threshold that was reached. */
export type RaisedAlert = {
  readonly id: bigint;
  readonly rule: string;
  readonly description: string;
  readonly account: string;
  /** First instant of the hour that it is about. */
  readonly hour: Instant;
  readonly measure: string;
  /** Decimal text. */
  readonly threshold: string;
  /** 0 reached the threshold, 1 is twice as much, 2 four times … */
  readonly level: number;
  /** What was measured when it was raised; decimal text. */
  readonly value: string;
  readonly raisedAt: Instant;
  readonly deliveredAt: Instant | null;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly settledBy: string | null;
  readonly settledBecause: string | null;
};

export const ALERT_COLUMNS = `id, rule, description, account, hour, measure, threshold, level, value, raised_at,
  delivered_at, attempts, last_error, settled_by, settled_because`;

export type AlertRow = Pick<RaisedAlert, AsNamed> & {
  readonly raised_at: Instant;
  readonly delivered_at: Instant | null;
  readonly last_error: string | null;
  readonly settled_by: string | null;
  readonly settled_because: string | null;
};

type AsNamed =
  | "id"
  | "rule"
  | "description"
  | "account"
  | "hour"
  | "measure"
  | "threshold"
  | "level"
  | "value"
  | "attempts";

export function alertFromRow(row: AlertRow): RaisedAlert {
  const {
    raised_at: raisedAt,
    delivered_at: deliveredAt,
    last_error: lastError,
    settled_by: settledBy,
    settled_because: settledBecause,
    ...asNamed
  } = row;
  return { ...asNamed, raisedAt, deliveredAt, lastError, settledBy, settledBecause };
}
