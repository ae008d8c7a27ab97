import { promisify } from "node:util";
import { constants, zstdCompress, zstdDecompress } from "node:zlib";
import kafkajs, { CompressionTypes, Kafka, type KafkaConfig, logLevel } from "kafkajs";
import { askBrokers, type BrokerQuestions } from "./ask-brokers.ts";
import { connections } from "./connections.ts";
import type { KafkaSettings } from "./settings.ts";

/** One line at a time, for people who look after it. */
export type Log = (line: string) => void;

/** Retries of one request; what comes of it then is ours to decide. */
const RETRIES = 8;
const FIRST_RETRY_MILLISECONDS = 100;
const LONGEST_RETRY_MILLISECONDS = 3_000;
const CONNECT_MILLISECONDS = 5_000;

/** The brokers, as kafkajs reaches them; `hangUp` ends what is still open behind its back. */
export type KafkaClient = {
  readonly kafka: Kafka;
  readonly questions: BrokerQuestions;
  readonly hangUp: () => void;
};

export function kafkaClient({ brokers, tls, sasl }: KafkaSettings): KafkaClient {
  addZstd();
  const { open, hangUp } = connections();
  const config: KafkaConfig = {
    clientId: "tollwright",
    brokers: [...brokers],
    ...(tls === null ? {} : { ssl: tls }),
    ...(sasl === null ? {} : { sasl: saslOf(sasl) }),
    socketFactory: open,
    connectionTimeout: CONNECT_MILLISECONDS,
    retry: {
      retries: RETRIES,
      initialRetryTime: FIRST_RETRY_MILLISECONDS,
      maxRetryTime: LONGEST_RETRY_MILLISECONDS,
    },
    // It logs an error for each thing that it tries again; what it gives up comes to us.
    logLevel: logLevel.NOTHING,
  };
  return { kafka: new Kafka(config), questions: askBrokers(config), hangUp };
}

/** The library's type has one shape for each mechanism. */
function saslOf({ mechanism, username, password }: NonNullable<KafkaSettings["sasl"]>) {
  if (mechanism === "plain") return { mechanism, username, password } as const;
  if (mechanism === "scram-sha-256") return { mechanism, username, password } as const;
  return { mechanism, username, password } as const;
}

/** A damaged or hostile batch must not unpack into all of the memory. */
const LARGEST_UNPACKED_BYTES = 268_435_456;

/** kafkajs brings gzip only; Node has zstd, which packs as well in less time. */
function addZstd(): void {
  const pack = promisify(zstdCompress);
  const unpack = promisify(zstdDecompress);
  kafkajs.CompressionCodecs[CompressionTypes.ZSTD] = () => ({
    compress: ({ buffer }: { buffer: Buffer }) =>
      pack(buffer, { params: { [constants.ZSTD_c_compressionLevel]: 1 } }),
    decompress: (buffer: Buffer) => unpack(buffer, { maxOutputLength: LARGEST_UNPACKED_BYTES }),
  });
}
