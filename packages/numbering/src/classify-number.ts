import { type DiallingHabits, type NormalisedNumber, normaliseNumber } from "./normalise-number.ts";
import type { AreaCode, NumberingPlan } from "./numbering-plan.ts";

/** `canada` is a kind of its own: international for US taxes, near-domestic in price. `invalid` goes to review. */
export type NumberKind =
  | "domestic"
  | "canada"
  | "international"
  | "tollFree"
  | "directoryAssistance"
  | "operator"
  | "emergency"
  | "n11"
  | "premium"
  | "personal"
  | "carrierService"
  | "canadaNonGeographic"
  | "government"
  | "special"
  | "invalid";

export type NumberClass = {
  readonly kind: NumberKind;
  readonly e164: string | null;
  /** Two letters; null where the number belongs to no single country. */
  readonly country: string | null;
  /** US state or territory, Canadian province; null for numbers without a place. */
  readonly region: string | null;
  readonly npa: string | null;
  readonly because: string;
};

/**
 * What kind of number it is, seen from a US trunk (reference: cdr and rate decks, table 6.1; the first row that fits).
 *
 * @param number Text as the switch wrote it, or the same already normalised.
 * @example `18005551212` is `tollFree` (its area code has no place, so it is no directory assistance); `+8005551212…` is
 *   `international`: +800 is a country code.
 */
export function classifyNumber(
  number: string | NormalisedNumber,
  plan: NumberingPlan,
  habits: DiallingHabits = {},
): NumberClass {
  const normalised = typeof number === "string" ? normaliseNumber(number, habits) : number;
  const { e164, dialed } = normalised;
  switch (normalised.kindHint) {
    case "serviceCode":
      return serviceCode(dialed);
    case "operator":
      return {
        ...placeOf(e164, plan),
        kind: "operator",
        e164,
        because: `${dialed} is put through by an operator`,
      };
    case "nanp":
      return nanp(e164 ?? "", plan);
    case "international":
      return international(e164 ?? "", plan);
    case "withheld":
      return { ...NOWHERE, because: dialed === "" ? "there is no number" : `"${dialed}" is no number` };
    case "invalid":
      return { ...NOWHERE, because: `${dialed} has no shape of a number that a US trunk can dial` };
  }
}

const NOWHERE = { kind: "invalid", e164: null, country: null, region: null, npa: null } as const;

function serviceCode(dialed: string): NumberClass {
  const base = { ...NOWHERE, country: "US" };
  if (dialed === "911") return { ...base, kind: "emergency", because: "911 is emergency" };
  if (dialed === "933")
    return { ...base, kind: "emergency", because: "933 reads the emergency address back" };
  if (dialed === "411")
    return { ...base, kind: "directoryAssistance", because: "411 is directory assistance" };
  if (/^[2-9]11$/.test(dialed)) return { ...base, kind: "n11", because: `${dialed} is an N11 code` };
  return { ...base, kind: "special", because: `${dialed} is a special code` };
}

function nanp(e164: string, plan: NumberingPlan): NumberClass {
  const npa = e164.slice(1, 4);
  const areaCode = plan.areaCodes.get(npa);
  const base = { ...placeOf(e164, plan), e164 };
  if (areaCode === undefined) return { ...base, kind: "invalid", because: `${npa} is no area code in use` };
  if (!/^[2-9]/.test(e164.slice(4)))
    return { ...base, kind: "invalid", because: `no exchange begins with ${e164.slice(4, 5)}` };
  return { ...base, ...kindInAreaCode(areaCode, e164) };
}

type KindBecause = Pick<NumberClass, "kind" | "because">;

function kindInAreaCode(areaCode: AreaCode, e164: string): KindBecause {
  const { npa, kind } = areaCode;
  switch (kind) {
    case "geographic":
    case "us_territory":
      return geographic(areaCode, e164);
    case "caribbean":
      return {
        kind: "international",
        because: `area code ${npa} is ${areaCode.region}: +1, but international`,
      };
    case "toll_free":
      return { kind: "tollFree", because: `area code ${npa} is toll-free: the called party pays` };
    case "premium":
      return { kind: "premium", because: `area code ${npa} is pay-per-call` };
    case "personal":
      return { kind: "personal", because: `area code ${npa} is for personal numbers, without a state` };
    case "carrier_services":
      return {
        kind: "carrierService",
        because: `area code ${npa} means what the long-distance company says`,
      };
    case "us_government":
      return { kind: "government", because: `area code ${npa} is for the US government` };
    case "canada_nongeographic":
      return { kind: "canadaNonGeographic", because: `area code ${npa} is Canadian, without a province` };
    case "toll_free_reserved":
      return {
        kind: "invalid",
        because: `area code ${npa} is set aside for toll-free numbers, and not open`,
      };
    case "personal_reserved":
    case "canada_nongeographic_reserved":
      return { kind: "invalid", because: `area code ${npa} is reserved, and not open` };
    case "n11":
    case "special":
      return { kind: "invalid", because: `${npa} is a code of its own and no area code` };
  }
}

function geographic({ npa, country, region, kind }: AreaCode, e164: string): KindBecause {
  const exchange = e164.slice(4, 7);
  if (e164.endsWith("5551212"))
    return { kind: "directoryAssistance", because: `${npa}-555-1212 is directory assistance in ${region}` };
  if (exchange === "976") return { kind: "premium", because: "exchange 976 is pay-per-call" };
  if (kind === "us_territory")
    return { kind: "domestic", because: `area code ${npa} is the US territory ${region}: domestic` };
  if (country === "US") return { kind: "domestic", because: `area code ${npa} is ${region}` };
  return { kind: "canada", because: `area code ${npa} is ${region}, Canada` };
}

function international(e164: string, plan: NumberingPlan): NumberClass {
  const code = [3, 2, 1]
    .map((length) => plan.countryCodes.get(e164.slice(0, length)))
    .find((found) => found !== undefined);
  if (code === undefined) return { ...NOWHERE, e164, because: `+${e164} begins with no country code` };
  const country = code.main_region === "" ? null : code.main_region;
  const place = country ?? (code.note === "" ? "a shared code" : code.note);
  return {
    ...NOWHERE,
    kind: "international",
    e164,
    country,
    because: `country code +${code.country_code} is ${place}`,
  };
}

/** Country, region and area code of a number, as far as the tables name them. */
function placeOf(e164: string | null, plan: NumberingPlan): Pick<NumberClass, "country" | "region" | "npa"> {
  if (e164 === null) return { country: null, region: null, npa: null };
  if (!e164.startsWith("1")) return { country: international(e164, plan).country, region: null, npa: null };
  const npa = e164.slice(1, 4);
  const areaCode = plan.areaCodes.get(npa);
  if (areaCode === undefined) return { country: null, region: null, npa };
  const hasRegion = areaCode.kind === "geographic" || areaCode.kind === "us_territory";
  return {
    country: areaCode.country === "NANP" ? null : areaCode.country,
    region: hasRegion ? areaCode.region : null,
    npa,
  };
}
