import { canonicalHash } from "@tollwright/canonical";
import { LegalEntity } from "@tollwright/inventory";
import type { NumberingData } from "@tollwright/numbering";
import { fail, type Problem, problem, type Result, schemaProblems } from "@tollwright/problem";
import { type DeckDelivery, type Locate, PricePlan, RateDeck } from "@tollwright/rate-card";
import { type Coverage, GapDecision, type Levy, LevySchema } from "@tollwright/tax";
import { z } from "zod";
import type { Invoice } from "../invoice.ts";
import { locateQuote } from "./locate-quote.ts";
import { makeQuote } from "./make-quote.ts";
import { ownIds, QuotedLocation, SampleQuote } from "./sample-quote.ts";

const inline = <T extends z.ZodType>(schema: T) => schema.nullish();

/**
 * The calculator `quote`: the sample's YAML as JSON. `legalEntity` and `plan` name loaded ones or stand there whole; `decks`,
 * `levies` and `decisions` take the place of loaded ones where given.
 */
export const QuoteRequest = z.strictObject({
  ...SampleQuote.shape,
  legalEntity: z.union([SampleQuote.shape.legalEntity, LegalEntity]),
  plan: z.union([SampleQuote.shape.plan, PricePlan]),
  /** A location without a place has that of its address. */
  locations: ownIds(z.array(QuotedLocation.extend({ place: inline(QuotedLocation.shape.place) })).min(1)),
  decks: inline(z.array(RateDeck)),
  levies: inline(z.array(LevySchema)),
  decisions: inline(z.array(GapDecision)),
});
export type QuoteRequest = z.infer<typeof QuoteRequest>;

/** What is loaded: used where the request names it or is silent. */
export type QuoteSupplies = {
  readonly legalEntities: readonly LegalEntity[];
  readonly plans: readonly PricePlan[];
  readonly decks: readonly DeckDelivery[];
  readonly levies: readonly Levy[];
  readonly decisions: readonly GapDecision[];
  readonly coverage?: readonly Coverage[];
  readonly numbering?: Pick<NumberingData, "exchanges">;
  /** Finds places of addresses, by the policy of the seller that is loaded. */
  readonly locate?: Locate;
};

/** Nothing is loaded: the request must carry everything. */
const NOTHING: QuoteSupplies = { legalEntities: [], plans: [], decks: [], levies: [], decisions: [] };

/**
 * JSON in, the canonical invoice out (of kind `sample`).
 *
 * Problems: those of the schema with their paths; REFERENCE_UNKNOWN for a legal entity or plan that is not loaded; PLACE_UNRESOLVED for an
 * address without a place; all of `makeQuote`.
 */
export function quoteFromRequest(json: unknown, supplies: QuoteSupplies = NOTHING): Result<Invoice> {
  const parsed = QuoteRequest.safeParse(json);
  if (!parsed.success) return fail(...schemaProblems(parsed.error));
  const { legalEntity: seller, plan: sold, decks, levies, decisions, ...quote } = parsed.data;
  const legalEntity = typeof seller === "string" ? byId(supplies.legalEntities, seller) : seller;
  const plan = typeof sold === "string" ? byId(supplies.plans, sold) : sold;
  if (legalEntity === undefined) return fail(unknown("legalEntity", seller));
  if (plan === undefined) return fail(unknown("plan", sold));
  const located = locateQuote(quote.locations, legalEntity.id, supplies.locate ?? null);
  if (!located.ok) return located;
  const { locations, resolutions } = located.value;
  return makeQuote({
    quote: { ...quote, locations, legalEntity: legalEntity.id, plan: plan.id },
    resolutions,
    legalEntity,
    plan,
    decks: decks?.map((deck) => ({ hash: canonicalHash(deck), deck })) ?? supplies.decks,
    ...(supplies.numbering === undefined ? {} : { exchanges: supplies.numbering.exchanges }),
    levies: levies ?? supplies.levies,
    decisions: decisions ?? supplies.decisions,
    // Coverage speaks of the loaded levies; a request with its own is complete by itself.
    coverage: levies ? [] : (supplies.coverage ?? []),
  });
}

function byId<T extends { readonly id: string }>(values: readonly T[], id: string): T | undefined {
  return values.find((value) => value.id === id);
}

function unknown(path: "legalEntity" | "plan", named: unknown): Problem {
  return problem({
    code: "REFERENCE_UNKNOWN",
    message: `${path} ${String(named)} is not loaded`,
    path,
    wayOut: `name a loaded ${path}, or give it whole in the request`,
  });
}
