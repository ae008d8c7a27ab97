import type { Call } from "@tollwright/cdr";
import { CompressionTypes, type Kafka, type Message, Partitioners, type Producer } from "kafkajs";
import { messageOf } from "./call-message.ts";
import type { KafkaSettings } from "./settings.ts";
import { notTaken } from "./unreachable.ts";

/** A message that is no call, as it came, and why. */
export type DeadLetter = {
  readonly partition: number;
  readonly offset: bigint;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly reason: string;
};

export type CallProducer = {
  /** Resolves when all replicas that the topic asks for have the calls. Calls of one key stay in order. */
  readonly sendCalls: (calls: readonly Call[]) => Promise<void>;
  readonly sendDeadLetters: (letters: readonly DeadLetter[]) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Packed, they stay far below the megabyte that a broker takes in one piece. */
const CALLS_IN_ONE_GO = 4_000;

/**
 * Sends with an idempotent producer: what it sends twice by itself is there once. Where it gives up, nobody knows what arrived:
 * that producer is dropped with its sequence numbers, and whoever sends the same again makes redeliveries (books 4).
 *
 * What it sends fails with a ProblemError: BROKER_UNREACHABLE, BROKER_REFUSED or BROKER_WRITE_FAILED.
 */
export function callProducer(kafka: Kafka, settings: KafkaSettings): CallProducer {
  let connected: Promise<Producer> | null = null;
  const producer = (): Promise<Producer> => {
    connected ??= connect(kafka);
    return connected;
  };
  const drop = async (): Promise<void> => {
    const dropped = connected;
    connected = null;
    await dropped?.then((one) => one.disconnect()).catch(() => undefined); // it failed already, and that was told
  };
  const send = async (topic: string, messages: Message[]): Promise<void> => {
    try {
      await (await producer()).send({
        topic,
        acks: ALL_REPLICAS,
        compression: CompressionTypes.ZSTD,
        messages,
      });
    } catch (error) {
      await drop();
      throw notTaken(settings, error);
    }
  };
  return {
    async sendCalls(calls) {
      for (let from = 0; from < calls.length; from += CALLS_IN_ONE_GO) {
        const some = calls.slice(from, from + CALLS_IN_ONE_GO);
        await send(
          settings.topic,
          some.map((call) => ({ key: call.callKey, value: messageOf(call) })),
        );
      }
    },
    sendDeadLetters: (letters) =>
      send(
        settings.deadLetterTopic,
        letters.map(({ key, value, reason, partition, offset }) => ({
          key,
          value,
          headers: { reason, topic: settings.topic, partition: String(partition), offset: String(offset) },
        })),
      ),
    close: drop,
  };
}

const ALL_REPLICAS = -1;

async function connect(kafka: Kafka): Promise<Producer> {
  const producer = kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    // By key, as the other clients of Kafka do; kafkajs asks for it by name.
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  return producer;
}
