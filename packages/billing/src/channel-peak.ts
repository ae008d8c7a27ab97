import type { Instant } from "@tollwright/calendar";
import type { Seizure } from "./bursts/calls-per-second.ts";
import type { ChannelUse } from "./bursts/channel-use.ts";

type OfTrunkGroup = {
  readonly account: string;
  readonly trunkGroup: string;
  /** Records without a trunk, from a source that feeds this group: not counted, and said so on the line (books 16). */
  readonly recordsWithoutTrunk?: number;
};

/** How the channels of a trunk group were used in the period, counted from its calls; a product's measure is taken of it. */
type CountedChannels = OfTrunkGroup & {
  /** From seizure to release. */
  readonly use: ChannelUse;
  /** From answer to release, where a plan counts so. */
  readonly answeredUse?: ChannelUse;
  /** When its calls seized a channel, for calls per second; none where it is left out. */
  readonly seizures?: readonly Seizure[];
};

/** What a quote expects a product to measure: the most channels, at an instant; null where nothing is measured. */
type AssumedPeak = OfTrunkGroup & { readonly measured: number; readonly at: Instant | null };

export type ChannelPeak = CountedChannels | AssumedPeak;
