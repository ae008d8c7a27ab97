import type { Instant } from "@tollwright/calendar";
import type { Database, Transaction } from "../database.ts";
import { inTransaction } from "../in-transaction.ts";
import { row, rows } from "../rows.ts";
import { ALERT_COLUMNS, type AlertRow, alertFromRow, type RaisedAlert } from "./alert-row.ts";

/** Alerts, the newest first; without `settled` only those that nobody has looked at. */
export async function alerts(
  db: Database,
  filter: { readonly settled: boolean; readonly account?: string; readonly limit: number },
): Promise<readonly RaisedAlert[]> {
  const found = await rows<AlertRow>(
    db,
    `select ${ALERT_COLUMNS} from alert
     where ($1 or settled_at is null) and ($2::text is null or account = $2) order by id desc limit $3`,
    [filter.settled, filter.account ?? null, filter.limit],
  );
  return found.map(alertFromRow);
}

/** @returns False where no open alert has this id. */
export async function settleAlert(
  db: Database,
  decision: { readonly id: bigint; readonly by: string; readonly because: string; readonly at: Instant },
): Promise<boolean> {
  const settled = await row(
    db,
    `update alert set settled_by = $2, settled_because = $3, settled_at = $4
     where id = $1 and settled_at is null returning id`,
    [decision.id, decision.by, decision.because, new Date(decision.at)],
  );
  return settled !== null;
}

/** What became of one attempt to deliver. */
export type DeliveryOutcome = { readonly delivered: boolean; readonly error: string | null };

/**
 * Takes the oldest undelivered alerts out of the outbox, gives them to `deliver` and notes what came of it. Two senders at
 * once take different ones. A crash between delivering and noting delivers again: at least once (books 4).
 *
 * @param options.since Alerts raised before are too old to be of use.
 */
export async function deliverAlerts(
  db: Database,
  options: {
    readonly limit: number;
    readonly since: Instant;
    readonly at: Instant;
    readonly deliver: (alert: RaisedAlert) => Promise<DeliveryOutcome>;
  },
): Promise<{ readonly delivered: number; readonly failed: number }> {
  return inTransaction(db, async (transaction) => {
    const found = await rows<AlertRow>(
      transaction,
      `select ${ALERT_COLUMNS} from alert where delivered_at is null and raised_at >= $2
       order by attempts, id limit $1 for update skip locked`,
      [options.limit, new Date(options.since)],
    );
    let delivered = 0;
    for (const alert of found.map(alertFromRow)) {
      const outcome = await options.deliver(alert);
      if (outcome.delivered) delivered += 1;
      await noteAttempt(transaction, { id: alert.id, outcome, at: options.at });
    }
    return { delivered, failed: found.length - delivered };
  });
}

async function noteAttempt(
  transaction: Transaction,
  { id, outcome, at }: { readonly id: bigint; readonly outcome: DeliveryOutcome; readonly at: Instant },
): Promise<void> {
  await rows(
    transaction,
    `update alert set attempts = attempts + 1, last_error = $2, delivered_at = $3 where id = $1`,
    [id, outcome.error, outcome.delivered ? new Date(at) : null],
  );
}
