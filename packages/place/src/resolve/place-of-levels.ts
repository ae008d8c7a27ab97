import type { Level } from "./level.ts";
import type { ResolvedPlace } from "./resolved-place.ts";

const NAMES = ["state", "county", "city"] as const;

/** What is charged, out of the levels: those that were found, or chosen by a policy. */
export function placeOfLevels(levels: ResolvedPlace["levels"], notes: readonly string[]): ResolvedPlace {
  const { state, county, city, districts } = levels;
  const undetermined = [
    ...NAMES.filter((name) => levels[name].status === "undetermined"),
    ...(districts.status === "undetermined" ? (["districts"] as const) : []),
  ];
  return {
    place:
      state.name === null
        ? null
        : {
            country: "US",
            state: state.name,
            ...named(county, { name: "county", code: "countyFips" }),
            ...named(city, { name: "city", code: "cityFips" }),
            districts: districts.names,
          },
    use: "primaryUse",
    levels,
    undetermined,
    notes: [...notes],
  };
}

function named<Name extends string, Code extends string>(
  level: Level,
  keys: { readonly name: Name; readonly code: Code },
): { [Key in Name | Code]?: string } {
  if (level.name === null) return {};
  const fields = { [keys.name]: level.name, ...(level.code === null ? {} : { [keys.code]: level.code }) };
  return fields as { [Key in Name | Code]?: string };
}
