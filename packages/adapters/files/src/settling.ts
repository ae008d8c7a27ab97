import type { Dropped } from "./drop-folder.ts";

export type Settling = {
  /** Whoever stayed as it is for long enough is `settled`, with all later looks too; the others still change, or are new. */
  readonly look: (
    found: readonly Dropped[],
    milliseconds: number,
  ) => { readonly settled: readonly Dropped[]; readonly changing: readonly Dropped[] };
};

/**
 * Tells half-written files from whole ones: a file has settled when it looked the same for `settleMilliseconds`. Only looks
 * of our own are compared, never a file's time with our clock: a copy can carry an old time, and a server's clock be wrong.
 *
 * @example settling after 5 s: seen at 0 s and 4 s, grown at 6 s, the same at 11 s: settled at 11 s.
 */
export function settling(settleMilliseconds: number): Settling {
  let known = new Map<string, { readonly state: string; readonly since: number }>();
  return {
    look(found, milliseconds) {
      const seen = new Map(
        found.map(({ path, state }) => {
          const before = known.get(path);
          return [path, before?.state === state ? before : { state, since: milliseconds }];
        }),
      );
      known = seen;
      const hasSettled = ({ path }: Dropped): boolean =>
        milliseconds - (seen.get(path)?.since ?? milliseconds) >= settleMilliseconds;
      return {
        settled: found.filter(hasSettled),
        changing: found.filter((file) => !hasSettled(file)),
      };
    },
  };
}
