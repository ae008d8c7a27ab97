import type { Period } from "@tollwright/calendar";
import { Account, type LegalEntity } from "@tollwright/inventory";
import { fail, ok, type Problem, problem, type Result, schemaProblems } from "@tollwright/problem";
import type { PricePlan, Product } from "@tollwright/rate-card";
import { assumedInventory, PROSPECT, type ProductFor } from "./assumed-inventory.ts";
import type { Resolutions } from "./locate-quote.ts";
import type { SampleQuote } from "./sample-quote.ts";

/**
 * The prospect as an account with its inventory: everything held through the whole month, ports and one-time charges on
 * its first day. Numbers are placeholders; no sample prints them.
 *
 * Problem QUOTE_PRODUCT: the plan has no product, or several, for something that names none.
 */
export function assumedAccount(input: {
  readonly quote: SampleQuote;
  readonly legalEntity: LegalEntity;
  readonly plan: PricePlan;
  readonly period: Period;
  readonly resolutions: Resolutions;
}): Result<Account> {
  const { quote, legalEntity, plan, period, resolutions } = input;
  const problems: Problem[] = [];
  const productOf: ProductFor = (named, fits, what) => {
    if (named) return named;
    const candidates = plan.products.filter(fits);
    if (candidates.length !== 1 || candidates[0] === undefined) {
      problems.push(ambiguous({ plan, what, found: candidates }));
      return null;
    }
    return candidates[0].id;
  };
  const parts = quote.locations.map((location) =>
    assumedInventory({ location, from: period.from, productOf }),
  );
  if (problems.length > 0) return fail(...problems);
  const unknown = unknownLocations(quote);
  if (unknown.length > 0) return fail(...unknown);
  const { name, address, customerOrderNumber, buyerKind, exemptions } = quote.prospect;
  const account = Account.safeParse({
    id: PROSPECT,
    name,
    legalEntity: legalEntity.id,
    billingAddress: address,
    customerOrderNumber: customerOrderNumber ?? null,
    zone: legalEntity.zone,
    buyerKind: buyerKind ?? undefined,
    exemptions: exemptions ?? [],
    plans: [{ plan: plan.id, from: period.from }],
    locations: quote.locations.map((location) => ({
      id: location.id,
      name: location.name,
      address: location.address,
      place: location.place,
      resolution: resolutions.get(location.id),
      from: period.from,
    })),
    defaultLocation: quote.locations[0]?.id,
    telephoneNumbers: parts.flatMap((part) => part.telephoneNumbers),
    tollFreeNumbers: parts.flatMap((part) => part.tollFreeNumbers),
    e911Records: parts.flatMap((part) => part.e911Records),
    portOrders: parts.flatMap((part) => part.portOrders),
    trunkGroups: parts.flatMap((part) => part.trunkGroups),
    subscriptions: parts.flatMap((part) => part.subscriptions),
    oneTimeCharges: parts.flatMap((part) => part.oneTimeCharges),
    discounts: promised(quote.discounts, "discount", period.from),
    commitments: promised(quote.commitments, "commitment", period.from),
  });
  return account.success ? ok(account.data) : fail(...schemaProblems(account.error));
}

type Promised = SampleQuote["discounts"] | SampleQuote["commitments"];

/** As entries of an account file, from the first day of the month. */
function promised(entries: Promised, name: string, from: string) {
  return (entries ?? []).map((entry, index) => ({
    // What is left out and what is null mean the same.
    ...Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== null)),
    id: `${name}-${index + 1}`,
    from,
  }));
}

/** A discount for a place that nobody quotes would reach nothing, in silence. */
function unknownLocations({ locations, discounts, commitments }: SampleQuote): readonly Problem[] {
  const known = new Set(locations.map(({ id }) => id));
  const check = (entries: Promised, path: string): Problem[] =>
    (entries ?? []).flatMap(({ location }, index) =>
      !location || known.has(location)
        ? []
        : [
            problem({
              code: "REFERENCE_UNKNOWN",
              message: `the quote has no location ${location}`,
              path: `${path}[${index}].location`,
              wayOut: "name a location of the quote, or none for all of them",
            }),
          ],
    );
  return [...check(discounts, "discounts"), ...check(commitments, "commitments")];
}

function ambiguous(input: {
  readonly plan: PricePlan;
  readonly what: string;
  readonly found: readonly Product[];
}): Problem {
  const names = input.found.map((product) => product.id).join(", ");
  return problem({
    code: "QUOTE_PRODUCT",
    message: `plan ${input.plan.id} has ${input.found.length === 0 ? "no product" : `several products (${names})`} for ${input.what}`,
    path: "locations",
  });
}
