/** Which parts of a minute are what; decimal text, one in all. */
export type MinuteShares = {
  readonly interstate: string;
  readonly intrastate: string;
  readonly local: string;
};
