import assert from "node:assert";
import type { Charge, Taxing } from "@tollwright/billing";
import type { Account } from "@tollwright/inventory";
import {
  compare,
  divide,
  exact,
  multiply,
  round,
  subtract,
  sum,
  toFixedText,
  toText,
  whole,
} from "@tollwright/money";
import type { TaxCharge, TaxPlace } from "@tollwright/tax";

/**
 * A line of a bill as the tax engine sees it: one charge, or of a bundle one for each component, each under the name of the whole.
 *
 * @example a bundle of 59.99 with voice 0.6 and internet 0.4: 35.99 and 24.00.
 */
export function taxedCharges(account: Account, charge: Charge): readonly TaxCharge[] {
  const plain = plainCharge(account, charge);
  const { components } = charge.taxing ?? {};
  if (components === undefined) return [plain];
  const amounts = componentAmounts(
    plain.amount,
    components.map(({ share }) => share),
  );
  return components.map((component, index) => ({
    ...plain,
    id: `${charge.key}#${component.name}`,
    partOf: charge.key,
    component: component.name,
    amount: amounts[index] ?? "0",
    serviceClass: component.serviceClass,
    portion: component.portion,
    // What is counted belongs to the service that is named first.
    ...(index === 0 ? {} : { counts: {} }),
  }));
}

/** Each share of the whole in cents; what rounding leaves goes to the largest, of equals to the first (tax method 2.4). */
function componentAmounts(amount: string, shares: readonly string[]): readonly string[] {
  const total = exact(amount);
  const parts = shares.map((share) => round(multiply(total, exact(share)), { mode: "halfUp", places: 2 }));
  const largest = shares.reduce(
    (best, share, index) => (compare(exact(share), exact(shares[best] ?? "0")) > 0 ? index : best),
    0,
  );
  const rest = subtract(total, sum(parts.toSpliced(largest, 1)));
  return parts.map((part, index) => toFixedText(index === largest ? rest : part, 2));
}

function plainCharge(account: Account, charge: Charge): TaxCharge {
  const { taxing } = charge;
  return {
    id: charge.key,
    amount: taxing?.priceWithTaxes ?? charge.amount,
    label: charge.description,
    product: charge.product,
    serviceClass: charge.serviceClass,
    kind: charge.chargeKind,
    portion: charge.portion,
    ...(charge.jurisdictionShares === undefined ? {} : { shares: charge.jurisdictionShares }),
    period: { from: charge.from, until: charge.until },
    counts: { ...charge.counts, ...usageCounts(charge) },
    place: placeOf(account, charge.location),
    // Two sites may each have a location `main`; caps per location must not run together.
    location: `${account.id}/${charge.location}`,
    account: account.id,
    ...(charge.share === null ? {} : { fraction: charge.share }),
    ...(charge.discount === undefined ? {} : { discount: charge.discount }),
    ...(taxing === undefined ? {} : taxingFields(account, charge, taxing)),
  };
}

function placeOf(account: Account, id: string): TaxPlace {
  const location = account.locations.find((candidate) => candidate.id === id);
  assert(location !== undefined, `account ${account.id} has no location ${id}`);
  const open = location.resolution?.undetermined ?? [];
  const undetermined = open.filter((level) => level === "county" || level === "city");
  return undetermined.length === 0 ? location.place : { ...location.place, undetermined };
}

type Fields = Pick<TaxCharge, "lifeline" | "taxIncluded" | "situs">;

function taxingFields(account: Account, charge: Charge, taxing: Taxing): Fields {
  return {
    ...(taxing.lifeline === true ? { lifeline: true } : {}),
    ...(taxing.priceWithTaxes === undefined ? {} : { taxIncluded: true }),
    ...(taxing.usedAt === undefined ? {} : { situs: sharedSitus(account, taxing.usedAt) }),
    ...(taxing.callByCall === true ? { situs: { callByCall: endsOf(account, charge) } } : {}),
  };
}

function sharedSitus(account: Account, used: NonNullable<Taxing["usedAt"]>): NonNullable<TaxCharge["situs"]> {
  const place = (id: string): TaxPlace => placeOf(account, id);
  if ("segment" in used) {
    const [first, second] = used.segment;
    return { segment: [place(first), place(second)] };
  }
  if ("terminationPoints" in used) {
    return {
      points: used.terminationPoints.map(({ location, count }) => ({ place: place(location), count })),
    };
  }
  const total = used.shares.reduce((weight, share) => weight + share.weight, 0);
  return {
    key: used.key,
    shares: used.shares.map(({ location, weight }) => ({
      place: place(location),
      share: `${weight}/${total}`,
    })),
  };
}

const RECEIVED: ReadonlySet<string> = new Set(["inbound", "tollFree", "tollFreeIntrastate"]);
const WITHIN_THE_STATE: ReadonlySet<string> = new Set([
  "intrastate",
  "intraLata",
  "local",
  "tollFreeIntrastate",
]);

/** One end of every call is the location that it is charged to; of the other no more is known than its class says. */
function endsOf(account: Account, { location, callClass }: Charge) {
  const here = placeOf(account, location);
  const { country, state } = here;
  const far: TaxPlace = WITHIN_THE_STATE.has(callClass ?? "") ? { country, state } : {};
  return RECEIVED.has(callClass ?? "")
    ? { origin: far, termination: here, serviceAddress: here }
    : { origin: here, termination: far, serviceAddress: here };
}

const SECONDS_PER_MINUTE = 60;

/** For levies by the minute or the call: billed ones. */
function usageCounts(charge: Charge): Record<string, string> {
  if (charge.calls === null || charge.billedSeconds === null) return {};
  const minutes = divide(exact(charge.billedSeconds), whole(SECONDS_PER_MINUTE));
  return { calls: String(charge.calls), minutes: toText(minutes) };
}
