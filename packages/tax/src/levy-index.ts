import { areaKey } from "@tollwright/place";
import { countryOf, levelOf } from "./jurisdiction.ts";
import type { Jurisdiction, Levy } from "./schema/levy.ts";
import type { AssessRequest, TaxPlace } from "./schema/request.ts";
import { situsOf } from "./situs.ts";

/** Levies by the narrowest key of their jurisdictions, each with its place in the list. */
type Shelves = {
  readonly shelves: ReadonlyMap<string, readonly Placed[]>;
  /** What was found before, by the places as they are written. */
  readonly found: Map<string, readonly Levy[]>;
};
type Placed = { readonly levy: Levy; readonly at: number };

const shelvesOf = new WeakMap<readonly Levy[], Shelves>();

/**
 * The levies that may reach the charges of a request, in the order of the list, and those that stand in a base of theirs. The
 * index is made once for each list, so thousands of levies cost an invoice no more than those of its own places; whether a levy
 * does reach a charge is asked after that. For the same places it is the same list.
 *
 * @example of 1,350 levies, 12 may reach a charge in `{ state: "IL", county: "Cook", city: "Chicago" }`.
 */
export function leviesReaching(
  levies: readonly Levy[],
  { charges, place }: Pick<AssessRequest, "charges" | "place">,
): readonly Levy[] {
  const { shelves, found } = shelvesOf.get(levies) ?? shelve(levies);
  const places = [...placesOf(charges, place)];
  const name = JSON.stringify(places);
  const known = found.get(name);
  if (known !== undefined) return known;
  if (found.size >= MOST_PLACES) found.clear();
  const reaching = reachingBy([EVERYWHERE, ...places.flatMap(keysOfPlace)], shelves);
  found.set(name, reaching);
  return reaching;
}

/** Each once: of most invoices all charges are at one place. */
function placesOf(
  charges: AssessRequest["charges"],
  invoicePlace: AssessRequest["place"],
): ReadonlySet<TaxPlace> {
  const places = new Set<TaxPlace>();
  for (const charge of charges) {
    const own = charge.place ?? invoicePlace;
    if (charge.situs) for (const used of situsOf(charge, invoicePlace).places) places.add(used.place);
    else if (own) places.add(own);
  }
  return places;
}

/** Places whose levies are kept at hand. */
const MOST_PLACES = 10_000;

function reachingBy(keys: readonly string[], shelves: Shelves["shelves"]): readonly Levy[] {
  const found = new Map<number, Levy>();
  const waiting = keys.flatMap((key) => shelves.get(key) ?? []);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next.at)) continue;
    found.set(next.at, next.levy);
    const named = [...(next.levy.baseIncludes ?? []), ...(next.levy.baseExcludes ?? [])];
    waiting.push(...named.flatMap((id) => shelves.get(keyOfId(id)) ?? []));
  }
  return [...found].toSorted(([left], [right]) => left - right).map(([, levy]) => levy);
}

const EVERYWHERE = "everywhere";

function keyOfId(id: string): string {
  return `id ${id}`;
}

function shelve(levies: readonly Levy[]): Shelves {
  const shelves = new Map<string, Placed[]>();
  for (const [at, levy] of levies.entries()) {
    for (const key of [keyOfId(levy.id), ...keysOf(levy.jurisdiction)]) {
      const shelf = shelves.get(key) ?? [];
      shelf.push({ levy, at });
      shelves.set(key, shelf);
    }
  }
  const made = { shelves, found: new Map() };
  shelvesOf.set(levies, made);
  return made;
}

function keysOf(jurisdiction: Jurisdiction | null | undefined): readonly string[] {
  if (!jurisdiction || levelOf(jurisdiction) === "federal") return [EVERYWHERE];
  const { state, county, city, countyFips, cityFips, district } = jurisdiction;
  const country = countryOf(jurisdiction);
  const keys = (level: string, names: readonly (string | null | undefined)[]) =>
    names.filter((name) => name).map((name) => `${country} ${level} ${name}`);
  if (district) return keys("district", [district]);
  if (city || cityFips) return keys("city", [keyOfArea("city", city), cityFips]);
  if (county || countyFips) return keys("county", [keyOfArea("county", county), countyFips]);
  return [`${country} state ${state ?? ""}`];
}

/** A county or city is named by its name, however it is spelled, or by its code. */
function keysOfPlace(place: TaxPlace): readonly string[] {
  const country = countryOf(place);
  const keys = (level: string, names: readonly (string | null | undefined)[]) =>
    names.filter((name) => name).map((name) => `${country} ${level} ${name}`);
  return [
    `${country} state `,
    ...keys("state", [place.state]),
    ...keys("county", [keyOfArea("county", place.county), place.countyFips]),
    ...keys("city", [keyOfArea("city", place.city), place.cityFips]),
    ...keys("district", [place.district, ...(place.districts ?? [])]),
  ];
}

function keyOfArea(kind: "county" | "city", name: string | null | undefined): string | null {
  return name ? areaKey(kind, name) : null;
}
