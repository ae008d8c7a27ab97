import { type ChannelPeak, dueCharges } from "@tollwright/billing";
import { addDays, type Instant, monthPeriod, startOfDay } from "@tollwright/calendar";
import type { Account, LegalEntity } from "@tollwright/inventory";
import { fail, type Problem, problem, type Result } from "@tollwright/problem";
import { type CompiledDeck, compileDecks, type DeckDelivery, type PricePlan } from "@tollwright/rate-card";
import { assess, type GapDecision, type Levy } from "@tollwright/tax";
import { assessRequestFor } from "../assess-request.ts";
import { composeInvoice } from "../compose-invoice.ts";
import type { Invoice } from "../invoice.ts";
import { assumedAccount } from "./assumed-account.ts";
import { type ExpectedUsage, expectedUsage } from "./expected-usage.ts";
import { quotedPlan } from "./quoted-plan.ts";
import type { SampleQuote } from "./sample-quote.ts";

export type QuoteInput = {
  readonly quote: SampleQuote;
  readonly legalEntity: LegalEntity;
  readonly plan: PricePlan;
  /** Of the decks that the plan names; others do no harm. */
  readonly decks: readonly DeckDelivery[];
  readonly levies: readonly Levy[];
  readonly decisions: readonly GapDecision[];
};

/**
 * A sample invoice (books 24): the engine of the invoice over assumed facts. Given calls, it equals the invoice to the
 * cent; given minutes, it states its assumption on each line. A tax figure that is missing is named in a notice, and the
 * quote goes through. Nothing is stored.
 *
 * @returns Kind `sample`, without a number; the problems of what cannot be priced.
 * @example 20 numbers at 1.15, 10 channels at 17.50, 400 calls of 180 s at 0.0150: 23.00 + 175.00 + 18.00, and taxes.
 */
export function makeQuote(input: QuoteInput): Result<Invoice> {
  const { quote, legalEntity } = input;
  if (input.plan.currency !== legalEntity.currency) return fail(currencyDiffers(input));
  const period = monthPeriod(quote.month);
  const plan = quotedPlan(input.plan, quote);
  if (!plan.ok) return plan;
  const account = assumedAccount({ quote, legalEntity, plan: plan.value, period });
  if (!account.ok) return account;
  const decks = compiledDecks(input.decks, plan.value);
  if (!decks.ok) return decks;
  const at = noonOf(period.from, legalEntity.zone);
  const assumed = { quote, account: account.value, plan: plan.value };
  const usage = expectedUsage({ ...assumed, decks: decks.value, at });
  if (!usage.ok) return usage;
  const { charges, problems } = dueCharges({
    account: account.value,
    plans: [plan.value],
    period,
    usage: usage.value.lines,
    peaks: expectedPeaks(quote, account.value, at),
  });
  if (problems.length > 0) return fail(...problems);
  const facts = {
    legalEntity,
    payer: account.value,
    sites: [{ account: account.value, charges }],
    period,
    billDate: quote.billDate,
    levies: input.levies,
  };
  const assessment = assess(assessRequestFor({ ...facts, decisions: input.decisions }));
  if (!assessment.ok) return assessment;
  const invoice = composeInvoice({
    ...facts,
    kind: "sample",
    assessment: assessment.value,
    dueDate: addDays(quote.billDate, legalEntity.terms.dueDays),
    itemisation: null,
    notices: notices(quote, period.from),
  });
  return invoice.ok ? { ok: true, value: asSample(invoice.value, usage.value) } : invoice;
}

const HALF_A_DAY = 43_200_000;

/** Decks have zones of their own; noon of the first day is that day in all of them. */
function noonOf(day: Parameters<typeof startOfDay>[0], zone: string): Instant {
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
  plan: PricePlan,
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
    const compiled = compileDecks(stack);
    if (compiled.ok) decks.set(id, compiled.value);
    else problems.push(...compiled.problems);
  }
  return problems.length > 0 ? fail(...problems) : { ok: true, value: decks };
}

function notices(quote: SampleQuote, day: string): readonly string[] {
  const isEstimated = quote.locations.some((location) =>
    (location.usage ?? []).some((usage) => usage.minutes),
  );
  return [
    "This is a sample, not an invoice. Taxes and fees are estimated by the rules known for its bill date.",
    ...(isEstimated
      ? [
          `Usage is estimated from expected minutes: so many whole calls of the average length, at the prices of ${day}. Minutes are billed minutes.`,
        ]
      : []),
  ];
}

/** Placeholders are not printed, and each usage line says what was assumed of it. */
function asSample(invoice: Invoice, usage: ExpectedUsage): Invoice {
  return {
    ...invoice,
    charges: invoice.charges.map((charge) => ({
      ...charge,
      about: null,
      explanation: [...(usage.assumptions.get(charge.key) ?? []), ...charge.explanation],
    })),
  };
}

function currencyDiffers({ plan, legalEntity }: QuoteInput): Problem {
  return problem({
    code: "CURRENCY_DIFFERS",
    message: `plan ${plan.id} is in ${plan.currency}, legal entity ${legalEntity.id} in ${legalEntity.currency}`,
    path: "plan",
  });
}
