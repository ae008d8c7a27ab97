import { type ChannelPeak, channelUseOf } from "@tollwright/billing";
import { instant, type Period } from "@tollwright/calendar";
import type { Account } from "@tollwright/inventory";
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
    const calls = await closing.facts.trunkCalls({ ...within, names: group.names });
    const sources = [...new Set(group.names.map(({ source }) => source))];
    const without = await closing.facts.callsWithoutTrunk({ ...within, sources });
    // A call whose release is unknown occupies a channel for a time that nobody knows: it could not be counted either.
    const unreleased = calls.reduce((total, { releasedAt }) => total + unknownIn(releasedAt), 0);
    const whole = { from: fromInstant, until: untilInstant };
    const useFrom = (column: "seizedAt" | "answeredAt") =>
      channelUseOf({ ...whole, columns: calls.map((one) => ({ from: one[column], until: one.releasedAt })) });
    peaks.push({
      account: account.id,
      trunkGroup: group.id,
      use: useFrom("seizedAt"),
      ...(products.some(({ burst }) => burst?.occupiedFrom === "answer")
        ? { answeredUse: useFrom("answeredAt") }
        : {}),
      ...(products.some(({ callsPerSecond }) => callsPerSecond !== undefined)
        ? { seizures: calls.flatMap(seizuresOf) }
        : {}),
      recordsWithoutTrunk: [...without.values()].reduce((total, count) => total + count, unreleased),
    });
  }
  return peaks;
}

function unknownIn(stamps: Float64Array): number {
  return stamps.reduce((total, stamp) => total + (Number.isNaN(stamp) ? 1 : 0), 0);
}

type Calls = Awaited<ReturnType<Closing["facts"]["trunkCalls"]>>[number];

function seizuresOf({
  source,
  seizedAt,
}: Calls): readonly { source: string; seizedAt: ReturnType<typeof instant> }[] {
  return Array.from(seizedAt, (at) => ({ source, seizedAt: instant(at) }));
}
