import type { Place } from "../place.ts";
import { found, type Level, none, type Origin } from "./level.ts";
import type { PlaceData } from "./place-data.ts";
import type { ResolvedPlace } from "./resolved-place.ts";

const ORIGIN: Origin = { method: "override", source: "stored with the location", vintage: "" };
const BECAUSE = "a stored place wins over every other way";

/** A stored place as it is, with the county's code where its name is known. */
export function storedPlace(place: Place, data: PlaceData): ResolvedPlace {
  const county = place.county === undefined ? null : data.counties.find(place.state, place.county);
  const countyFips = place.countyFips ?? county?.code ?? null;
  const level = (name: string | undefined, code: string | null): Level =>
    name === undefined ? none(ORIGIN, "certain", BECAUSE) : found({ name, code }, ORIGIN, "certain", BECAUSE);
  return {
    place: { ...place, ...(countyFips === null ? {} : { countyFips }) },
    use: "primaryUse",
    levels: {
      state: level(place.state, null),
      county: level(place.county, countyFips),
      city: level(place.city, place.cityFips ?? null),
      districts: { status: "found", names: place.districts, confidence: "certain", because: BECAUSE },
    },
    undetermined: [],
    notes: [],
  };
}
