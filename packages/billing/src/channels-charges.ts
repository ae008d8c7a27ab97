import { contains, overlap } from "@tollwright/calendar";
import type { TrunkGroup } from "@tollwright/inventory";
import type { ProductOf } from "@tollwright/rate-card";
import { type Billing, type Due, together } from "./billing.ts";
import { burstCharge } from "./burst-charge.ts";
import { type ChannelSpan, channelLine } from "./channel-line.ts";
import type { ChannelPeak } from "./channel-peak.ts";
import type { Charge } from "./charge.ts";
import { cpsCharges } from "./cps-charges.ts";
import { lineAmount } from "./line-amount.ts";
import { monthOf, monthShares } from "./month-shares.ts";
import { pricedSpans } from "./priced-spans.ts";
import { sharedSpan, spanSentence } from "./span-share.ts";

/**
 * Committed channels of each trunk group, a line for each span in which their number holds, and what went above them.
 *
 * @example April at 18.00, 10 channels until the 16th and 12 from then on: 10 × 18.00 × 15/30 = 90.00, 12 × 18.00 × 15/30 = 108.00.
 */
export function channelsCharges(billing: Billing, peaks: readonly ChannelPeak[]): Due {
  return together(
    billing.account.trunkGroups.map((group) => {
      const { spans, problems } = committedSpans(billing, group);
      const own = peaks.filter((peak) => peak.trunkGroup === group.id);
      // What will be in use in a period to come nobody knows.
      if (billing.timing === "advance")
        return { charges: committedLines({ billing, group, spans, about: [] }), problems };
      const burst = burstCharge({ billing, group, spans, peaks: own });
      const lines = committedLines({ billing, group, spans, about: burst.sentences });
      const cps = cpsCharges({ billing, group, spans, peaks: own });
      return together([{ charges: [...lines, ...burst.charges], problems }, cps]);
    }),
  );
}

function committedSpans(
  billing: Billing,
  group: TrunkGroup,
): { readonly spans: readonly ChannelSpan[]; readonly problems: Due["problems"] } {
  const entries = [...group.channels].sort((left, right) => (left.from < right.from ? -1 : 1));
  const found = entries.map((entry) => {
    const dates = overlap(entry, { from: group.from, until: group.until ?? billing.period.until });
    if (dates === null) return { spans: [], problems: [] };
    const { spans, problems } = pricedSpans({
      billing,
      thing: {
        name: `channels of trunk group ${group.id}`,
        product: group.product,
        location: group.location,
        dates,
      },
      fits: (product): product is ProductOf<"channels"> => product.kind === "channels",
      wants: "a product of kind channels",
    });
    return { spans: spans.map((span) => ({ ...span, committed: entry.committed })), problems };
  });
  return {
    spans: found.flatMap((part) => part.spans),
    problems: found.flatMap((part) => part.problems),
  };
}

function committedLines(input: {
  readonly billing: Billing;
  readonly group: TrunkGroup;
  readonly spans: readonly ChannelSpan[];
  readonly about: readonly string[];
}): readonly Charge[] {
  const { billing, group, spans } = input;
  const shares = monthShares(spans.map(sharedSpan), billing.months);
  return spans.flatMap((span, index) => {
    const share = shares[index] ?? "0";
    if (share === "0") return [];
    // The burst, or that there was none, is told once: on the last line of the group.
    const about = index === spans.length - 1 ? input.about : [];
    return [committedLine({ billing, group, span, share, about })];
  });
}

function committedLine(input: {
  readonly billing: Billing;
  readonly group: TrunkGroup;
  readonly span: ChannelSpan;
  readonly share: string;
  readonly about: readonly string[];
}): Charge {
  const { billing, group, span, share } = input;
  const unitPrice = span.product.pricePerChannelMonth;
  const quantity = span.committed;
  const { amount, sentence } = lineAmount({ quantity, noun: "channel", unitPrice, share });
  const counted = contains({ from: span.from, until: span.until }, billing.countDay);
  return {
    ...channelLine({ billing, group, span, detail: group.id }),
    quantity: String(quantity),
    unitPrice,
    share: share === "1" ? null : share,
    amount,
    counts: counted ? { channels: String(quantity) } : {},
    explanation: [
      ...spanSentence({
        ...span,
        mode: span.product.proration,
        share,
        period: monthOf(span, billing.months),
      }),
      sentence,
      ...(counted ? [`counted for fees per unit on ${billing.countDay}: ${quantity} channels`] : []),
      ...input.about,
    ],
  };
}
