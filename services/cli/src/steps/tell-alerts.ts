import type { RaisedAlert } from "@tollwright/postgres";
import { alertText } from "../alert-text.ts";
import type { Context } from "../context.ts";
import { printable } from "../output.ts";
import { sendAlerts, type Webhook } from "./send-alerts.ts";

export type AlertTeller = {
  /** Shows alerts at once, and sets the webhook going beside the work that raised them. */
  readonly tell: (alerts: readonly RaisedAlert[]) => void;
  /** Resolves when what was told is sent; what could not be stays in the outbox. */
  readonly finished: () => Promise<void>;
};

export function alertTeller(
  context: Pick<Context, "database" | "clock" | "output">,
  webhook: Webhook | null,
): AlertTeller {
  let sending: Promise<void> | null = null;
  let more = false;
  const send = async (to: Webhook): Promise<void> => {
    do {
      more = false;
      const { failed, lastError } = await sendAlerts(context, to);
      if (failed === 0) continue;
      context.output.progress(`    alerts wait in the outbox: ${lastError}. Next: tollwright alerts send`);
      return;
    } while (more);
  };
  return {
    tell(alerts) {
      for (const alert of alerts) context.output.progress(printable(alertText(alert)));
      if (webhook === null) return;
      more = true;
      sending ??= send(webhook).finally(() => {
        sending = null;
      });
    },
    async finished() {
      await sending;
    },
  };
}
