import type { CivilDate } from "@tollwright/calendar";
import type { Level } from "./level.ts";
import type { PlaceData } from "./place-data.ts";
import type { DistrictsLevel } from "./resolved-place.ts";

/** Districts of the state's file, and those that are declared unions of counties and places. Silence is no zero. */
export function districtsLevel(given: {
  readonly file: DistrictsLevel | null;
  readonly levels: { readonly county: Level; readonly city: Level };
  readonly day: CivilDate;
  readonly data: PlaceData;
}): DistrictsLevel {
  const { file, levels, day, data } = given;
  const declared = declaredDistricts(levels, day, data);
  const names = [...new Set([...(file?.names ?? []), ...declared.map(({ district }) => district)])];
  if (file !== null) return { ...file, names };
  if (names.length === 0)
    return {
      status: "undetermined",
      names,
      confidence: "ambiguous",
      because: "no file of this state's districts was imported",
    };
  const sources = [...new Set(declared.map(({ source }) => source))].join("; ");
  return { status: "partial", names, confidence: "likely", because: `${sources}; there may be others` };
}

/** Where the county is one of several, the districts that all of them share. */
function declaredDistricts(
  { county, city }: { readonly county: Level; readonly city: Level },
  day: CivilDate,
  data: PlaceData,
): ReturnType<PlaceData["districts"]> {
  const candidates = county.status === "undetermined" ? (county.candidates ?? []) : [county];
  const [first = [], ...others] = candidates.map(({ code }) =>
    data.districts({ county: code, city: city.code, day }),
  );
  return first.filter(({ district }) =>
    others.every((found) => found.some((each) => each.district === district)),
  );
}
