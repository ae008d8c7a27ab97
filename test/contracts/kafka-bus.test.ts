import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Bus } from "@tollwright/bus";
import { type Broker, kafkaSettings, openKafkaBus, startBroker } from "@tollwright/kafka";
import { afterAll, beforeAll } from "vitest";
import { busContract } from "./bus.contract.ts";

const folder = mkdtempSync(join(tmpdir(), "tw-kafka-"));
let broker: Broker;
beforeAll(async () => {
  broker = await startBroker({ folder, log: () => undefined });
});
afterAll(async () => {
  await broker.stop();
  rmSync(folder, { recursive: true, force: true });
});

let opened = 0;

/** A topic of its own, and books that move as the storing transaction would move them. */
async function kafkaBus(): Promise<Bus> {
  opened += 1;
  const settings = kafkaSettings({
    KAFKA_BROKERS: broker.address,
    KAFKA_TOPIC: `contract-${opened}`,
    KAFKA_GROUP: `contract-${opened}`,
    KAFKA_PARTITIONS: "3",
  });
  if (!settings.ok || settings.value === null) throw new Error("the settings are complete");
  const books = new Map<string, bigint>();
  const bus = await openKafkaBus({
    settings: settings.value,
    log: () => undefined,
    onStopped: (error) => {
      throw error;
    },
    positions: {
      ensurePositions: async (ids) => {
        for (const id of ids) if (!books.has(id)) books.set(id, 0n);
      },
      positionsOf: async (ids) => new Map(ids.map((id) => [id, books.get(id) ?? 0n])),
    },
  });
  return {
    ...bus,
    subscribe: (handle) =>
      bus.subscribe(async (delivery) => {
        for (const { id, expected } of delivery.positions)
          if (books.get(id) !== expected) throw new Error(`position ${id} was moved`);
        await handle(delivery);
        for (const { id, next } of delivery.positions) books.set(id, next);
      }),
  };
}

busContract("the bus over Kafka", kafkaBus);
