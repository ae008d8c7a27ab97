import type { Bus, Delivery } from "./bus.ts";

/**
 * The bus of one machine: the publisher waits until the subscriber has stored calls and positions in one transaction,
 * so nothing is ever in transit.
 */
export function inProcessBus(): Bus {
  let handler: ((delivery: Delivery) => Promise<void>) | null = null;
  let queue: Promise<void> = Promise.resolve();
  let closed = false;

  return {
    carriesIntake: true,
    publish(calls, intake) {
      if (closed) return Promise.reject(new Error("the bus is closed"));
      const handle = handler;
      if (handle === null) return Promise.reject(new Error("nobody has subscribed"));
      const handled = queue.then(() => handle({ calls, positions: intake.positions, intake }));
      queue = handled.catch(() => undefined); // the publisher hears of it; the next batch starts afresh
      return handled;
    },
    async subscribe(handle) {
      if (handler !== null) throw new Error("one subscriber only");
      handler = handle;
    },
    async close() {
      closed = true;
      await queue;
    },
  };
}
