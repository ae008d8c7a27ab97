import type { Jurisdiction } from "@tollwright/tax";
import type { NumberedRow } from "./figure-row.ts";

type PlacedRow = Pick<NumberedRow, "state" | "level" | "jurisdiction" | "fips_or_geoid" | "where">;

/** `Missouri counties`: all of a state that nobody named one by one. */
export const ALL_OF_A_KIND = /\b(counties|boroughs|parishes|cities|municipalities|boards|towns)\b.*$/i;

/**
 * The jurisdiction that a row names. Counties lose their kind, as the Census names them; `(unincorporated)` is outside every
 * city, `(Lake County)` behind a city is the part of it in that county.
 *
 * @example `Fox River Grove (Lake County)` → city Fox River Grove, county Lake · `Idaho counties` → any county of Idaho
 */
export function placeOfRow({
  state,
  level,
  jurisdiction,
  where,
  fips_or_geoid: code = "",
}: PlacedRow): Jurisdiction {
  if (where) return where;
  const [, name = jurisdiction, inside = ""] = /^(.*?)\s*(?:\(([^)]*)\))?$/.exec(jurisdiction) ?? [];
  if (level === "state") return { level, state };
  if (ALL_OF_A_KIND.test(name)) return { level, state };
  if (level === "county") {
    const county = countyName(name);
    return {
      level,
      state,
      county,
      ...(code.length === 5 ? { countyFips: code } : {}),
      ...(inside === "unincorporated" ? { unincorporated: true } : {}),
    };
  }
  if (level === "district") return { level, state, district: name };
  const within = /County$|Parish$/.test(inside) ? { county: countyName(inside) } : {};
  return { level, state, ...within, city: name, ...(code.length === 7 ? { cityFips: code } : {}) };
}

function countyName(name: string): string {
  return name.replace(/ (County|Parish|Borough|Census Area|Municipality)$/, "");
}
