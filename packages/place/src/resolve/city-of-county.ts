import type { CityOfCounty } from "../tables/county-cities.ts";
import { type Candidate, found, type Level, none, type Origin, undetermined } from "./level.ts";
import type { PlaceData } from "./place-data.ts";

/**
 * The city where the county alone decides it: independent cities and consolidated governments.
 *
 * @param county Five digits, of a county that is certain or likely.
 * @returns Null where a county says nothing of the city. Where places of their own limits lie within it, all are candidates.
 */
export function cityOfCounty(county: Level, data: PlaceData): Level | null {
  if (county.status === "undetermined") return cityOfCandidates(county, data);
  if (county.status !== "found" || county.code === null) return null;
  const city = data.countyCities(county.code);
  if (city === null) return null;
  const origin = originOf(city);
  const confidence = county.confidence === "certain" ? "certain" : "likely";
  if (city.covers === "none")
    return withPolicy(none(origin, confidence, `no incorporated place lies in ${county.name}`), county);
  const itself = { name: city.city, code: city.cityFips === "" ? null : city.cityFips };
  const because = `the city is the whole of ${county.name}`;
  if (city.covers === "whole") return withPolicy(found(itself, origin, confidence, because), county);
  return undetermined(
    citiesOf(city),
    origin,
    `${county.name} is consolidated, and ${city.except.length} places within it have limits of their own`,
  );
}

/** What follows from a county that a policy chose is no surer than it. */
function withPolicy(level: Level, { policy }: Level): Level {
  return policy === null ? level : { ...level, confidence: "ambiguous", policy };
}

function originOf({ source, vintage }: CityOfCounty): Origin {
  return { method: "cityOfCounty", source, vintage };
}

/**
 * Lists of places often leave out what a consolidated government has for itself, so that it looks like no city: in its county,
 * outside the places with limits of their own is inside of it.
 */
export function insideConsolidated(city: Level | null, county: Level, data: PlaceData): Level | null {
  if (city === null) return city;
  if (county.status === "undetermined") return besideConsolidated(city, county, data);
  const balance = county.status === "found" && county.code !== null ? data.countyCities(county.code) : null;
  if (balance?.covers !== "balance") return city;
  const itself = { name: balance.city, code: balance.cityFips || null };
  const candidates =
    city.candidates?.map((each) => (each.name === null ? { ...each, ...itself } : each)) ?? null;
  if (city.status !== "none") return { ...city, candidates };
  const because = `${city.because}; in ${county.name} that is the consolidated government's`;
  return { ...city, status: "found", ...itself, candidates, because };
}

/** Where the county is one of several, and some are consolidated, what looks like no city may be one of theirs: its part is not known. */
function besideConsolidated(city: Level, county: Level, data: PlaceData): Level {
  const listed = (county.candidates ?? []).flatMap(({ code }) =>
    code === null ? [] : (data.countyCities(code) ?? []),
  );
  const balances = listed.filter(({ covers }) => covers === "balance");
  const outside = city.candidates?.find(({ name }) => name === null) ?? null;
  const isOutside = city.status === "none" || (city.status === "undetermined" && outside !== null);
  if (balances.length === 0 || !isOutside) return city;
  const others = (city.candidates ?? []).filter(({ name }) => name !== null);
  const own = balances.map(({ city: name, cityFips }) => ({ name, code: cityFips || null, share: null }));
  const unlisted: Candidate = { name: null, code: null, share: outside?.share ?? null, unlisted: true };
  const { method, source, vintage } = city;
  const because = `${city.because}; in a consolidated county that is its government's, and the county is not known`;
  return undetermined([...others, ...own, unlisted], { method, source, vintage }, because);
}

/**
 * Where all counties that it may be are wholly of one city, it is that city, and none where none has any; else it may be a city of any of them. What lies in a
 * county that no list has may be any other city, or none.
 */
function cityOfCandidates(county: Level, data: PlaceData): Level | null {
  const listed = (county.candidates ?? []).map(({ code }) =>
    code === null ? null : data.countyCities(code),
  );
  const [first, ...more] = listed.flatMap((city) => city ?? []);
  if (first === undefined) return null;
  const origin = originOf(first);
  const named = alike([first, ...more].flatMap(citiesOf));
  const [only] = named;
  if (only?.name && !listed.includes(null) && named.every(({ name }) => name === only.name))
    return found(
      { name: only.name, code: only.code },
      origin,
      "likely",
      "every county that it may be lies in the city",
    );
  if (only?.name === null && named.length === 1 && !listed.includes(null))
    return none(origin, "likely", "no incorporated place lies in any county that it may be");
  const unlisted: Candidate[] = listed.includes(null)
    ? [{ name: null, code: null, share: null, unlisted: true }]
    : [];
  return undetermined([...named, ...unlisted], origin, "the county is not known, and so not its cities");
}

type ListedCity = { readonly name: string | null; readonly code: string | null; readonly share: null };

/** Outside every city stands once, however many counties have none. */
function alike(cities: readonly ListedCity[]): readonly ListedCity[] {
  return cities.filter(
    ({ name }, index) => name !== null || cities.findIndex((each) => each.name === null) === index,
  );
}

/** The city of a county, and the places within it that have limits of their own; without a name: outside every city. */
function citiesOf({ city, cityFips, covers, except }: CityOfCounty): readonly ListedCity[] {
  if (covers === "none") return [{ name: null, code: null, share: null }];
  return [{ name: city, code: cityFips || null }, ...except].map((each) => ({ ...each, share: null }));
}
