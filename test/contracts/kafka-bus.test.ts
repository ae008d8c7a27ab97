import type { Bus } from "@tollwright/bus";
import { kafkaSettings, openKafkaBus } from "@tollwright/kafka";
import { describeWithBroker, testBroker } from "../integration/kafka/test-broker.ts";
import { busContract } from "./bus.contract.ts";

describeWithBroker("a second bus", () => {
  const test = testBroker();
  busContract("the bus over Kafka", () => kafkaBus(test.broker.address));
});

let opened = 0;

/** A topic of its own, and books that move as the storing transaction would move them. */
async function kafkaBus(address: string): Promise<Bus> {
  opened += 1;
  const settings = kafkaSettings({
    KAFKA_BROKERS: address,
    KAFKA_TOPIC: `contract-${opened}`,
    KAFKA_GROUP: `contract-${opened}`,
    KAFKA_PARTITIONS: "3",
  });
  if (!settings.ok || settings.value === null) throw new Error("the settings are complete");
  const books = new Map<string, bigint>();
  const logs = new Map<string, string>();
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
      rememberLog: async (ids, log) => {
        for (const id of ids) logs.set(id, logs.get(id) ?? log);
      },
      logsOf: async () => logs,
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
