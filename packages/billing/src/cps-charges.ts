import { localText, startOfDay } from "@tollwright/calendar";
import type { TrunkGroup } from "@tollwright/inventory";
import { type Problem, problem } from "@tollwright/problem";
import type { ProductOf } from "@tollwright/rate-card";
import type { Billing, Due } from "./billing.ts";
import { callsPerSecond, type Seizure, wholeSecondSources } from "./bursts/calls-per-second.ts";
import type { Maximum } from "./bursts/channel-use.ts";
import { type ChannelSpan, channelLine } from "./channel-line.ts";
import type { ChannelPeak } from "./channel-peak.ts";
import type { Charge } from "./charge.ts";
import { lineAmount } from "./line-amount.ts";

type Price = NonNullable<ProductOf<"channels">["callsPerSecond"]>;
type Sold = { readonly span: ChannelSpan; readonly price: Price; readonly busiest: Maximum };
type Facts = {
  readonly billing: Billing;
  readonly group: TrunkGroup;
  readonly spans: readonly ChannelSpan[];
  readonly peaks: readonly ChannelPeak[];
};

/**
 * Calls per second above the committed number, once a period: the busiest second that is furthest above it. No line where
 * nothing is above.
 *
 * Problem: `CPS_WHOLE_SECONDS`, where a source that feeds the group writes no fractions of seconds.
 * @example 12 calls within one second, 10 committed, 25.00 each: 2 × 25.00 = 50.00.
 */
export function cpsCharges(facts: Facts): Due {
  const seizures = facts.peaks.flatMap((peak) => ("use" in peak ? (peak.seizures ?? []) : []));
  const sold = soldSpans(facts, seizures);
  const [first] = sold;
  if (first === undefined) return { charges: [], problems: [] };
  const committed = Math.min(...sold.map(({ price }) => price.committed));
  const whole = wholeSecondSources(seizures, committed);
  if (whole.length > 0) return { charges: [], problems: whole.map((source) => refusal(facts, source)) };
  const busiest = sold.reduce((most, next) => (above(next) > above(most) ? next : most), first);
  return { charges: above(busiest) > 0 ? [charge(facts, busiest)] : [], problems: [] };
}

function soldSpans({ billing, spans }: Facts, seizures: readonly Seizure[]): readonly Sold[] {
  const { zone } = billing.account;
  return spans.flatMap((span) => {
    const price = span.product.callsPerSecond;
    if (price === undefined) return [];
    const days = { from: startOfDay(span.from, zone), until: startOfDay(span.until, zone) };
    return [{ span, price, busiest: callsPerSecond(seizures, days) }];
  });
}

function above({ busiest, price }: Sold): number {
  return busiest.measured - price.committed;
}

function charge({ billing, group }: Facts, sold: Sold): Charge {
  const { span, price, busiest } = sold;
  const { zone } = billing.account;
  const quantity = above(sold);
  const unitPrice = price.pricePerCallPerSecond;
  const { amount, sentence } = lineAmount({ quantity, noun: "call", unitPrice, share: "1" });
  const moment = busiest.at === null ? "" : `, from ${localText(busiest.at, zone)} (${zone}) on`;
  return {
    ...channelLine({ billing, group, span, detail: `${group.id}/cps` }),
    description: `${span.product.name}, calls per second above the committed number`,
    quantity: String(quantity),
    unit: "each",
    unitPrice,
    share: null,
    amount,
    counts: {},
    explanation: [
      `at most ${busiest.measured} calls within one second${moment}, when ${price.committed} were committed: ${busiest.measured} - ${price.committed} = ${quantity}`,
      sentence,
    ],
  };
}

function refusal({ billing, group }: Facts, source: string): Problem {
  return problem({
    code: "CPS_WHOLE_SECONDS",
    message: `account ${billing.account.id}: calls per second of trunk group ${group.id} cannot be counted, for source ${source} writes whole seconds`,
  });
}
