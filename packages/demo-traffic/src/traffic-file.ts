/** A file as a switch leaves it in its folder. */
export type TrafficFile = {
  /** Relative, with forward slashes: `asterisk-chi/Master-2026-04-09.csv`. */
  readonly name: string;
  /** Id of the source that wrote it. */
  readonly source: string;
  readonly text: string;
};
