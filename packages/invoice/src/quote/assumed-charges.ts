import { type ChannelPeak, type Charge, dueCharges, type PoolStatement } from "@tollwright/billing";
import { type CivilDate, type Instant, monthPeriod, type Period, startOfDay } from "@tollwright/calendar";
import type { Account, LegalEntity } from "@tollwright/inventory";
import type { ExchangeTable } from "@tollwright/numbering";
import { fail, ok, type Problem, type Result } from "@tollwright/problem";
import { type CompiledDeck, compileDecks, type DeckDelivery, type PricePlan } from "@tollwright/rate-card";
import { assumedAccount } from "./assumed-account.ts";
import { type ExpectedUsage, expectedUsage } from "./expected-usage.ts";
import type { Resolutions } from "./locate-quote.ts";
import { quotedPlan } from "./quoted-plan.ts";
import type { SampleQuote } from "./sample-quote.ts";

export type AssumedCharges = {
  readonly account: Account;
  readonly period: Period;
  readonly charges: readonly Charge[];
  readonly pools: readonly PoolStatement[];
  readonly assumptions: ExpectedUsage["assumptions"];
};

/** The charges of a quote, by the function that makes those of an account: only the facts are assumed. */
export function assumedCharges(input: {
  readonly quote: SampleQuote;
  readonly resolutions?: Resolutions;
  readonly legalEntity: LegalEntity;
  readonly plan: PricePlan;
  readonly decks: readonly DeckDelivery[];
  readonly exchanges?: ExchangeTable;
}): Result<AssumedCharges> {
  const { quote, legalEntity } = input;
  const period = monthPeriod(quote.month);
  const at = noonOf(period.from, legalEntity.zone);
  const planned = quotedPlan(input.plan, quote);
  if (!planned.ok) return planned;
  const plan = planned.value;
  const assumed = assumedAccount({
    quote,
    legalEntity,
    plan,
    period,
    resolutions: input.resolutions ?? new Map(),
  });
  if (!assumed.ok) return assumed;
  const account = assumed.value;
  const decks = compiledDecks(input.decks, { plan, exchanges: input.exchanges ?? null });
  if (!decks.ok) return decks;
  const usage = expectedUsage({ quote, account, plan, decks: decks.value, at, period });
  if (!usage.ok) return usage;
  const peaks = expectedPeaks(quote, account, at);
  const due = dueCharges({ account, plans: [plan], period, usage: usage.value.lines, peaks });
  if (due.problems.length > 0) return fail(...due.problems);
  return ok({
    account,
    period,
    charges: due.charges,
    pools: usage.value.pools,
    assumptions: usage.value.assumptions,
  });
}

const HALF_A_DAY = 43_200_000;

/** Decks have zones of their own; noon of the first day is that day in all of them. */
function noonOf(day: CivilDate, zone: string): Instant {
  return (startOfDay(day, zone) + HALF_A_DAY) as Instant;
}

function expectedPeaks(quote: SampleQuote, account: Account, at: Instant): readonly ChannelPeak[] {
  return quote.locations.flatMap((location) => {
    const group = account.trunkGroups.find((candidate) => candidate.location === location.id);
    const measured = location.channels?.expectedPeak ?? null;
    return group === undefined || measured === null
      ? []
      : [{ account: account.id, trunkGroup: group.id, measured, at: measured === 0 ? null : at }];
  });
}

function compiledDecks(
  deliveries: readonly DeckDelivery[],
  { plan, exchanges }: { readonly plan: PricePlan; readonly exchanges: ExchangeTable | null },
): Result<ReadonlyMap<string, CompiledDeck>> {
  const named = new Set(
    plan.products.flatMap((product) =>
      product.kind === "usage" && product.price.kind === "deck" ? [product.price.deck] : [],
    ),
  );
  const decks = new Map<string, CompiledDeck>();
  const problems: Problem[] = [];
  for (const [id, stack] of Map.groupBy(deliveries, ({ deck }) => deck.id)) {
    if (!named.has(id)) continue;
    const compiled = compileDecks(stack, exchanges);
    if (compiled.ok) decks.set(id, compiled.value);
    else problems.push(...compiled.problems);
  }
  return problems.length > 0 ? fail(...problems) : { ok: true, value: decks };
}
