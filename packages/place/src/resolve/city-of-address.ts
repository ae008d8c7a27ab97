import type { CivilDate } from "@tollwright/calendar";
import { type Candidate, type Level, NO_ORIGIN, undetermined } from "./level.ts";
import type { PlaceData } from "./place-data.ts";

/**
 * Where no table lists the cities, the one that the address names is a candidate, for a person to look at. It is no more: of the
 * postal city names fewer than half stand for a city of that name, and no policy picks from a list that is not whole.
 *
 * @param county An independent city is a county of its own: where that is none of these, it is no candidate.
 */
export function cityOfAddress(asked: {
  readonly city: string | null;
  readonly county: Level;
  readonly day: CivilDate;
  readonly data: PlaceData;
}): Level | null {
  const { city, county } = asked;
  if (city === null) return null;
  const others: Candidate = { name: null, code: null, share: null, unlisted: true };
  const origin = { ...NO_ORIGIN, method: "address" } as const;
  if (isElsewhere({ ...asked, city }))
    return undetermined(
      [others],
      origin,
      `the address names ${city}, an independent city that ${county.name ?? "its county"} does not hold; no city limits of this state were imported`,
    );
  return undetermined(
    [{ name: city, code: null, share: null }, others],
    origin,
    "the address names it, which is no proof; no city limits of this state were imported, and the county does not decide it",
  );
}

function isElsewhere(asked: {
  readonly city: string;
  readonly county: Level;
  readonly day: CivilDate;
  readonly data: PlaceData;
}): boolean {
  const { city, county, day, data } = asked;
  const codes = (county.candidates ?? []).flatMap(({ code }) => code ?? []);
  const states = [...new Set(codes.flatMap((code) => data.counties.stateOf(code) ?? []))];
  const name = `${city.replace(/^Saint /i, "St. ")} city`;
  return states
    .flatMap((state) => data.counties.find(state, name) ?? [])
    .filter(({ code, kind }) => kind === "independent city" && data.counties.on(code, day).includes(code))
    .some(({ code }) => !codes.includes(code));
}
