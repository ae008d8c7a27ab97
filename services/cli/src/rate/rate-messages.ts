import type { CountValues, StructuredLog } from "@tollwright/observe";

/** What an engine's thread is started with. */
export type RateStart = {
  readonly connectionString: string;
  /** Where the variables `KAFKA_…` and those of the webhook are taken from. */
  readonly env: NodeJS.ProcessEnv;
  /** As `--now` names it. */
  readonly now: string | null;
  /** Whether anybody looks at what it counts. */
  readonly isCounted: boolean;
  /** Whether what happens is written with its facts, for machines. */
  readonly hasEvents: boolean;
};

/** How an engine's thread answers when it is asked. */
export type EngineState = {
  /** Whether the group of the broker has it as a member. */
  readonly isJoined: boolean;
  /** Null where nobody looks. */
  readonly counts: CountValues | null;
};

/** What an engine's thread tells as it goes. */
export type EngineTold =
  | { readonly kind: "rates" }
  | { readonly kind: "progress"; readonly text: string }
  | { readonly kind: "event"; readonly event: Parameters<StructuredLog> };
