import type { Product } from "@tollwright/rate-card";
import type { QuotedLocation } from "./sample-quote.ts";

/** The one account of a quote. */
export const PROSPECT = "prospect";

/** The product that bills something: the one named, or the only one of the plan that fits; null (and a problem) otherwise. */
export type ProductFor = (
  named: string | null | undefined,
  fits: (product: Product) => boolean,
  what: string,
) => string | null;

/** E.164 digits that no network assigns: the North American plan has no number that begins with 1 0. */
const PLACEHOLDER_NUMBER = "10000000000";

/** Everything that a prospect would have at one location, as entries of an account file. */
export function assumedInventory(input: {
  readonly location: QuotedLocation;
  readonly from: string;
  readonly productOf: ProductFor;
}) {
  const { location, from, productOf } = input;
  const at = { location: location.id };
  const things = (
    counted: Counted,
    unit: "telephoneNumber" | "tollFreeNumber" | "e911Record",
    what: string,
  ) => {
    const { count, product } = countedOf(counted);
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
    subscriptions: (location.subscriptions ?? []).map((entry, index) => ({
      ...at,
      ...entry,
      from,
      id: `subscription-${index + 1}`,
    })),
    oneTimeCharges: (location.oneTimeCharges ?? []).map((entry, index) => ({
      ...at,
      product: entry.product,
      quantity: entry.quantity ?? 1,
      amount: entry.amount ?? undefined,
      description: entry.description ?? undefined,
      on: from,
      id: `once-${index + 1}`,
    })),
  };
}

type Counted = QuotedLocation["telephoneNumbers"];

function countedOf(counted: Counted): { readonly count: number; readonly product?: string } {
  return typeof counted === "object" && counted !== null ? counted : { count: counted ?? 0 };
}

function portOrders(location: QuotedLocation, from: string, productOf: ProductFor) {
  const { count, product } = countedOf(location.portedNumbers);
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
  if (!location.channels) return [];
  const { committed, product } = location.channels;
  return [
    {
      id: location.id,
      location: location.id,
      names: [{ source: PROSPECT, name: location.id }],
      product: productOf(product, (candidate) => candidate.kind === "channels", "channels"),
      channels: [{ committed, from }],
      from,
    },
  ];
}
