import { join } from "node:path";
import { writeFileAtomic } from "@tollwright/files";
import { type Resent, resend } from "@tollwright/ingester";
import type { KafkaBus } from "@tollwright/kafka";
import { filesInTransit, positionsOf, storeDelivery, versionsInForce } from "@tollwright/postgres";
import type { ProblemError } from "@tollwright/problem";
import { type EngineStore, startRatingEngine } from "@tollwright/rating-engine";
import { Kafka, logLevel } from "kafkajs";
import type { Context } from "../../../services/cli/src/context.ts";
import { ingestFiles } from "../../../services/cli/src/steps/ingest-files.ts";
import { rulesInForce } from "../../../services/cli/src/steps/rules-in-force.ts";
import type { Story } from "../main-job/small-company.ts";
import { until } from "./fleet.ts";
import { testBus } from "./test-bus.ts";

/** A small company whose calls go over a topic of their own. */
export type OverKafka = {
  readonly on: Story;
  readonly topic: string;
  readonly env: NodeJS.ProcessEnv;
  /** Writes a file as the switch would, and sends its calls; an engine elsewhere stores them. */
  readonly send: (name: string, ...lines: readonly string[]) => Promise<void>;
  /** What `intake resend` does. */
  readonly resend: () => Promise<Resent>;
  readonly engine: (options?: EngineOptions) => Promise<Engine>;
  /** Of kafkajs, to do to the topic what nobody of us would. */
  readonly raw: Kafka;
};

type EngineOptions = {
  /** In the way of every storing transaction. */
  readonly before?: () => Promise<void>;
};

type Engine = {
  readonly bus: KafkaBus;
  readonly stopped: () => ProblemError | null;
  /** Resolves when all that stands in the topic is stored. */
  readonly allStored: () => Promise<void>;
};

export function overKafka(on: Story, address: string, topic: string): OverKafka {
  const env = { KAFKA_BROKERS: address, KAFKA_TOPIC: topic, KAFKA_GROUP: topic, KAFKA_PARTITIONS: "2" };
  const context: Context = { ...on, kafka: { env, ratesHere: false } };
  return {
    on,
    topic,
    env,
    raw: new Kafka({ brokers: [address], logLevel: logLevel.NOTHING }),
    async send(name, ...lines) {
      const path = join(on.dataFolder, name);
      await writeFileAtomic(path, new TextEncoder().encode(lines.join("")));
      const sent = await ingestFiles(context, { source: "pbx", files: [path] });
      if (!sent.ok) throw new Error(JSON.stringify(sent.problems));
    },
    async resend() {
      const bus = await testBus(address, on.database, { env });
      const { sources } = await rulesInForce(on.database);
      const resent = await resend({
        files: await filesInTransit(on.database),
        ...{ sources, bus, archive: on.archive },
        positionsOf: (ids) => positionsOf(on.database, ids),
      });
      await bus.close();
      return resent;
    },
    engine: (options = {}) => engineOn(on, { address, env, ...options }),
  };
}

async function engineOn(
  { database, clock }: Story,
  { address, env, before }: EngineOptions & { readonly address: string; readonly env: NodeJS.ProcessEnv },
): Promise<Engine> {
  let stopped: ProblemError | null = null;
  const bus = await testBus(address, database, {
    env,
    onStopped: (error) => {
      stopped = error;
    },
  });
  const store: EngineStore = {
    versionsInForce: () => versionsInForce(database),
    async storeDelivery(input) {
      await before?.();
      return storeDelivery(database, input);
    },
  };
  await startRatingEngine({ bus, store, clock });
  return {
    bus,
    stopped: () => stopped,
    allStored: () =>
      until("all messages stored", async () => (await bus.state()).every(({ next, end }) => next === end)),
  };
}
