import { found, NO_ORIGIN, undetermined } from "./level.ts";
import type { PlaceData } from "./place-data.ts";
import { placeOfLevels } from "./place-of-levels.ts";
import type { ResolvedPlace } from "./resolved-place.ts";

/** The state of a telephone number: good for the jurisdiction of calls, never for a place of primary use. */
export function placeByNumber(number: string, data: PlaceData): ResolvedPlace | null {
  const told = data.stateOfNumber?.(number) ?? null;
  if (told === null) return null;
  const unknown = undetermined(null, NO_ORIGIN, "a telephone number does not tell it");
  const origin = { method: told.method, source: told.source, vintage: "" };
  const state = found({ name: told.state, code: null }, origin, "likely", "the number belongs to it");
  const districts = {
    status: "undetermined",
    names: [],
    confidence: "ambiguous",
    because: unknown.because,
  } as const;
  return {
    ...placeOfLevels({ state, county: unknown, city: unknown, districts: { ...districts, names: [] } }, [
      "a number tells where calls belong, and nothing of the place of use: ask for the street address",
    ]),
    use: "callJurisdiction",
  };
}
