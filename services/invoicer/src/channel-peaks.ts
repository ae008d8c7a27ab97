import { type ChannelPeak, channelUse } from "@tollwright/billing";
import type { Period } from "@tollwright/calendar";
import type { Account } from "@tollwright/inventory";
import type { ChannelInterval } from "@tollwright/postgres";
import type { Closing } from "./closing.ts";
import { measuredProducts } from "./measured-products.ts";
import { scopeOf } from "./scope-of.ts";

/** How the channels of each trunk group were used in the period, by the calls' own trunks, from seizure to release (books 16). */
export async function channelPeaks(
  closing: Closing,
  account: Account,
  period: Period,
): Promise<readonly ChannelPeak[]> {
  const { fromInstant, untilInstant, batches } = scopeOf(closing, [account], period);
  const within = { fromInstant, untilInstant, batches };
  const peaks: ChannelPeak[] = [];
  for (const group of account.trunkGroups) {
    const products = measuredProducts(closing.company, group);
    if (products.length === 0) continue;
    const found = await closing.facts.channelIntervals({ ...within, names: group.names });
    const sources = [...new Set(group.names.map(({ source }) => source))];
    const without = await closing.facts.callsWithoutTrunk({ ...within, sources });
    const intervals = found.flatMap(({ seizedAt, releasedAt }) =>
      releasedAt === null ? [] : [{ from: seizedAt, until: releasedAt }],
    );
    // A call whose release is unknown occupies a channel for a time that nobody knows: it could not be counted either.
    const recordsWithoutTrunk =
      [...without.values()].reduce((total, count) => total + count, 0) + (found.length - intervals.length);
    const whole = { from: fromInstant, until: untilInstant };
    const answered = products.some(({ burst }) => burst?.occupiedFrom === "answer")
      ? { answeredUse: channelUse({ ...whole, intervals: answeredIntervals(found) }) }
      : {};
    peaks.push({
      account: account.id,
      trunkGroup: group.id,
      use: channelUse({ ...whole, intervals }),
      ...answered,
      seizures: found,
      recordsWithoutTrunk,
    });
  }
  return peaks;
}

function answeredIntervals(found: readonly ChannelInterval[]): readonly { from: number; until: number }[] {
  return found.flatMap(({ answeredAt, releasedAt }) =>
    answeredAt === null || releasedAt === null ? [] : [{ from: answeredAt, until: releasedAt }],
  );
}
