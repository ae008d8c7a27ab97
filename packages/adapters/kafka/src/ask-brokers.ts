import kafkajs, { type KafkaConfig } from "kafkajs";
import Cluster from "kafkajs/src/cluster/index.js";
import { createLogger } from "kafkajs/src/loggers/index.js";
import type { KnownRequests } from "./known-requests.ts";
import { METADATA, TOPIC_IDS_SINCE, topicIdRequest } from "./topic-id-request.ts";

/** What we have to know of brokers, and kafkajs does not ask or tell. */
export type BrokerQuestions = {
  /** Of the broker that answers first. */
  readonly knownRequests: () => Promise<KnownRequests>;
  /** Null where there is no such topic, or its brokers give topics no ids. */
  readonly topicId: (topic: string) => Promise<string | null>;
};

/**
 * Asks brokers by kafkajs' own connections, so that TLS and passwords are as everywhere. It has a connection of its own, opened by the first question;
 * whoever ends the sockets of the client ends it.
 */
export function askBrokers(config: KafkaConfig): BrokerQuestions {
  const logger = createLogger({ level: kafkajs.logLevel.NOTHING, logCreator: () => () => undefined });
  const { brokerPool } = new Cluster({ ...config, logger, enforceRequestTimeout: true });
  return {
    knownRequests: async () => knownRequestsOf(await brokerPool.findConnectedBroker()),
    async topicId(topic) {
      const broker = await brokerPool.findConnectedBroker();
      const known = knownRequestsOf(broker).get(METADATA);
      if (known === undefined || known.newest < TOPIC_IDS_SINCE) return null;
      return (await broker.connectionPool.send(topicIdRequest(topic))).id;
    },
  };
}

function knownRequestsOf({
  versions,
}: Awaited<ReturnType<Cluster["brokerPool"]["findConnectedBroker"]>>): KnownRequests {
  return new Map(
    Object.entries(versions).map(([number, { minVersion, maxVersion }]) => [
      Number(number),
      { oldest: minVersion, newest: maxVersion },
    ]),
  );
}
