import { classifyNumber } from "./classify-number.ts";
import { normaliseNumber } from "./normalise-number.ts";
import type { NumberClass, NumberKind } from "./number-class.ts";
import type { NumberingPlan } from "./numbering-plan.ts";

/** Where the customer's telephones stand. */
export type HomeCountry = {
  /** Two letters. */
  readonly country: string;
  /** Area code put before seven digits, and the place of calls to a toll-free number of his; null where unknown. */
  readonly npa: string | null;
};

/** A number as it is dialled in a country outside the North American plan, by a library that knows the plans of all. */
export type ReadAbroad = (
  text: string,
  country: string,
) => {
  /** Digits without the plus sign. */
  readonly e164: string;
  /** Two letters; null where the number belongs to no single country. */
  readonly country: string | null;
  /** What numbers of this range are for, where it is not plain telephony. */
  readonly use: "tollFree" | "premium" | "personal" | null;
} | null;

/**
 * A number as it is dialled at home.
 *
 * @param readAbroad Null: outside the North American plan only whole numbers with a plus sign are understood.
 * @example at home in GB `020 7946 0018` is domestic, 442079460018; in the US it is no number.
 */
export function numberAtHome(
  text: string,
  { country, npa }: HomeCountry,
  { plan, readAbroad }: { readonly plan: NumberingPlan; readonly readAbroad: ReadAbroad | null },
): NumberClass {
  const isAbroad = readAbroad !== null && !isNorthAmerican(country, plan);
  if (isAbroad) return abroad(text, country, plan, readAbroad);
  return seenFrom(classifyNumber(text, plan, npa === null ? {} : { homeNpa: npa }), country);
}

function isNorthAmerican(country: string, { areaCodes }: NumberingPlan): boolean {
  for (const areaCode of areaCodes.values()) if (areaCode.country === country) return true;
  return false;
}

/** Domestic means one's own country: to a customer in Canada, Canada is, and the United States are not. */
function seenFrom(number: NumberClass, country: string): NumberClass {
  if (country === "US" || !PLACED.has(number.kind) || number.country === null) return number;
  return { ...number, kind: number.country === country ? "domestic" : "international" };
}

const PLACED: ReadonlySet<NumberKind> = new Set<NumberKind>(["domestic", "canada", "international"]);

/** Answered by emergency services from mobile telephones everywhere (ITU-T E.161.1). */
const EMERGENCY = /^(?:112|911)$/;

function abroad(text: string, home: string, plan: NumberingPlan, read: ReadAbroad): NumberClass {
  const { dialed } = normaliseNumber(text);
  const nowhere = { country: home, region: null, npa: null } as const;
  if (EMERGENCY.test(dialed))
    return { ...nowhere, kind: "emergency", e164: null, because: `${dialed} is emergency` };
  const found = read(dialed, home);
  if (found === null) {
    const because = dialed === "" ? "there is no number" : `"${dialed}" is no number that ${home} can dial`;
    return { ...nowhere, country: null, kind: "invalid", e164: null, because };
  }
  const { e164, country, use } = found;
  if (country !== home) return seenFrom(classifyNumber(`+${e164}`, plan), home);
  const because = `a ${use === null ? "" : `${USES[use]} `}number of ${home}`;
  return { ...nowhere, kind: use ?? "domestic", e164, because };
}

const USES = { tollFree: "toll-free", premium: "premium", personal: "personal" } as const;
