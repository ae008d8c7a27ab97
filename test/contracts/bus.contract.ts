import type { Bus, Delivery, Intake } from "@tollwright/bus";
import { civilDate, instant } from "@tollwright/calendar";
import type { Call } from "@tollwright/cdr";
import { afterEach, describe, expect, it } from "vitest";

/**
 * What every bus promises to the ingester and the rating engine (books 4).
 *
 * @param makeBus A bus that nobody has used. `close` of it must be enough to let go of everything.
 */
export function busContract(name: string, makeBus: () => Promise<Bus> | Bus): void {
  describe(`${name}, as a bus`, () => {
    const opened: Bus[] = [];
    const open = async (): Promise<Bus> => {
      const bus = await makeBus();
      opened.push(bus);
      return bus;
    };
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((bus) => bus.close()));
    });

    it("delivers every call at least once, and the calls of one key in order", async () => {
      const bus = await open();
      const seen: Call[] = [];
      await bus.subscribe(async ({ calls }) => {
        await pause();
        seen.push(...calls);
      });
      const published = Array.from({ length: 20 }, (_, batch) => calls(batch, 25));
      for (const batch of published) await bus.publish(batch, intake());
      await bus.close();

      const sent = published.flat();
      expect(new Set(seen.map((call) => call.record.offset))).toEqual(
        new Set(sent.map((call) => call.record.offset)),
      );
      for (const key of new Set(sent.map((call) => call.callKey))) {
        expect(firstArrivals(seen, key)).toEqual(firstArrivals(sent, key));
      }
    });

    it("keeps the order also of publishers that do not wait for each other", async () => {
      const bus = await open();
      const seen: Call[] = [];
      await bus.subscribe(async (delivery) => {
        await pause();
        seen.push(...delivery.calls);
      });
      const published = Array.from({ length: 10 }, (_, batch) => calls(batch, 5));
      await Promise.all(published.map((batch) => bus.publish(batch, intake())));
      await bus.close();
      for (const key of KEYS) expect(firstArrivals(seen, key)).toEqual(firstArrivals(published.flat(), key));
    });

    it("hands over the position that the calls came from", async () => {
      const bus = await open();
      const deliveries: Delivery[] = [];
      await bus.subscribe(async (delivery) => {
        deliveries.push(delivery);
      });
      const came = intake({ id: "ingest:master-csv", expected: 0n, next: 4_096n });
      await bus.publish(calls(0, 3), came);
      await bus.close();
      if (bus.carriesIntake) {
        expect(deliveries.map(({ positions, intake: carried }) => [positions, carried])).toEqual([
          [came.positions, came],
        ]);
      } else {
        // The publisher stores its own; the subscriber gets the broker's, which go on without a gap.
        expect(
          deliveries.every(({ positions, intake: carried }) => positions.length > 0 && carried === null),
        ).toBe(true);
        for (const { expected, next } of deliveries.flatMap(({ positions }) => positions)) {
          expect(next).toBeGreaterThan(expected);
        }
      }
    });

    it("never lets two deliveries overlap", async () => {
      const bus = await open();
      let running = 0;
      let most = 0;
      await bus.subscribe(async () => {
        running += 1;
        most = Math.max(most, running);
        await pause();
        running -= 1;
      });
      await Promise.all(Array.from({ length: 12 }, (_, batch) => bus.publish(calls(batch, 2), intake())));
      await bus.close();
      expect(most).toBe(1);
    });

    it("acknowledges nothing whose handler failed, and goes on with what comes next", async () => {
      const bus = await open();
      const stored: number[] = [];
      let failures = 1;
      await bus.subscribe(async (delivery) => {
        if (failures > 0) {
          failures -= 1;
          throw new Error("the database went away");
        }
        stored.push(...delivery.calls.map((call) => call.record.offset));
      });
      const first = calls(0, 3);
      const attempt = bus.publish(first, intake());
      // In process the publisher hears of it and publishes again; a broker keeps the calls and delivers them again.
      if (bus.carriesIntake) {
        await expect(attempt).rejects.toThrow("the database went away");
        await bus.publish(first, intake());
      } else {
        await attempt;
      }
      const second = calls(1, 3);
      await bus.publish(second, intake());
      await bus.close();
      expect(new Set(stored)).toEqual(new Set([...first, ...second].map((call) => call.record.offset)));
    });

    it("says of each publisher alone whether its own calls are safe", async () => {
      const bus = await open();
      if (!bus.carriesIntake) return; // a broker's word does not depend on the subscriber
      await bus.subscribe(async (delivery) => {
        await pause();
        if (delivery.calls.some((call) => call.record.offset === 1_000)) throw new Error("refused");
      });
      const said = await Promise.allSettled([0, 1, 2].map((batch) => bus.publish(calls(batch, 2), intake())));
      expect(said.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    });

    it("hears of a handler that throws before it waits for anything", async () => {
      const bus = await open();
      let failures = 1;
      await bus.subscribe((): Promise<void> => {
        if (failures === 0) return Promise.resolve();
        failures -= 1;
        throw new Error("refused at once");
      });
      const attempt = bus.publish(calls(0, 1), intake());
      if (bus.carriesIntake) await expect(attempt).rejects.toThrow("refused at once");
      else await attempt;
      await bus.publish(calls(1, 1), intake());
    });

    it("waits at closing for what was published, and may be closed twice", async () => {
      const bus = await open();
      let handled = 0;
      await bus.subscribe(async ({ calls: arrived }) => {
        await pause();
        handled += arrived.length;
      });
      const publishing = [0, 1, 2].map((batch) => bus.publish(calls(batch, 4), intake()));
      if (!bus.carriesIntake) await Promise.all(publishing);
      await bus.close();
      expect(handled).toBeGreaterThanOrEqual(12);
      await Promise.all(publishing);
      await bus.close();
    });

    it("takes nothing after it was closed", async () => {
      const bus = await open();
      await bus.subscribe(async () => undefined);
      await bus.close();
      await expect(bus.publish(calls(0, 1), intake())).rejects.toThrow("closed");
    });

    it("has one subscriber", async () => {
      const bus = await open();
      await bus.subscribe(async () => undefined);
      await expect(bus.subscribe(async () => undefined)).rejects.toThrow("one subscriber");
    });

    it("loses nothing for want of a subscriber", async () => {
      const bus = await open();
      if (!bus.carriesIntake) return; // a broker keeps the calls until somebody comes
      await expect(bus.publish(calls(0, 1), intake())).rejects.toThrow("subscribed");
    });

    it("carries an intake without calls: a stretch of a file may hold nothing to bill", async () => {
      const bus = await open();
      const positions: string[] = [];
      await bus.subscribe(async (delivery) => {
        positions.push(...delivery.positions.map(({ id }) => id));
      });
      await bus.publish([], intake({ id: "ingest:empty", expected: 0n, next: 10n }));
      await bus.close();
      if (bus.carriesIntake) expect(positions).toEqual(["ingest:empty"]);
    });
  });
}

const KEYS = ["0", "1", "2", "3"].map((digit) => digit.repeat(32));

/** Calls of four keys in turn; `record.offset` tells each from every other. */
function calls(batch: number, count: number): readonly Call[] {
  return Array.from({ length: count }, (_, index) =>
    call(batch * 1_000 + index, KEYS[index % KEYS.length] ?? ""),
  );
}

function call(offset: number, callKey: string): Call {
  return {
    source: "switch-1",
    callKey,
    keyIsWeak: false,
    contentHash: offset.toString(16).padStart(64, "0"),
    keyDay: civilDate("2026-04-07"),
    record: { fileHash: "a".repeat(64), offset, length: 100, line: offset + 1 },
    from: "13125550142",
    to: "12125550100",
    startedAt: instant(1_775_570_590_000 + offset),
    answeredAt: instant(1_775_570_591_000 + offset),
    releasedAt: instant(1_775_570_651_000 + offset),
    billableMilliseconds: 60_000,
    answered: true,
    releaseCause: "ANSWERED",
    direction: "outbound",
    trunkIn: "customer",
    trunkOut: "carrier",
    accountHint: null,
    chargeNumber: null,
    originatingLineInfo: null,
    jurisdictionParameter: null,
    routingNumber: null,
    estimated: false,
  };
}

function intake(...positions: Intake["positions"]): Intake {
  return { positions, setAside: [], sequences: [], ledger: [] };
}

/** In order of first arrival: what comes again was seen before. */
function firstArrivals(all: readonly Call[], key: string): readonly number[] {
  return [...new Set(all.filter((call) => call.callKey === key).map((call) => call.record.offset))];
}

/** Long enough for anything that could overlap to do so. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1));
}
