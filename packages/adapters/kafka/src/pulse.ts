import kafkajs, { type EachBatchPayload } from "kafkajs";

const { KafkaJSProtocolError } = kafkajs;

/** How often in a session the group hears of us. */
export const BEATS_OF_A_SESSION = 4;

/** The group is about to give partitions anew, and waits for us. */
const ASKED_BACK: ReadonlySet<string> = new Set(["REBALANCE_IN_PROGRESS"]);
/** It has given ours to others, or may have; kafkajs joins it anew. */
const OUT: ReadonlySet<string> = new Set([
  "NOT_COORDINATOR_FOR_GROUP",
  "ILLEGAL_GENERATION",
  "UNKNOWN_MEMBER_ID",
]);

export type Pulse = {
  readonly isLost: () => boolean;
  /** The group wants partitions back, to give them anew. */
  readonly isAskedBack: () => boolean;
  /** The group goes on without us. A broker that is away takes nothing from us. */
  readonly isOut: () => boolean;
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
  const isOneOf = (types: ReadonlySet<string>): boolean =>
    lost?.error instanceof KafkaJSProtocolError && types.has(lost.error.type);
  return {
    isLost: () => lost !== null,
    isAskedBack: () => isOneOf(ASKED_BACK),
    isOut: () => isOneOf(OUT),
    end: () => clearInterval(timer),
    rethrow() {
      if (lost !== null) throw lost.error;
    },
  };
}
