import { expect, it } from "vitest";
import { type KnownRequests, releaseAtLeast, whyUnsuitable } from "./known-requests.ts";

/**
 * As brokers answer `ApiVersions`: 4.1.0 as its broker said (2026-11); 2.1 as KIP-896 has it, which keeps the newest versions of 2.1
 * (https://cwiki.apache.org/confluence/display/KAFKA/KIP-896, read 2026-11), and of requests that it does not name a guess.
 */
const KAFKA_4_1 =
  "0:0-13 1:4-18 2:1-10 3:0-13 8:2-9 9:1-9 10:0-6 11:0-9 12:0-4 13:0-5 14:0-5 15:0-6 19:2-7 22:0-5 68:0-1";
const KAFKA_2_1 =
  "0:0-7 1:0-10 2:0-4 3:0-7 8:0-6 9:0-5 10:0-2 11:0-3 12:0-2 13:0-2 14:0-2 15:0-2 19:0-3 22:0-1";

function known(text: string): KnownRequests {
  return new Map(
    text.split(" ").map((each) => {
      const [number = 0, oldest = 0, newest = 0] = each.split(/[:-]/).map(Number);
      return [number, { oldest, newest }];
    }),
  );
}

it.each([
  ["Kafka 4.1", KAFKA_4_1, "4.0", null],
  ["topics have ids", KAFKA_4_1.replace("1:4-18", "1:0-12").replace("3:0-13", "3:0-10"), "2.8", null],
  ["topics have none yet", KAFKA_4_1.replace("1:4-18", "1:0-12").replace("3:0-13", "3:0-9"), "2.1", null],
  ["Kafka 2.1, the first with zstd", KAFKA_2_1, "2.1", null],
  [
    "Kafka 2.0",
    KAFKA_2_1.replace("0:0-7", "0:0-6"),
    null,
    "it knows Produce up to version 6, and 7 is needed: it is older than Kafka 2.1",
  ],
  [
    "zstd could be sent, and not read",
    KAFKA_2_1.replace("1:0-10", "1:0-9"),
    "2.1",
    "it knows Fetch up to version 9, and 10 is needed: it is older than Kafka 2.1",
  ],
  ["no idempotent producers", KAFKA_2_1.replace(" 22:0-1", ""), "2.1", "it does not know InitProducerId"],
  [
    "a release that has forgotten more",
    KAFKA_4_1.replace("11:0-9", "11:6-12"),
    "4.0",
    "it knows JoinGroup from version 6 on, and our client up to 5: it is too new",
  ],
  ["just not too new", KAFKA_4_1.replace("11:0-9", "11:5-12"), "4.0", null],
])("%s", (_, text, release, why) => {
  expect([releaseAtLeast(known(text)), whyUnsuitable(known(text))]).toEqual([release, why]);
});
