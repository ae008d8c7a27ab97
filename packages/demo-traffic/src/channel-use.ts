import type { Instant } from "@tollwright/calendar";

/** Which channels are taken, as calls are planned in order of their start: from seizure to release, to the second. */
export type ChannelUse = {
  /** Takes a channel of each group, or of none. */
  readonly take: (wanted: {
    readonly groups: readonly { readonly id: string; readonly ceiling: number }[];
    readonly from: Instant;
    readonly until: Instant;
  }) => boolean;
};

export function channelUse(): ChannelUse {
  const endsByGroup = new Map<string, readonly number[]>();
  return {
    take({ groups, from, until }) {
      const [start, end] = [Math.floor(from / 1000), Math.floor(until / 1000)];
      const open = groups.map(({ id, ceiling }) => {
        const ends = (endsByGroup.get(id) ?? []).filter((other) => other > start);
        return { id, ends, isFull: ends.length >= ceiling };
      });
      const isFree = !open.some(({ isFull }) => isFull);
      for (const { id, ends } of open) endsByGroup.set(id, isFree ? [...ends, end] : ends);
      return isFree;
    },
  };
}
