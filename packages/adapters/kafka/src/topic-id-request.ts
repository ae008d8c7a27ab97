import Decoder from "kafkajs/src/protocol/decoder.js";
import Encoder from "kafkajs/src/protocol/encoder.js";
import type { BrokerRequest } from "kafkajs/src/protocol/requests/index.js";

/** Its number: https://kafka.apache.org/protocol#The_Messages_Metadata (read 2026-11). kafkajs 2.2.4 speaks it up to version 6. */
export const METADATA = 3;
/** The first version with ids of topics, of Kafka 2.8. */
export const TOPIC_IDS_SINCE = 10;

const BYTES_OF_AN_ID = 16;
const NO_ID = Buffer.alloc(BYTES_OF_AN_ID);

export type TopicIdAnswer = {
  /** Null where there is no such topic, or it has no id. */
  readonly id: string | null;
};

/** Asks for one topic, and reads the answer up to its id, as Kafka's tools print it: `Nz4x0cP9RZy0m1H9vU8J1g`. */
export function topicIdRequest(topic: string): BrokerRequest<TopicIdAnswer> {
  return {
    request: {
      apiKey: METADATA,
      apiVersion: TOPIC_IDS_SINCE,
      apiName: "Metadata",
      encode: async () => encoded(topic),
    },
    response: { decode: async (bytes) => ({ id: decoded(bytes) }), parse: async (answer) => answer },
  };
}

/** How these forms say that no field follows of those that were added later. */
const NO_TAGS = 0;

function encoded(topic: string): Encoder {
  return (
    new Encoder()
      .writeUVarInt(NO_TAGS) // of the header
      .writeUVarInt(lengthOf(1))
      .writeBuffer(NO_ID) // asked for by name
      .writeUVarIntString(topic)
      .writeUVarInt(NO_TAGS)
      // Not to be made where it is missing, and without what we may do with the cluster and the topic.
      .writeBoolean(false)
      .writeBoolean(false)
      .writeBoolean(false)
      .writeUVarInt(NO_TAGS)
  );
}

function decoded(bytes: Buffer): string | null {
  const answer = new Decoder(bytes);
  answer.readTaggedFields();
  answer.readInt32(); // milliseconds for which we were held back
  for (let broker = countOf(answer); broker > 0; broker -= 1) {
    answer.readInt32(); // its number
    answer.readUVarIntString(); // host
    answer.readInt32(); // port
    answer.readUVarIntString(); // rack
    answer.readTaggedFields();
  }
  answer.readUVarIntString(); // the cluster
  answer.readInt32(); // its controller
  if (countOf(answer) === 0) return null;
  answer.readInt16(); // what is wrong with the topic: without one its id is empty
  answer.readUVarIntString(); // its name
  const id = answer.readBytes(BYTES_OF_AN_ID);
  return id.equals(NO_ID) ? null : id.toString("base64url");
}

/** Lengths of lists are told as one more, for 0 stands for no list. */
function lengthOf(count: number): number {
  return count + 1;
}

function countOf(answer: Decoder): number {
  return Math.max(0, answer.readUVarInt() - 1);
}
