import { type Level, NO_ORIGIN, undetermined } from "./level.ts";

/**
 * Where no table lists the cities, the one that the address names is a candidate, for a person to look at. It is no more: of the
 * postal city names fewer than half stand for a city of that name, and no policy picks from a list that is not whole.
 */
export function cityOfAddress(city: string | null): Level | null {
  if (city === null) return null;
  return undetermined(
    [
      { name: city, code: null, share: null },
      { name: null, code: null, share: null, unlisted: true },
    ],
    { ...NO_ORIGIN, method: "address" },
    "the address names it, which is no proof; no city limits of this state were imported, and the county does not decide it",
  );
}
