import { type CivilDate, contains, type Instant, type OpenPeriod, startOfDay } from "@tollwright/calendar";
import { fail, ok, type Problem, problem, type Result } from "@tollwright/problem";
import type { CallClass, CompiledDeck, Vendor, VendorDirection } from "@tollwright/rate-card";
import { type CompiledProduct, compilePrice } from "../compiled-plan.ts";
import type { VendorSide } from "../rating.ts";

/** A vendor, ready to be asked for a price. */
type CompiledVendor = {
  readonly id: string;
  readonly side: VendorSide;
  readonly zone: string;
  readonly priceOf: (asked: {
    readonly direction: VendorDirection;
    readonly callClass: CallClass;
    /** In the vendor's zone. */
    readonly day: CivilDate;
  }) => CompiledProduct | undefined;
};

/** A trunk with the words that say so in a rating, put together once for all calls. */
export type VendorTrunk = { readonly vendor: CompiledVendor; readonly attributedBy: string };

export type Vendors = {
  /** Whose trunk it was at that instant; null for a trunk of nobody's. */
  readonly ofTrunk: (asked: {
    readonly source: string;
    readonly name: string;
    readonly direction: VendorDirection;
    readonly at: Instant;
  }) => VendorTrunk | null;
};

/**
 * The vendors whose calls are rated. Null: there is none, and no call is asked for one.
 *
 * @param vendors Passed `checkReferences`, so a trunk has one vendor a day, and a class one price.
 */
export function compileVendors(
  vendors: readonly Vendor[],
  decks: ReadonlyMap<string, CompiledDeck>,
): Result<Vendors | null> {
  const rated = vendors.filter(({ rateCalls }) => rateCalls);
  if (rated.length === 0) return ok(null);
  const problems = rated.flatMap((vendor) => missingDecks(vendor, decks));
  if (problems.length > 0) return fail(...problems);
  const spans = rated.flatMap((vendor) => {
    const compiled = compileVendor(vendor, decks);
    return vendor.trunks.map((trunk) => spanOf(trunk, compiled));
  });
  // By source, then by name: a key of both would be put together anew for every call.
  const bySource = new Map(
    [...Map.groupBy(spans, ({ trunk }) => trunk.source)].map(
      ([source, own]) => [source, Map.groupBy(own, ({ trunk }) => trunk.name)] as const,
    ),
  );
  return ok({
    ofTrunk: ({ source, name, direction, at }) => {
      for (const span of bySource.get(source)?.get(name) ?? NO_SPANS)
        if (isThen(span, direction, at)) return span[direction];
      return null;
    },
  });
}

const NO_SPANS: readonly TrunkSpan[] = [];

type TrunkSpan = Readonly<Record<VendorDirection, VendorTrunk>> & {
  readonly trunk: Vendor["trunks"][number];
  readonly from: Instant;
  readonly until: Instant | null;
};

function spanOf(trunk: Vendor["trunks"][number], vendor: CompiledVendor): TrunkSpan {
  const { zone } = vendor;
  const until = trunk.until === null ? null : startOfDay(trunk.until, zone);
  return {
    trunk,
    from: startOfDay(trunk.from, zone),
    until,
    outbound: { vendor, attributedBy: `trunk out ${trunk.name}` },
    inbound: { vendor, attributedBy: `trunk in ${trunk.name}` },
  };
}

function isThen({ trunk, from, until }: TrunkSpan, direction: VendorDirection, at: Instant): boolean {
  if (trunk.direction !== undefined && trunk.direction !== direction) return false;
  return from <= at && (until === null || at < until);
}

type DatedPrice = OpenPeriod & { readonly product: CompiledProduct };

function compileVendor(vendor: Vendor, decks: ReadonlyMap<string, CompiledDeck>): CompiledVendor {
  const prices = {
    outbound: new Map<CallClass, DatedPrice[]>(),
    inbound: new Map<CallClass, DatedPrice[]>(),
  };
  for (const { direction, classes, price, from, until } of vendor.prices) {
    const compiled = compilePrice(price, decks);
    if (compiled === null) continue; // told by missingDecks
    const product = { sold: { plan: vendor.id, product: vendor.id }, price: compiled };
    for (const callClass of classes) {
      const dated = prices[direction].get(callClass) ?? [];
      prices[direction].set(callClass, [...dated, { product, from, until }]);
    }
  }
  return {
    id: vendor.id,
    side: `vendor:${vendor.id}`,
    zone: vendor.zone,
    priceOf: ({ direction, callClass, day }) => {
      const ofDirection = prices[direction];
      const wider = WIDER[callClass];
      const product = productOn(ofDirection.get(callClass), day);
      return product === undefined && wider !== undefined ? productOn(ofDirection.get(wider), day) : product;
    },
  };
}

function productOn(prices: readonly DatedPrice[] | undefined, day: CivilDate): CompiledProduct | undefined {
  return prices?.find((price) => contains(price, day))?.product;
}

/** Local areas, LATAs and where a toll-free call comes from are our distinctions: who does not make them has one price. */
const WIDER: Readonly<Partial<Record<string, CallClass>>> = {
  local: "intrastate",
  intraLata: "intrastate",
  tollFreeIntrastate: "tollFree",
};

function missingDecks(vendor: Vendor, decks: ReadonlyMap<string, CompiledDeck>): readonly Problem[] {
  return vendor.prices.flatMap(({ price }) =>
    compilePrice(price, decks) === null
      ? [problem({ code: "REFERENCE_UNKNOWN", message: `vendor ${vendor.id}: a deck is not in force` })]
      : [],
  );
}
