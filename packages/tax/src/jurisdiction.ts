import { areaKey } from "@tollwright/place";
import type { Jurisdiction } from "./schema/levy.ts";
import type { TaxPlace } from "./schema/request.ts";

/** Places without a country are in this one, as stored places are. */
export const HOME_COUNTRY = "US";
const KEYS = ["state", "county", "city", "district"] as const;

const CODE_OF = { county: "countyFips", city: "cityFips" } as const;

type Codes = {
  readonly unincorporated?: true | null | undefined;
  readonly cityCounties?: readonly string[] | null | undefined;
} & {
  readonly [Key in "country" | "countyFips" | "cityFips" | (typeof KEYS)[number]]?: string | null | undefined;
};

/** The level of a levy's jurisdiction: as stated, else that of its narrowest code; without any it is federal. */
export function levelOf(jurisdiction: Jurisdiction | null | undefined): string {
  if (jurisdiction?.level) return jurisdiction.level;
  const narrowest = KEYS.findLast((key) => jurisdiction?.[key]);
  return narrowest ?? (jurisdiction?.country ? "country" : "federal");
}

/** The country of a place, a jurisdiction or a file. */
export function countryOf(
  where: { readonly country?: string | null | undefined } | null | undefined,
): string {
  return where?.country ?? HOME_COUNTRY;
}

/** Federal levies, and those without a jurisdiction: they take the whole of a charge, once. */
export function isFederal(jurisdiction: Jurisdiction | null | undefined): boolean {
  return levelOf(jurisdiction) === "federal";
}

/** For people and for gap decisions; a place that has no name here is told by its code. @example `US / IL / Cook / Chicago`, `US / GA / 1305000`. */
export function jurisdictionLabel(jurisdiction: Jurisdiction | null | undefined): string {
  const codes = KEYS.map((key) => {
    const name = jurisdiction?.[key];
    return name || (key !== "county" && key !== "city") ? name : jurisdiction?.[CODE_OF[key]];
  }).filter((code) => code);
  return [countryOf(jurisdiction), ...codes].join(" / ");
}

/** True where every key of the pattern is that of the place; a county or city is the same by its name in any spelling or by its Census code. */
export function placeMatches(pattern: Codes, place: TaxPlace | null | undefined): boolean {
  if (pattern.country && pattern.country !== countryOf(place)) return false;
  if (pattern.unincorporated && (place?.city || place?.cityFips || place?.undetermined?.includes("city")))
    return false;
  return (
    (!pattern.state || pattern.state === place?.state) &&
    isSameArea("county", pattern, place) &&
    isSameArea("city", pattern, place) &&
    (!pattern.district || isInDistrict(pattern.district, place))
  );
}

function isInDistrict(code: string, place: TaxPlace | null | undefined): boolean {
  return place?.district === code || (place?.districts?.includes(code) ?? false);
}

/**
 * True where the place may be of the pattern, since a county or city that would tell it is not determined.
 *
 * @example `{ state: IL, city: Chicago }` and a place in Illinois whose city nobody could tell; not one in a county that the pattern's
 * `cityCounties` leave out.
 */
export function mayMatch(pattern: Codes, place: TaxPlace | null | undefined): boolean {
  const open = place?.undetermined ?? [];
  if (open.length === 0) return false;
  const isElsewhere =
    pattern.cityCounties && place?.countyFips && !pattern.cityCounties.includes(place.countyFips);
  if (isElsewhere) return false;
  const { county, countyFips, city, cityFips, unincorporated, ...rest } = pattern;
  const asked = {
    ...rest,
    ...(open.includes("county") ? {} : { county, countyFips }),
    ...(open.includes("city") ? {} : { city, cityFips, unincorporated }),
  };
  return !placeMatches(pattern, place) && placeMatches(asked, place);
}

function isSameArea(key: "county" | "city", pattern: Codes, place: Codes | null | undefined): boolean {
  const code = CODE_OF[key];
  const [name, number] = [pattern[key], pattern[code]];
  if (!name && !number) return true;
  const [own, ownCode] = [place?.[key], place?.[code]];
  const isOf = (wanted: string) =>
    wanted === own || wanted === ownCode || (!!own && areaKey(key, wanted) === areaKey(key, own));
  return (name ? isOf(name) : false) || (number ? isOf(number) : false);
}

/**
 * A certificate's place against a levy's jurisdiction: all that the certificate names must be the levy's, a county or city by its
 * name or by its Census code.
 */
export function certificateCovers(
  place: TaxPlace | null | undefined,
  jurisdiction: Jurisdiction | null | undefined,
): boolean {
  if (!place) return true;
  if (place.country && place.country !== countryOf(jurisdiction)) return false;
  const districts = place.districts ?? [];
  if (districts.length > 0 && !districts.includes(jurisdiction?.district ?? "")) return false;
  return KEYS.every((key) =>
    key === "county" || key === "city"
      ? isSameArea(key, place, jurisdiction)
      : !place[key] || place[key] === jurisdiction?.[key],
  );
}
