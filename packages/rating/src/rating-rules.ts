import type { Source } from "@tollwright/cdr";
import type { LegalEntity } from "@tollwright/inventory";
import { compileOwnership, type Ownership } from "@tollwright/inventory";
import type { NumberingData } from "@tollwright/numbering";
import { fail, ok, type Problem, type Result } from "@tollwright/problem";
import {
  type CompiledDeck,
  compileDecks,
  compileNumberingData,
  parsedOf,
  type VersionDocument,
  type VersionSetHash,
} from "@tollwright/rate-card";
import { type CompiledPlan, compilePlan } from "./compiled-plan.ts";
import { compileVendors, type Vendors } from "./vendor/compiled-vendors.ts";

/** Everything that rating asks, compiled once from the versions in force. */
export type RatingRules = {
  /** Which set of versions this is: stored with what it priced (books 7). */
  readonly setHash: VersionSetHash | null;
  readonly sources: ReadonlyMap<string, Source>;
  readonly legalEntities: ReadonlyMap<string, LegalEntity>;
  readonly ownership: Ownership;
  readonly numbering: NumberingData;
  readonly plans: ReadonlyMap<string, CompiledPlan>;
  /** Null where no vendor's side is rated. */
  readonly vendors: Vendors | null;
};

/**
 * Compiles the versions in force for rating. What is not asked by it (levies, coverage) is left aside.
 *
 * @param input `documents` passed `checkReferences` when they were put in force; a deck that is missing all the same is a
 *   Problem, not a price.
 */
export function compileRatingRules(input: {
  readonly documents: readonly VersionDocument[];
  readonly setHash?: VersionSetHash;
}): Result<RatingRules> {
  const { documents, setHash = null } = input;
  const numbering = compileNumberingData(parsedOf(documents, "numbering").map(({ value }) => value));
  const decks = compiledDecks(documents, numbering.ok ? numbering.value.exchanges : null);
  const plans = parsedOf(documents, "plan").map(({ value }) => compilePlan(value, decks.byId));
  const vendors = compileVendors(
    parsedOf(documents, "vendor").map(({ value }) => value),
    decks.byId,
  );
  const problems = [
    ...(numbering.ok ? [] : numbering.problems),
    ...decks.problems,
    ...plans.flatMap((plan) => (plan.ok ? [] : plan.problems)),
    ...(vendors.ok ? [] : vendors.problems),
  ];
  if (problems.length > 0 || !numbering.ok || !vendors.ok) return fail(...problems);
  return ok({
    setHash,
    sources: byId(parsedOf(documents, "source").map(({ value }) => value)),
    legalEntities: byId(parsedOf(documents, "legalEntity").map(({ value }) => value)),
    ownership: compileOwnership(parsedOf(documents, "account").map(({ value }) => value)),
    numbering: numbering.value,
    plans: byId(plans.flatMap((plan) => (plan.ok ? [plan.value] : []))),
    vendors: vendors.value,
  });
}

function compiledDecks(
  documents: readonly VersionDocument[],
  exchanges: NumberingData["exchanges"] | null,
): {
  readonly byId: ReadonlyMap<string, CompiledDeck>;
  readonly problems: readonly Problem[];
} {
  const deliveries = parsedOf(documents, "deck").map(({ value, document }) => ({
    hash: document.hash,
    deck: value,
  }));
  const compiled = [...Map.groupBy(deliveries, ({ deck }) => deck.id).values()].map((stack) =>
    compileDecks(stack, exchanges),
  );
  return {
    byId: byId(compiled.flatMap((deck) => (deck.ok ? [deck.value] : []))),
    problems: compiled.flatMap((deck) => (deck.ok ? [] : deck.problems)),
  };
}

function byId<T extends { readonly id: string }>(values: readonly T[]): ReadonlyMap<string, T> {
  return new Map(values.map((value) => [value.id, value]));
}
