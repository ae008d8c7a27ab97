import type { AreaCode } from "./area-code.ts";
import type { NumberClass } from "./number-class.ts";

/** What an area code says of its numbers: it is put into words once, not for every call. */
export type AreaCodeClass = Omit<NumberClass, "e164" | "npa"> & {
  readonly npa: string;
  /** True where single exchanges and numbers have a meaning of their own. */
  readonly isGeographic: boolean;
};

/** By the area code as a number: 212 stands at 212. */
export function areaCodeClasses(areaCodes: readonly AreaCode[]): readonly (AreaCodeClass | undefined)[] {
  const classes: (AreaCodeClass | undefined)[] = Array.from({ length: AREA_CODES }, () => undefined);
  for (const areaCode of areaCodes) classes[Number(areaCode.npa)] = classOf(areaCode);
  return classes;
}

const AREA_CODES = 1000;
const ZERO = 0x30;
/** Behind the 1 and the area code. */
export const EXCHANGE_AT = 4;

/** @param e164 A North American number with the leading 1. @example 13125550142: 312. */
export function areaCodeNumber(e164: string): number {
  return digitAt(e164, 1) * 100 + digitAt(e164, 2) * 10 + digitAt(e164, 3);
}

function digitAt(e164: string, index: number): number {
  return e164.charCodeAt(index) - ZERO;
}

function classOf(areaCode: AreaCode): AreaCodeClass {
  const { npa, country, region, kind } = areaCode;
  const isGeographic = kind === "geographic" || kind === "us_territory";
  return {
    ...kindIn(areaCode),
    country: country === "NANP" ? null : country,
    region: isGeographic ? region : null,
    npa,
    isGeographic,
  };
}

type KindBecause = Pick<NumberClass, "kind" | "because">;

function kindIn(areaCode: AreaCode): KindBecause {
  const { npa, kind } = areaCode;
  switch (kind) {
    case "geographic":
    case "us_territory":
      return geographic(areaCode);
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

function geographic({ npa, country, region, kind }: AreaCode): KindBecause {
  if (kind === "us_territory")
    return { kind: "domestic", because: `area code ${npa} is the US territory ${region}: domestic` };
  if (country === "US") return { kind: "domestic", because: `area code ${npa} is ${region}` };
  return { kind: "canada", because: `area code ${npa} is ${region}, Canada` };
}

/** What a number within an area code is by a meaning of its own; null for all others. */
export function ownCodeOf(e164: string, { npa, region }: AreaCodeClass): KindBecause | null {
  if (e164.endsWith("5551212"))
    return { kind: "directoryAssistance", because: `${npa}-555-1212 is directory assistance in ${region}` };
  return e164.startsWith("976", EXCHANGE_AT)
    ? { kind: "premium", because: "exchange 976 is pay-per-call" }
    : null;
}
