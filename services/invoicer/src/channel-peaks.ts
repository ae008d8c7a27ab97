import { type ChannelPeak, channelUse } from "@tollwright/billing";
import type { Period } from "@tollwright/calendar";
import type { Account, TrunkGroup } from "@tollwright/inventory";
import { callsWithoutTrunk, channelIntervals } from "@tollwright/postgres";
import { type Closing, scopeOf } from "./closing.ts";

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
    if (!isMeasured(closing, group)) continue;
    const found = await channelIntervals(closing.database, { ...within, names: group.names });
    const sources = [...new Set(group.names.map(({ source }) => source))];
    const without = await callsWithoutTrunk(closing.database, { ...within, sources });
    const intervals = found.flatMap(({ seizedAt, releasedAt }) =>
      releasedAt === null ? [] : [{ from: seizedAt, until: releasedAt }],
    );
    // A call whose release is unknown occupies a channel for a time that nobody knows: it could not be counted either.
    const recordsWithoutTrunk =
      [...without.values()].reduce((total, count) => total + count, 0) + (found.length - intervals.length);
    const use = channelUse({ intervals, from: fromInstant, until: untilInstant });
    peaks.push({ account: account.id, trunkGroup: group.id, use, seizures: found, recordsWithoutTrunk });
  }
  return peaks;
}

/** Most plans sell neither bursts nor calls per second, and nothing is read for them. */
function isMeasured({ company }: Closing, group: TrunkGroup): boolean {
  return company.plans
    .flatMap(({ products }) => products)
    .some(
      (product) =>
        product.kind === "channels" &&
        product.id === group.product &&
        (product.burst !== null || product.callsPerSecond !== undefined),
    );
}
