/** What kafkajs 2.2.4 has inside and does not show; `ask-brokers.ts` says why we go there. */

declare module "kafkajs/src/cluster/index.js" {
  import type { KafkaConfig } from "kafkajs";
  import type { BrokerRequest } from "kafkajs/src/protocol/requests/index.js";

  export type Broker = {
    /** By number of the request. */
    readonly versions: Readonly<Record<number, { readonly minVersion: number; readonly maxVersion: number }>>;
    readonly connectionPool: { send<Answer>(request: BrokerRequest<Answer>): Promise<Answer> };
  };

  export default class Cluster {
    constructor(options: KafkaConfig & { readonly logger: unknown; readonly enforceRequestTimeout: boolean });
    readonly brokerPool: { findConnectedBroker(): Promise<Broker> };
    disconnect(): Promise<void>;
  }
}

declare module "kafkajs/src/loggers/index.js" {
  export function createLogger(options: {
    readonly level: number;
    readonly logCreator: () => () => void;
  }): unknown;
}

declare module "kafkajs/src/protocol/encoder.js" {
  export default class Encoder {
    writeBoolean(value: boolean): this;
    writeBuffer(value: Buffer): this;
    writeEncoder(value: Encoder): this;
    writeUVarInt(value: number): this;
    writeUVarIntString(value: string): this;
  }
}

declare module "kafkajs/src/protocol/decoder.js" {
  export default class Decoder {
    constructor(bytes: Buffer);
    readBytes(length: number): Buffer;
    readInt16(): number;
    readInt32(): number;
    readTaggedFields(): unknown;
    readUVarInt(): number;
    readUVarIntString(): string | null;
  }
}

declare module "kafkajs/src/protocol/requests/apiKeys.js" {
  /** Numbers of requests, by their names. */
  const apiKeys: Readonly<Record<string, number>>;
  export default apiKeys;
}

declare module "kafkajs/src/protocol/requests/index.js" {
  import type Encoder from "kafkajs/src/protocol/encoder.js";

  export type BrokerRequest<Answer> = {
    readonly request: {
      readonly apiKey: number;
      readonly apiVersion: number;
      readonly apiName: string;
      readonly encode: () => Promise<Encoder>;
    };
    readonly response: {
      readonly decode: (bytes: Buffer) => Promise<Answer>;
      readonly parse: (answer: Answer) => Promise<Answer>;
    };
  };
  /** The versions that kafkajs speaks, as text. */
  export const requests: Readonly<Record<string, { readonly versions: readonly string[] }>>;
}
