import { civilDateIn, contains, localText } from "@tollwright/calendar";
import type { TrunkGroup } from "@tollwright/inventory";
import type { Billing } from "./billing.ts";
import { type ChannelSpan, channelLine } from "./channel-line.ts";
import type { ChannelPeak } from "./channel-peak.ts";
import type { Charge } from "./charge.ts";
import { lineAmount } from "./line-amount.ts";

/**
 * Channels above the committed ones, at a price each: of the busiest moments of the period, one for each span in which a
 * commitment holds, the one that is furthest above what was committed then. Once a period; the price is not prorated. No
 * burst makes no line, only the sentence that says so.
 *
 * @example peak 31 at a moment with 24 committed, 9.00 a channel: 7 × 9.00 = 63.00.
 */
export function burstCharge(input: {
  readonly billing: Billing;
  readonly group: TrunkGroup;
  readonly spans: readonly ChannelSpan[];
  readonly peaks: readonly ChannelPeak[];
}): { readonly charges: readonly Charge[]; readonly sentences: readonly string[] } {
  const { billing, group, spans } = input;
  const peak = furthestAbove(input);
  const last = spans.at(-1);
  if (last === undefined || last.product.burst === null) return { charges: [], sentences: [] };
  const uncounted = uncountedSentence(peak);
  if (peak === undefined || peak.at === null)
    return { charges: [], sentences: ["no channel was in use in the period: no burst", ...uncounted] };
  const day = civilDateIn(peak.at, billing.account.zone);
  const span = spans.find((candidate) => contains({ from: candidate.from, until: candidate.until }, day));
  const moment = `${localText(peak.at, billing.account.zone)} (${billing.account.zone})`;
  if (span === undefined || span.product.burst === null)
    return {
      charges: [],
      sentences: [
        `at most ${peak.measured} channels in use, first at ${moment}, when bursts were not sold`,
        ...uncounted,
      ],
    };
  const above = peak.measured - span.committed;
  const measured = `at most ${peak.measured} channels in use at one time, first at ${moment}, when ${span.committed} were committed`;
  if (above <= 0) return { charges: [], sentences: [`${measured}: no burst`, ...uncounted] };
  const unitPrice = span.product.burst.pricePerChannel;
  const { amount, sentence } = lineAmount({ quantity: above, noun: "channel", unitPrice, share: "1" });
  const charge: Charge = {
    ...channelLine({ billing, group, span, detail: `${group.id}/burst` }),
    description: `${span.product.name}, burst above committed channels`,
    quantity: String(above),
    unitPrice,
    share: null,
    amount,
    counts: {},
    explanation: [`${measured}: ${peak.measured} - ${span.committed} = ${above}`, sentence, ...uncounted],
  };
  return { charges: [charge], sentences: [] };
}

/** Of equals the first. A peak outside every commitment is nothing to bill, and comes last. */
function furthestAbove({
  billing,
  spans,
  peaks,
}: {
  readonly billing: Billing;
  readonly spans: readonly ChannelSpan[];
  readonly peaks: readonly ChannelPeak[];
}): ChannelPeak | undefined {
  const above = ({ at, measured }: ChannelPeak): number => {
    const day = at === null ? null : civilDateIn(at, billing.account.zone);
    const span = spans.find((candidate) => day !== null && candidate.from <= day && day < candidate.until);
    return span === undefined ? Number.NEGATIVE_INFINITY : measured - span.committed;
  };
  return peaks.reduce<ChannelPeak | undefined>(
    (furthest, peak) => (furthest === undefined || above(peak) > above(furthest) ? peak : furthest),
    undefined,
  );
}

function uncountedSentence(peak: ChannelPeak | undefined): readonly string[] {
  const records = peak?.recordsWithoutTrunk ?? 0;
  return records === 0
    ? []
    : [`${records} records that name no trunk could not be counted; they may belong to this group`];
}
