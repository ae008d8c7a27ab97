import assert from "node:assert";
import { civilDateIn, contains, startOfDay } from "@tollwright/calendar";
import type { TrunkGroup } from "@tollwright/inventory";
import type { ProductOf } from "@tollwright/rate-card";
import type { Billing } from "./billing.ts";
import { burstSentences, noUseSentence } from "./bursts/burst-sentences.ts";
import {
  above,
  type Burst,
  type BurstMeasure,
  burstOf,
  type Commitment,
  measureBurst,
  type Sample,
} from "./bursts/measure-burst.ts";
import { type ChannelSpan, channelLine } from "./channel-line.ts";
import type { ChannelPeak } from "./channel-peak.ts";
import type { Charge } from "./charge.ts";
import { lineAmount } from "./line-amount.ts";

type BurstPrice = NonNullable<ProductOf<"channels">["burst"]>;

/** Days on which one commitment and one price of a burst hold. */
type Sold = Commitment & { readonly span: ChannelSpan; readonly price: BurstPrice };

type Facts = {
  readonly billing: Billing;
  readonly group: TrunkGroup;
  readonly spans: readonly ChannelSpan[];
  readonly peaks: readonly ChannelPeak[];
};
type BurstDue = { readonly charges: readonly Charge[]; readonly sentences: readonly string[] };

/**
 * Channels above the committed ones, by the measure that the product states: `peak` and `p95FiveMinutes` bill the sample that is
 * furthest above what was committed then, once a period; `perChannelDay` bills each day's channels above, a line for each span
 * of one price. The price is not prorated. No burst makes no line, only the sentence that says so.
 *
 * @example peak 31 at a moment with 24 committed, 9.00 a channel: 7 × 9.00 = 63.00.
 */
export function burstCharge(facts: Facts): BurstDue {
  const sold = soldSpans(facts);
  const parts = [
    ...Map.groupBy(sold, ({ price }) => `${price.measure} ${price.occupiedFrom ?? "seizure"}`).values(),
  ].map((spans) => measured(facts, spans));
  return {
    charges: parts.flatMap(({ charges }) => charges),
    sentences: parts.flatMap(({ sentences }) => sentences),
  };
}

/** On the other days bursts are not sold, and nothing is measured. */
function soldSpans({ billing, spans }: Facts): readonly Sold[] {
  const { zone } = billing.account;
  return spans.flatMap((span) => {
    const { burst: price } = span.product;
    if (price === null) return [];
    const [from, until] = [startOfDay(span.from, zone), startOfDay(span.until, zone)];
    return [{ from, until, committed: span.committed, span, price }];
  });
}

/** @param sold Spans of one measure. */
function measured(facts: Facts, sold: readonly Sold[]): BurstDue {
  const { measure = "peak", occupiedFrom = "seizure" } = sold[0]?.price ?? {};
  const { zone } = facts.billing.account;
  const burst = measuredBurst({ ...facts, measure, occupiedFrom, sold });
  const uncounted = uncountedSentence(facts.peaks);
  if (burst === null) return { charges: [], sentences: [noUseSentence, ...uncounted] };
  const bySpan = Map.groupBy(burst.deciding.filter(isAbove), ({ commitment }) => commitment);
  const charges = [...bySpan].map(([commitment, deciding]) => {
    const own = { ...burst, deciding, billed: deciding.reduce((total, sample) => total + above(sample), 0) };
    const sentences = burstSentences({ burst: own, measure, zone });
    return charge({ facts, commitment, measure, quantity: own.billed, sentences, uncounted });
  });
  if (charges.length > 0) return { charges, sentences: [] };
  return { charges, sentences: [...burstSentences({ burst, measure, zone }), ...uncounted] };
}

function isAbove(sample: Sample<Commitment>): boolean {
  return above(sample) > 0;
}

/** Null where no channel was in use. */
function measuredBurst(
  facts: Facts & {
    readonly measure: BurstMeasure;
    readonly occupiedFrom: "seizure" | "answer";
    readonly sold: readonly Sold[];
  },
): Burst<Sold> | null {
  const { measure, occupiedFrom, sold } = facts;
  const { zone } = facts.billing.account;
  for (const peak of facts.peaks) {
    if (!("use" in peak)) continue;
    const use = occupiedFrom === "answer" ? peak.answeredUse : peak.use;
    assert(use !== undefined, "calls are counted as the plan says");
    const burst = measureBurst({ use, measure, zone, commitments: sold });
    return burst.at === null && measure !== "p95FiveMinutes" ? null : burst;
  }
  const samples = assumedSamples(facts, sold);
  return samples.length === 0 ? null : burstOf(samples, measure);
}

function assumedSamples({ billing, peaks }: Facts, sold: readonly Sold[]): readonly Sample<Sold>[] {
  return peaks.flatMap((peak) => {
    if ("use" in peak || peak.at === null) return [];
    const { measured: channels, at } = peak;
    const day = civilDateIn(at, billing.account.zone);
    const commitment = sold.find(({ span }) => contains({ from: span.from, until: span.until }, day));
    return commitment === undefined ? [] : [{ commitment, from: at, measured: channels, at }];
  });
}

function charge(input: {
  readonly facts: Facts;
  readonly commitment: Sold;
  readonly measure: BurstMeasure;
  readonly quantity: number;
  readonly sentences: readonly string[];
  readonly uncounted: readonly string[];
}): Charge {
  const { facts, commitment, measure, quantity } = input;
  const { span, price } = commitment;
  const { billing, group } = facts;
  const byDay = measure === "perChannelDay";
  const unitPrice = price.pricePerChannel;
  const noun = byDay ? "channel-day" : "channel";
  const { amount, sentence } = lineAmount({ quantity, noun, unitPrice, share: "1" });
  return {
    ...channelLine({ billing, group, span, detail: `${group.id}/burst` }),
    description: `${span.product.name}, ${byDay ? "burst channel-days" : "burst"} above committed channels`,
    quantity: String(quantity),
    unitPrice,
    share: null,
    amount,
    counts: {},
    explanation: [...input.sentences, sentence, ...input.uncounted],
  };
}

function uncountedSentence(peaks: readonly ChannelPeak[]): readonly string[] {
  const records = Math.max(0, ...peaks.map(({ recordsWithoutTrunk }) => recordsWithoutTrunk ?? 0));
  return records === 0
    ? []
    : [`${records} records that name no trunk could not be counted; they may belong to this group`];
}
