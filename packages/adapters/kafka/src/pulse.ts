import kafkajs, { type EachBatchPayload } from "kafkajs";

const { KafkaJSProtocolError } = kafkajs;

/** How often in a session the group hears of us. */
export const BEATS_OF_A_SESSION = 4;

/** For which kafkajs joins the group anew. */
const REGROUPING: ReadonlySet<string> = new Set([
  "REBALANCE_IN_PROGRESS",
  "NOT_COORDINATOR_FOR_GROUP",
  "ILLEGAL_GENERATION",
  "UNKNOWN_MEMBER_ID",
]);

export type Pulse = {
  readonly isLost: () => boolean;
  /** Lost because the group gives partitions anew; kafkajs joins it again. A broker that is away takes nothing from us. */
  readonly isRegrouping: () => boolean;
  readonly end: () => void;
  readonly rethrow: () => void;
};

/**
 * Tells the group that we live, however long a batch takes, and however short: kafkajs beats by itself only where a fetch brought
 * nothing, so under load it would not hear either that another engine wants to join.
 */
export function beating(
  { heartbeat }: Pick<EachBatchPayload, "heartbeat">,
  { sessionMilliseconds }: { readonly sessionMilliseconds: number },
): Pulse {
  let lost: { readonly error: unknown } | null = null;
  const beat = (): void => {
    heartbeat().catch((error: unknown) => {
      lost ??= { error };
    });
  };
  beat();
  const timer = setInterval(beat, sessionMilliseconds / BEATS_OF_A_SESSION);
  return {
    isLost: () => lost !== null,
    isRegrouping: () => lost?.error instanceof KafkaJSProtocolError && REGROUPING.has(lost.error.type),
    end: () => clearInterval(timer),
    rethrow() {
      if (lost !== null) throw lost.error;
    },
  };
}
