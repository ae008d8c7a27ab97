import type { Period } from "@tollwright/calendar";
import { Account, type LegalEntity } from "@tollwright/inventory";
import { fail, ok, type Problem, problem, type Result } from "@tollwright/problem";
import type { PricePlan, Product } from "@tollwright/rate-card";
import type { QuotedLocation, SampleQuote } from "./sample-quote.ts";

/** The one account of a quote. */
export const PROSPECT = "prospect";

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
}): Result<Account> {
  const { quote, legalEntity, plan, period } = input;
  const problems: Problem[] = [];
  const productOf: ProductFor = (named, fits, what) => {
    if (named !== undefined) return named;
    const candidates = plan.products.filter(fits);
    if (candidates.length !== 1 || candidates[0] === undefined) {
      problems.push(ambiguous({ plan, what, found: candidates }));
      return null;
    }
    return candidates[0].id;
  };
  const parts = quote.locations.map((location) => inventoryOf({ location, from: period.from, productOf }));
  if (problems.length > 0) return fail(...problems);
  const { name, address, customerOrderNumber, buyerKind, exemptions } = quote.prospect;
  return ok(
    Account.parse({
      id: PROSPECT,
      name,
      legalEntity: legalEntity.id,
      billingAddress: address,
      customerOrderNumber,
      zone: legalEntity.zone,
      buyerKind,
      exemptions,
      plans: [{ plan: plan.id, from: period.from }],
      locations: quote.locations.map((location) => ({
        id: location.id,
        name: location.name,
        address: location.address,
        place: location.place,
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
    }),
  );
}

type ProductFor = (
  named: string | undefined,
  fits: (product: Product) => boolean,
  what: string,
) => string | null;

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

/** E.164 digits that no network assigns: the North American plan has no number that begins with 1 0. */
const PLACEHOLDER_NUMBER = "10000000000";

function inventoryOf(input: {
  readonly location: QuotedLocation;
  readonly from: string;
  readonly productOf: ProductFor;
}) {
  const { location, from, productOf } = input;
  const at = { location: location.id };
  const things = (
    counted: QuotedLocation["telephoneNumbers"],
    unit: "telephoneNumber" | "tollFreeNumber" | "e911Record",
    what: string,
  ) => {
    const { count, product } = typeof counted === "number" ? { count: counted, product: undefined } : counted;
    if (count === 0) return { count, held: [] };
    const id = productOf(
      product,
      (candidate) => candidate.kind === "recurring" && candidate.unit === unit,
      what,
    );
    return { count, held: [{ ...at, from, number: PLACEHOLDER_NUMBER, product: id }] };
  };
  const numbers = things(location.telephoneNumbers, "telephoneNumber", "telephone numbers");
  const tollFree = things(location.tollFreeNumbers, "tollFreeNumber", "toll-free numbers");
  const e911 = things(location.e911Records, "e911Record", "E911 records");
  return {
    telephoneNumbers: numbers.held.map((held) => ({ ...held, count: numbers.count })),
    tollFreeNumbers: tollFree.held.flatMap((held) => Array.from({ length: tollFree.count }, () => held)),
    e911Records: e911.held.flatMap((held) => Array.from({ length: e911.count }, () => held)),
    portOrders: portOrders(location, from, productOf),
    trunkGroups: trunkGroups(location, from, productOf),
    subscriptions: location.subscriptions.map((entry, index) => ({
      ...at,
      ...entry,
      from,
      id: `s${index + 1}`,
    })),
    oneTimeCharges: location.oneTimeCharges.map((entry, index) => ({
      ...at,
      ...entry,
      on: from,
      id: `${location.id}-${index + 1}`,
    })),
  };
}

function portOrders(location: QuotedLocation, from: string, productOf: ProductFor) {
  const counted = location.portedNumbers;
  const { count, product } = typeof counted === "number" ? { count: counted, product: undefined } : counted;
  if (count === 0) return [];
  const fits = (candidate: Product): boolean =>
    candidate.kind === "oneTime" && (candidate.unit === "portedNumber" || candidate.unit === "portOrder");
  return [
    {
      id: "ports",
      location: location.id,
      product: productOf(product, fits, "ported numbers"),
      numbers: Array.from({ length: count }, () => PLACEHOLDER_NUMBER),
      completedOn: from,
    },
  ];
}

function trunkGroups(location: QuotedLocation, from: string, productOf: ProductFor) {
  if (location.channels === undefined) return [];
  const { committed, product } = location.channels;
  return [
    {
      id: `channels-${location.id}`,
      location: location.id,
      names: [{ source: PROSPECT, name: location.id }],
      product: productOf(product, (candidate) => candidate.kind === "channels", "channels"),
      channels: [{ committed, from }],
      from,
    },
  ];
}
