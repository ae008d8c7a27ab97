import { actualShares, type Charge } from "@tollwright/billing";
import { addDays } from "@tollwright/calendar";
import type { LegalEntity } from "@tollwright/inventory";
import type { ExchangeTable } from "@tollwright/numbering";
import { fail, type Problem, problem, type Result } from "@tollwright/problem";
import type { DeckDelivery, PricePlan } from "@tollwright/rate-card";
import { assess, type Coverage, coverageGaps, type Gap, type GapDecision, type Levy } from "@tollwright/tax";
import { assessRequestFor } from "../assess-request.ts";
import { composeInvoice } from "../compose-invoice.ts";
import type { Invoice } from "../invoice.ts";
import { assumedCharges } from "./assumed-charges.ts";
import type { ExpectedUsage } from "./expected-usage.ts";
import type { Resolutions } from "./locate-quote.ts";
import type { SampleQuote } from "./sample-quote.ts";

export type QuoteInput = {
  readonly quote: SampleQuote;
  /** Of locations whose place was found by their address. */
  readonly resolutions?: Resolutions;
  readonly legalEntity: LegalEntity;
  readonly plan: PricePlan;
  /** Of the decks that the plan names; others do no harm. */
  readonly decks: readonly DeckDelivery[];
  /** The operator's tables, for decks by company or LATA: without them such a deck prices nothing. */
  readonly exchanges?: ExchangeTable;
  readonly levies: readonly Levy[];
  readonly decisions: readonly GapDecision[];
  /** Which families of levies are known where; what is not is named in a notice. */
  readonly coverage?: readonly Coverage[];
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
  const assumed = assumedCharges(input);
  if (!assumed.ok) return assumed;
  const { account, charges, pools, period, assumptions } = assumed.value;
  const facts = {
    legalEntity,
    payer: account,
    sites: [{ account, charges, pools }],
    period,
    billDate: quote.billDate,
    levies: input.levies,
  };
  const assessment = assess(
    assessRequestFor({
      ...facts,
      decisions: input.decisions,
      actualShares: actualShares(charges, [input.plan]),
    }),
  );
  if (!assessment.ok) return assessment;
  const invoice = composeInvoice({
    ...facts,
    kind: "sample",
    assessment: {
      ...assessment.value,
      gaps: [...assessment.value.gaps, ...uncovered(input, charges)],
    },
    dueDate: addDays(quote.billDate, legalEntity.terms.dueDays),
    notices: [...notices(quote, period.from), ...openPlaces(input)],
  });
  return invoice.ok ? { ok: true, value: asSample(invoice.value, assumptions) } : invoice;
}

function uncovered({ quote, coverage, decisions }: QuoteInput, charges: readonly Charge[]): readonly Gap[] {
  return coverageGaps({
    coverage: coverage ?? [],
    places: quote.locations.map(({ id, place }) => ({
      place,
      charges: charges.filter((charge) => charge.location === id).map((charge) => charge.key),
    })),
    billDate: quote.billDate,
    decisions,
  });
}

/** What an address does not tell, so that no tax of it is in the sample. */
function openPlaces({ quote, resolutions }: QuoteInput): readonly string[] {
  return quote.locations.flatMap(({ id, name }) => {
    const resolution = resolutions?.get(id);
    return (["county", "city"] as const).flatMap((level) =>
      resolution?.undetermined.includes(level)
        ? [
            `${name}: the address does not tell the ${level} for certain, and taxes that turn on it are not in this sample (${resolution.levels[level].because}).`,
          ]
        : [],
    );
  });
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
function asSample(invoice: Invoice, assumptions: ExpectedUsage["assumptions"]): Invoice {
  return {
    ...invoice,
    charges: invoice.charges.map((charge) => ({
      ...charge,
      about: null,
      explanation: [...(assumptions.get(charge.key) ?? []), ...charge.explanation],
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
