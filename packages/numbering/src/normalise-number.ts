import { plainNanp } from "./plain-nanp.ts";
import { dialledUser } from "./sip-address.ts";

/**
 * What the digits look like before any table is asked: `nanp` is ten digits of the North American plan, `serviceCode`
 * a short one (911, 411, 988, 950-XXXX), `withheld` an anonymous caller or no number at all.
 */
export type KindHint = "nanp" | "international" | "operator" | "serviceCode" | "withheld" | "invalid";

export type NormalisedNumber = {
  readonly raw: string;
  /** E.164 digits without the plus sign, `13125550142`; null where the text names no whole number. */
  readonly e164: string | null;
  /** What was dialled, without privacy code, carrier code, trunk access digits and separators. */
  readonly dialed: string;
  readonly kindHint: KindHint;
  /** Location routing number, from `rn=` of a SIP address: where a ported number really lives. */
  readonly lrn: string | null;
  /** Four digits of a dial-around code 101XXXX, or of `cic=`. */
  readonly carrierCode: string | null;
  /** Originating line information, from `isup-oli=` of a SIP address. */
  readonly oli: string | null;
};

export type DiallingHabits = {
  /** Area code of the customer, where seven-digit dialling is still allowed. */
  readonly homeNpa?: string;
  /** Digits that the customer's PBX puts before every outside number: `9`. */
  readonly accessDigits?: string;
};

const NO_HABITS: DiallingHabits = {};

/**
 * A telephone number as switches write it, made comparable (reference: cdr and rate decks, 6.1). Nothing is looked up.
 *
 * @example `*67 1 (312) 555-0142` → e164 `13125550142`, dialed `13125550142`, kindHint `nanp`.
 * @example `sip:+442079460123;npdi@10.0.0.1` → e164 `442079460123`, kindHint `international`.
 */
export function normaliseNumber(raw: string, habits: DiallingHabits = NO_HABITS): NormalisedNumber {
  const whole = beginsWithAccessDigits(raw, habits) ? null : plainNanp(raw);
  if (whole !== null)
    return { raw, e164: whole, dialed: raw, kindHint: "nanp", lrn: null, carrierCode: null, oli: null };
  const { user, lrn, cic, oli } = dialledUser(raw);
  const plain = user.replace(NATIONAL_ZERO, "$1").replace(SEPARATORS, "");
  const { digits, carrierCode } = withoutPrefixes(plain, habits.accessDigits ?? "");
  const { e164, dialed, kindHint } = shapeOf(digits, habits.homeNpa);
  return { raw, e164, dialed, kindHint, lrn, carrierCode: carrierCode ?? cic, oli };
}

/** Such a number may have to lose them, if it is not one of those that are whole with them. */
function beginsWithAccessDigits(raw: string, { accessDigits = "" }: DiallingHabits): boolean {
  return accessDigits !== "" && raw.startsWith(accessDigits);
}

const SEPARATORS = /[\s().\-/\u2010-\u2015]|#$/g;
/** `+44 (0)20`: the zero is dialled within the country only. Italy, San Marino and the Vatican dial theirs from everywhere. */
const NATIONAL_ZERO = /^((?:\+|011)[\s.-]*(?!39|37[89])\d{1,3}[\s.-]*)\(0\)/;
/** `*67` hides the caller, `*82` shows it; 1167 and 1182 are the same from a rotary telephone. */
const PRIVACY_CODE = /^(?:\*(?:67|82)(?=[+\d])|11(?:67|82)(?=\d{7}))/;
/** A number that is whole as it stands: the PBX took its access digits off already, or the code needs none. */
const COMPLETE = /^(?:[2-9]11|933|988|950\d{4}|[2-9]\d{6}|[2-9]\d{9})$/;
const DIAL_AROUND = /^101(\d{4})(?=\d)/;

function withoutPrefixes(
  plain: string,
  accessDigits: string,
): { readonly digits: string; readonly carrierCode: string | null } {
  const shown = plain.replace(PRIVACY_CODE, "");
  const hasAccess = accessDigits !== "" && shown.startsWith(accessDigits) && !COMPLETE.test(shown);
  const outside = hasAccess ? shown.slice(accessDigits.length).replace(PRIVACY_CODE, "") : shown;
  const carrierCode = DIAL_AROUND.exec(outside)?.[1] ?? null;
  return { digits: carrierCode === null ? outside : outside.slice(7), carrierCode };
}

type Shape = Pick<NormalisedNumber, "e164" | "dialed" | "kindHint">;

/** Emergency calls are recognised in every shape that a misdialled prefix gives them: nothing may stop them. */
const EMERGENCY = /^(?:\+?1?|9)(911|933)$/;
const SHORT_CODE = /^(?:[2-9]11|988|950\d{4})$/;
/** Directory assistance of wherever one is. */
const NEAREST_DIRECTORY = "5551212";

function shapeOf(digits: string, homeNpa: string | undefined): Shape {
  if (!/^\+?\d+$/.test(digits)) return { e164: null, dialed: digits, kindHint: "withheld" };
  const emergency = EMERGENCY.exec(digits)?.[1];
  if (emergency !== undefined) return { e164: null, dialed: emergency, kindHint: "serviceCode" };
  if (SHORT_CODE.test(digits)) return { e164: null, dialed: digits, kindHint: "serviceCode" };
  if (digits.startsWith("+")) return global(digits.slice(1), digits);
  if (digits.startsWith("011")) return global(digits.slice(3), digits);
  if (digits.startsWith("0")) return operator(digits);
  if (/^1[2-9]\d{9}$/.test(digits)) return { e164: digits, dialed: digits, kindHint: "nanp" };
  if (/^[2-9]\d{9}$/.test(digits)) return { e164: `1${digits}`, dialed: digits, kindHint: "nanp" };
  if (/^[2-9]\d{6}$/.test(digits) && homeNpa !== undefined)
    return { e164: `1${homeNpa}${digits}`, dialed: digits, kindHint: "nanp" };
  if (digits === NEAREST_DIRECTORY) return { e164: null, dialed: digits, kindHint: "serviceCode" };
  return { e164: null, dialed: digits, kindHint: "invalid" };
}

function global(e164: string, dialed: string): Shape {
  if (/^1[2-9]\d{9}$/.test(e164)) return { e164, dialed, kindHint: "nanp" };
  if (/^[2-9]\d{6,14}$/.test(e164)) return { e164, dialed, kindHint: "international" };
  return { e164: null, dialed, kindHint: "invalid" };
}

/** `0` and `00` alone, `0` + ten digits, `01` + country code: a person or a machine puts the call through. */
function operator(dialed: string): Shape {
  if (dialed === "0" || dialed === "00") return { e164: null, dialed, kindHint: "operator" };
  if (/^0[2-9]\d{9}$/.test(dialed)) return { e164: `1${dialed.slice(1)}`, dialed, kindHint: "operator" };
  if (/^01[2-9]\d{6,14}$/.test(dialed)) return { e164: dialed.slice(2), dialed, kindHint: "operator" };
  return { e164: null, dialed, kindHint: "invalid" };
}
