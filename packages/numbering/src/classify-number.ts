import { type AreaCodeClass, areaCodeNumber, EXCHANGE_AT, ownCodeOf } from "./area-code-class.ts";
import { type DiallingHabits, type NormalisedNumber, normaliseNumber } from "./normalise-number.ts";
import type { NumberClass } from "./number-class.ts";
import type { NumberingPlan } from "./numbering-plan.ts";

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

const TWO = 0x32;
const NOWHERE = { kind: "invalid", e164: null, country: null, region: null, npa: null } as const;

function serviceCode(dialed: string): NumberClass {
  const base = { ...NOWHERE, country: "US" };
  if (dialed === "911") return { ...base, kind: "emergency", because: "911 is emergency" };
  if (dialed === "933")
    return { ...base, kind: "emergency", because: "933 reads the emergency address back" };
  if (dialed === "411")
    return { ...base, kind: "directoryAssistance", because: "411 is directory assistance" };
  if (dialed === "5551212")
    return { ...base, kind: "directoryAssistance", because: "555-1212 is directory assistance" };
  if (/^[2-9]11$/.test(dialed)) return { ...base, kind: "n11", because: `${dialed} is an N11 code` };
  return { ...base, kind: "special", because: `${dialed} is a special code` };
}

function nanp(e164: string, plan: NumberingPlan): NumberClass {
  const areaCode = plan.classes[areaCodeNumber(e164)];
  if (areaCode === undefined) {
    const npa = e164.slice(1, 4);
    return { ...NOWHERE, e164, npa, because: `${npa} is no area code in use` };
  }
  if (!isExchange(e164)) return inNoExchange(e164, areaCode);
  const { kind, because } = (areaCode.isGeographic ? ownCodeOf(e164, areaCode) : null) ?? areaCode;
  const { country, region, npa } = areaCode;
  return { kind, e164, country, region, npa, because };
}

/** An exchange begins with a digit from 2 to 9. */
function isExchange(e164: string): boolean {
  return e164.charCodeAt(EXCHANGE_AT) >= TWO;
}

function inNoExchange(e164: string, { country, region, npa }: AreaCodeClass): NumberClass {
  const because = `no exchange begins with ${e164.slice(EXCHANGE_AT, EXCHANGE_AT + 1)}`;
  return { kind: "invalid", e164, country, region, npa, because };
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
  const areaCode = plan.classes[areaCodeNumber(e164)];
  if (areaCode === undefined) return { country: null, region: null, npa: e164.slice(1, 4) };
  const { country, region, npa } = areaCode;
  return { country, region, npa };
}
