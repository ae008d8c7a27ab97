import { createHmac } from "node:crypto";
import { type Instant, instantText } from "@tollwright/calendar";
import { type DeliveryOutcome, deliverAlerts, type RaisedAlert } from "@tollwright/postgres";
import type { Context } from "../context.ts";

export type Webhook = {
  readonly url: string;
  /** Signs the body, so that the receiver knows who wrote it: header `x-tollwright-signature: sha256=…`. */
  readonly secret: string | null;
};

/** From the environment: an address may hold a password, and does not belong on a command line. */
export function webhookOf(environment: NodeJS.ProcessEnv): Webhook | null {
  const url = environment["TOLLWRIGHT_ALERT_WEBHOOK"] ?? "";
  return url === "" ? null : { url, secret: environment["TOLLWRIGHT_ALERT_SECRET"] || null };
}

export type SentAlerts = {
  readonly delivered: number;
  readonly failed: number;
  readonly lastError: string | null;
};

/** An alert that nobody heard of for a day is history; it stays in the list. */
const NEWS_MILLISECONDS = 86_400_000;
/** One transaction holds these; a receiver that hangs costs its time-out for each. */
const AT_ONCE = 20;
const TIMEOUT_MILLISECONDS = 5_000;

/** Delivers what is in the outbox, the oldest first, until it is empty or the receiver refuses. */
export async function sendAlerts(
  context: Pick<Context, "database" | "clock">,
  webhook: Webhook,
): Promise<SentAlerts> {
  let delivered = 0;
  let lastError: string | null = null;
  const deliver = async (alert: RaisedAlert): Promise<DeliveryOutcome> => {
    const error = lastError ?? (await post(webhook, alert)); // once it refuses, the others are not tried in vain
    lastError = error;
    return { delivered: error === null, error };
  };
  for (;;) {
    const at = context.clock();
    const since = (at - NEWS_MILLISECONDS) as Instant;
    const sent = await deliverAlerts(context.database, { limit: AT_ONCE, since, at, deliver });
    delivered += sent.delivered;
    if (sent.failed > 0 || sent.delivered === 0) return { delivered, failed: sent.failed, lastError };
  }
}

/** @returns Why it was not taken, or null. */
async function post({ url, secret }: Webhook, alert: RaisedAlert): Promise<string | null> {
  const body = alertJson(alert);
  const signature =
    secret === null ? null : `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
  try {
    const answer = await fetch(url, {
      method: "POST",
      body,
      headers: {
        "content-type": "application/json",
        "idempotency-key": `tollwright-alert-${alert.id}`,
        ...(signature === null ? {} : { "x-tollwright-signature": signature }),
      },
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    });
    await answer.body?.cancel();
    return answer.ok ? null : `the receiver answered ${answer.status}`;
  } catch (error) {
    const { message, cause } = error as Error;
    return cause instanceof Error ? `${message}: ${cause.message}` : message;
  }
}

function alertJson(alert: RaisedAlert): string {
  const { rule, description, account, measure, threshold, value, level } = alert;
  return JSON.stringify({
    id: `${alert.id}`,
    rule,
    description,
    account,
    hour: instantText(alert.hour),
    measure,
    threshold,
    value,
    level,
    raisedAt: instantText(alert.raisedAt),
  });
}
