import apiKeys from "kafkajs/src/protocol/requests/apiKeys.js";
import { requests } from "kafkajs/src/protocol/requests/index.js";

/** Versions of each request that a broker knows, by the request's number. No request names the release of a broker: this is all it says of itself. */
export type KnownRequests = ReadonlyMap<number, { readonly oldest: number; readonly newest: number }>;

/** What producers, consumers and our own looks ask for. */
const NEEDED = [
  "Produce",
  "Fetch",
  "ListOffsets",
  "Metadata",
  "OffsetCommit",
  "OffsetFetch",
  "GroupCoordinator",
  "JoinGroup",
  "Heartbeat",
  "LeaveGroup",
  "SyncGroup",
  "DescribeGroups",
  "CreateTopics",
  "InitProducerId",
] as const;

/** The first that carry zstd, of Kafka 2.1: https://cwiki.apache.org/confluence/display/KAFKA/KIP-110 (read 2026-11). */
const OLDEST_FOR_ZSTD: Readonly<Partial<Record<string, number>>> = { Produce: 7, Fetch: 10 };

/**
 * Why a broker cannot serve us, in words; null where it can.
 *
 * @example Kafka 2.0 knows Produce up to version 6: `it knows Produce up to version 6, and 7 is needed: it is older than Kafka 2.1`
 */
export function whyUnsuitable(known: KnownRequests): string | null {
  for (const name of NEEDED) {
    const theirs = known.get(apiKeys[name] ?? -1);
    if (theirs === undefined) return `it does not know ${name}`;
    const ours = (requests[name]?.versions ?? []).map(Number);
    const oldest = Math.max(Math.min(...ours), OLDEST_FOR_ZSTD[name] ?? 0);
    const newest = Math.max(...ours);
    if (theirs.newest < oldest)
      return `it knows ${name} up to version ${theirs.newest}, and ${oldest} is needed: it is older than Kafka 2.1`;
    if (theirs.oldest > newest)
      return `it knows ${name} from version ${theirs.oldest} on, and our client up to ${newest}: it is too new`;
  }
  return null;
}

/**
 * By which a release is told from those before it: 4.0 forgot versions of Fetch (KIP-896), 2.8 gave topics ids (KIP-516):
 * https://cwiki.apache.org/confluence/display/KAFKA/Kafka+Improvement+Proposals (read 2026-11).
 */
const MARKS: readonly { readonly release: string; readonly isThere: (known: KnownRequests) => boolean }[] = [
  { release: "4.0", isThere: (known) => (known.get(1)?.oldest ?? 0) >= 4 },
  { release: "2.8", isThere: (known) => (known.get(3)?.newest ?? 0) >= 10 },
  { release: "2.1", isThere: (known) => (known.get(0)?.newest ?? 0) >= 7 },
];

/** The release that a broker has at least, as far as its requests tell; null where it is older than all that we can tell. */
export function releaseAtLeast(known: KnownRequests): string | null {
  return MARKS.find(({ isThere }) => isThere(known))?.release ?? null;
}
