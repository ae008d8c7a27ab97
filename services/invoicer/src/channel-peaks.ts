import { type ChannelPeak, channelPeak } from "@tollwright/billing";
import { overlap, startOfDay } from "@tollwright/calendar";
import type { Account } from "@tollwright/inventory";
import { callsWithoutTrunk, channelIntervals } from "@tollwright/postgres";
import { type Closing, scopeOf } from "./closing.ts";

/**
 * The busiest moment of each trunk group in each span in which one commitment holds, by the calls' own trunks, from seizure to
 * release (books 16).
 */
export async function channelPeaks(closing: Closing, account: Account): Promise<readonly ChannelPeak[]> {
  const { fromInstant, untilInstant, batches } = scopeOf(closing, [account]);
  const within = { fromInstant, untilInstant, batches };
  const peaks: ChannelPeak[] = [];
  for (const group of account.trunkGroups) {
    const found = await channelIntervals(closing.database, { ...within, names: group.names });
    const sources = [...new Set(group.names.map(({ source }) => source))];
    const without = await callsWithoutTrunk(closing.database, { ...within, sources });
    const intervals = found.flatMap(({ seizedAt, releasedAt }) =>
      releasedAt === null ? [] : [{ from: seizedAt, until: releasedAt }],
    );
    // A call whose release is unknown occupies a channel for a time that nobody knows: it could not be counted either.
    const recordsWithoutTrunk =
      [...without.values()].reduce((total, count) => total + count, 0) + (found.length - intervals.length);
    for (const committed of group.channels) {
      const span = overlap(committed, closing.run);
      if (span === null) continue;
      const [from, until] = [startOfDay(span.from, account.zone), startOfDay(span.until, account.zone)];
      const peak = channelPeak({ intervals, from, until });
      peaks.push({ account: account.id, trunkGroup: group.id, ...peak, recordsWithoutTrunk });
    }
  }
  return peaks;
}
