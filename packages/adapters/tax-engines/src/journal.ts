/** What an engine was told about a document, kept so that a crash between two steps never reports it twice. */
export type Attempt = {
  /** The first is 1. */
  readonly number: number;
  /** `sent`: no answer yet · `answered`: the engine knows it · `committed` · `withdrawn`. */
  readonly state: "sent" | "answered" | "committed" | "withdrawn";
};

export type EngineJournal = {
  /** The attempts for a document, in order. */
  attempts(document: string): Promise<readonly Attempt[]>;
  /** Kept before anything is sent, and after every answer. */
  keep(document: string, attempt: Attempt): Promise<void>;
};
