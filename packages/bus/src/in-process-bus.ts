import type { Bus, Delivery } from "./bus.ts";
import { turnstile } from "./turnstile.ts";

/**
 * The bus of one machine: the publisher waits until the subscriber has stored calls and positions in one transaction,
 * so nothing is ever in transit.
 *
 * @param atOnce Deliveries that the subscriber handles side by side, begun in the order of publishing; such a subscriber keeps
 *   those in turn that belong together.
 */
export function inProcessBus({ atOnce = 1 }: { readonly atOnce?: number } = {}): Bus {
  let handler: ((delivery: Delivery) => Promise<void>) | null = null;
  const places = turnstile(atOnce);
  const underway = new Set<Promise<void>>();
  let closed = false;

  return {
    carriesIntake: true,
    publish(calls, intake) {
      if (closed) return Promise.reject(new Error("the bus is closed"));
      const handle = handler;
      if (handle === null) return Promise.reject(new Error("nobody has subscribed"));
      const handled = places
        .enter()
        .then(() => handle({ calls, positions: intake.positions, intake }))
        .finally(places.leave); // the publisher hears of a refusal; the next batch starts afresh
      underway.add(handled);
      const forget = (): void => void underway.delete(handled);
      handled.then(forget, forget);
      return handled;
    },
    async subscribe(handle) {
      if (handler !== null) throw new Error("one subscriber only");
      handler = handle;
    },
    async close() {
      closed = true;
      await Promise.allSettled(underway);
    },
  };
}
