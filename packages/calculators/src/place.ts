import { PlaceQuery, type ResolvedPlace, resolvePlace } from "@tollwright/place";
import { fail, ok, problem, schemaProblems } from "@tollwright/problem";
import type { Calculator } from "./calculator.ts";

/** An address, a ZIP or a point to its taxing place, each level with how it was found. */
export const placeCalculator: Calculator = {
  schema: PlaceQuery,
  usesLoaded: () => true,
  run(request, loaded) {
    const parsed = PlaceQuery.safeParse(request);
    if (!parsed.success) return fail(...schemaProblems(parsed.error));
    const places = loaded?.places;
    if (places === undefined)
      return fail(
        problem({
          code: "REFERENCE_UNKNOWN",
          message: "the tables of rate-cards/places are not loaded",
          wayOut: "name a folder that holds places: --rate-cards rate-cards",
        }),
      );
    const resolved = resolvePlace(parsed.data, places.data, places.today);
    return resolved.ok ? ok({ result: resolved.value, explanation: explained(resolved.value) }) : resolved;
  },
};

/** @example `county: Cook, likely, by zip5 of …: both sources of the table name it alone for 60654` */
function explained({ levels, notes }: ResolvedPlace): readonly string[] {
  const sentences = (["state", "county", "city"] as const).map((name) => {
    const { status, name: found, confidence, method, source, vintage, because } = levels[name];
    const what = status === "undetermined" ? "not determined" : status === "none" ? "none" : (found ?? "");
    const by = method === "none" ? "" : `, by ${method}${source === "" ? "" : ` of ${source} ${vintage}`}`;
    return `${name}: ${what}, ${confidence}${by.trimEnd()}: ${because}`;
  });
  const { status, names, because } = levels.districts;
  return [...sentences, `districts: ${names.join(", ") || status}: ${because}`, ...notes];
}
