import type { Bus } from "@tollwright/bus";
import { type RaisedAlert, storeDelivery, versionsInForce } from "@tollwright/postgres";
import { startRatingEngine } from "@tollwright/rating-engine";
import type { Context } from "../context.ts";

/** A rating engine of this process: it rates what comes over the bus, and stores it in the books. */
export function startEngine(
  { database, clock }: Pick<Context, "database" | "clock">,
  { bus, onAlerts }: { readonly bus: Bus; readonly onAlerts: (alerts: readonly RaisedAlert[]) => void },
): Promise<void> {
  return startRatingEngine({
    bus,
    clock,
    onAlerts,
    store: {
      versionsInForce: () => versionsInForce(database),
      storeDelivery: (input) => storeDelivery(database, input),
    },
  });
}
