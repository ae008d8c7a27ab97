import { shareADay } from "@tollwright/inventory";
import type { RateDeck } from "../deck.ts";
import type { Finding } from "../finding.ts";
import { checkTariff } from "../tariff/check-tariff.ts";
import type { Vendor } from "./vendor.ts";

/** What a vendor is held against. */
export type VendorSurroundings = {
  readonly decks: ReadonlyMap<string, RateDeck>;
  readonly sources: ReadonlySet<string>;
  /** All vendors, this one included, in a fixed order. */
  readonly vendors: readonly Vendor[];
};

/**
 * What is wrong with a vendor beside the other documents: a deck or source that is not there, a deck in another currency, a class
 * with two prices on one day, a trunk of two vendors on one day. A trunk may be a customer's as well: he who is behind it
 * is charged for one end, and charges for the other.
 */
export function checkVendor(vendor: Vendor, around: VendorSurroundings): readonly Finding[] {
  return [
    ...sourcesThere(vendor, around.sources),
    ...trunksOfTwo(vendor, around.vendors),
    ...decksFit(vendor, around.decks),
    ...classesOnce(vendor),
  ];
}

function sourcesThere({ trunks }: Vendor, sources: ReadonlySet<string>): Finding[] {
  return trunks.flatMap(({ source }, index): Finding[] =>
    sources.has(source)
      ? []
      : [
          {
            code: "REFERENCE_UNKNOWN",
            path: ["trunks", index, "source"],
            message: `there is no source ${source}`,
          },
        ],
  );
}

/** Each pair is told once, of the later entry. */
function trunksOfTwo(vendor: Vendor, vendors: readonly Vendor[]): Finding[] {
  const before = vendors.slice(0, vendors.indexOf(vendor)).flatMap(heldTrunks);
  const own = heldTrunks(vendor);
  return own.flatMap((held, index): Finding[] => {
    const other = [...before, ...own.slice(0, index)].find((earlier) => clash(earlier, held));
    if (other === undefined) return [];
    const message = `trunk ${held.trunk.name} of source ${held.trunk.source} is vendor ${other.vendor}'s on the same day`;
    return [{ code: "TRUNK_NAME_TWICE", path: ["trunks", index, "name"], message }];
  });
}

type HeldTrunk = { readonly vendor: string; readonly trunk: Vendor["trunks"][number] };

function heldTrunks({ id, trunks }: Vendor): readonly HeldTrunk[] {
  return trunks.map((trunk) => ({ vendor: id, trunk }));
}

function clash({ trunk: left }: HeldTrunk, { trunk: right }: HeldTrunk): boolean {
  if (left.source !== right.source || left.name !== right.name || !shareADay(left, right)) return false;
  return left.direction === undefined || right.direction === undefined || left.direction === right.direction;
}

function decksFit(vendor: Vendor, decks: ReadonlyMap<string, RateDeck>): Finding[] {
  return vendor.prices.flatMap(({ price }, index): Finding[] => {
    const { currency } = vendor;
    if (price.kind === "tariff")
      return checkTariff(price.rate, { path: ["prices", index, "price", "rate"], currency });
    if (price.kind !== "deck") return [];
    const path = ["prices", index, "price", "deck"];
    const deck = decks.get(price.deck);
    if (deck === undefined)
      return [{ code: "REFERENCE_UNKNOWN", path, message: `there is no deck ${price.deck}` }];
    if (deck.currency === vendor.currency) return [];
    const message = `deck ${deck.id} is in ${deck.currency}, the vendor in ${vendor.currency}`;
    return [{ code: "CURRENCY_DIFFERS", path, message }];
  });
}

function classesOnce({ prices }: Vendor): Finding[] {
  return prices.flatMap((price, index) =>
    price.classes.flatMap((callClass, position): Finding[] => {
      const isPriced = (earlier: Vendor["prices"][number]): boolean =>
        earlier.direction === price.direction &&
        earlier.classes.includes(callClass) &&
        shareADay(earlier, price);
      if (!prices.slice(0, index).some(isPriced)) return [];
      const message = `class ${callClass}, ${price.direction}, has another price on the same day`;
      return [{ code: "PRODUCT_CLASS_TWICE", path: ["prices", index, "classes", position], message }];
    }),
  );
}
