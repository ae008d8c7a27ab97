import type { Bus } from "@tollwright/bus";
import { type RaisedAlert, type StoredCounts, storeDelivery, versionsInForce } from "@tollwright/postgres";
import { startRatingEngine } from "@tollwright/rating-engine";
import type { Context } from "../context.ts";
import { keepHeapFlat } from "./keep-heap-flat.ts";

/** A rating engine of this process: it rates what comes over the bus, and stores it in the books. */
export function startEngine(
  context: Pick<Context, "database" | "clock" | "metrics"> & { readonly output?: Context["output"] },
  { bus, onAlerts }: { readonly bus: Bus; readonly onAlerts: (alerts: readonly RaisedAlert[]) => void },
): Promise<void> {
  const { database, clock, metrics, output } = context;
  keepHeapFlat();
  return startRatingEngine({
    bus: metrics === undefined ? bus : { ...bus, subscribe: timed(bus, metrics.batchTook) },
    clock,
    onAlerts,
    store: {
      versionsInForce: () => versionsInForce(database),
      async storeDelivery(input) {
        const began = performance.now();
        const stored = await storeDelivery(database, input);
        if (stored.kind !== "stored") return stored;
        const storingSeconds = secondsSince(began);
        metrics?.storedCalls(outcomesOf(stored.counts), { storingSeconds });
        output?.event?.("info", "batch stored", {
          calls: input.delivery.calls.length,
          ...stored.counts,
          storingSeconds,
          positions: input.delivery.positions,
        });
        return stored;
      },
    },
  });
}

function timed(bus: Bus, took: (seconds: number) => void): Bus["subscribe"] {
  return (handle) =>
    bus.subscribe(async (delivery) => {
      const began = performance.now();
      await handle(delivery);
      took(secondsSince(began));
    });
}

function secondsSince(began: number): number {
  return (performance.now() - began) / 1000;
}

/** Each call once: an accepted one is rated, free or suspended. */
function outcomesOf(counts: StoredCounts): Readonly<Record<string, number>> {
  const { rated, free, suspendedAtRating, duplicate, conflict, redelivered } = counts;
  return { rated, free, suspendedAtRating, duplicate, conflict, redelivered };
}
