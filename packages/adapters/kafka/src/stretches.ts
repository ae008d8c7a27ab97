import type { Intake, LedgerEntry } from "@tollwright/bus";
import { sha256 } from "@tollwright/canonical";
import type { Call, SetAside } from "@tollwright/cdr";
import { problemCatalogue } from "@tollwright/problem";
import type { KafkaMessage } from "kafkajs";
import { callOf } from "./call-message.ts";
import type { DeadLetter } from "./call-producer.ts";

/** Messages that follow each other: all of them calls, or none. */
export type Stretch = {
  readonly calls: readonly Call[];
  readonly dead: readonly DeadLetter[];
  /** Behind its last message. */
  readonly next: bigint;
};

/** @example three calls, a damaged message, a call: three stretches. */
export function stretchesOf(partition: number, messages: readonly KafkaMessage[]): readonly Stretch[] {
  const stretches: { calls: Call[]; dead: DeadLetter[]; last: string }[] = [];
  for (const { key, value, offset } of messages) {
    const call = callOf(value);
    const isDead = typeof call === "string";
    let stretch = stretches.at(-1);
    if (stretch === undefined || stretch.dead.length > 0 !== isDead) {
      stretch = { calls: [], dead: [], last: offset };
      stretches.push(stretch);
    }
    stretch.last = offset;
    if (isDead) stretch.dead.push({ partition, offset: BigInt(offset), key, value, reason: call });
    else stretch.calls.push(call);
  }
  return stretches.map(({ calls, dead, last }) => ({ calls, dead, next: BigInt(last) + 1n }));
}

/**
 * Dead letters for the suspense desk: the log of the partition takes the place of the file, and the offset that of the byte.
 *
 * @param positionId Names the log: cluster, topic and partition.
 */
export function asideOfDead(
  letters: readonly DeadLetter[],
  { topic, positionId }: { readonly topic: string; readonly positionId: string },
): Pick<Intake, "setAside" | "ledger"> {
  const file = sha256(positionId);
  const setAside = letters.map(({ offset, value, reason }): SetAside => {
    return {
      bucket: "suspended",
      reason: "MESSAGE_UNREADABLE",
      message: `${positionId} at ${offset}: ${reason}`,
      wayOut: problemCatalogue.MESSAGE_UNREADABLE.wayOut,
      record: { fileHash: file, offset: Number(offset), length: value?.length ?? 0, line: 1 },
      source: topic,
      keyDay: null,
      callKey: null,
      milliseconds: null,
    };
  });
  const counted = { file, source: topic, day: null, records: letters.length, milliseconds: 0 };
  const ledger = (["read", "suspended"] as const).map((bucket): LedgerEntry => {
    return { ...counted, bucket, recordsWithoutSeconds: letters.length };
  });
  return { setAside, ledger };
}
