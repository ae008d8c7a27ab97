import {
  type CallsWithoutTrunk,
  callsNamingNoTrunk,
  type MeasuredTrunks,
  type Transaction,
} from "@tollwright/postgres";

type SourceWindow = MeasuredTrunks["sources"][number];

/** Counts the calls of sources that name no trunk, in periods of accounts. */
export type CallsBySource = (
  snapshot: Transaction,
  sources: readonly SourceWindow[],
) => Promise<readonly CallsWithoutTrunk[]>;

/** Many ranges of a close have the same sources and periods: each is counted once. */
export function rememberedBySource(): CallsBySource {
  const known = new Map<string, readonly CallsWithoutTrunk[]>();
  return async (snapshot, sources) => {
    const unknown = sources.filter((window) => !known.has(keyOf(window)));
    const found = Map.groupBy(await callsNamingNoTrunk(snapshot, unknown), keyOf);
    for (const window of unknown) known.set(keyOf(window), found.get(keyOf(window)) ?? []);
    return sources.flatMap((window) => known.get(keyOf(window)) ?? []);
  };
}

function keyOf({ source, from, until }: SourceWindow): string {
  return `${from} ${until} ${source}`;
}
