import type { KeyedKind } from "./deck-keyed-kind.ts";
import type { PrefixReading } from "./deck-prefix.ts";

type Exchange = { readonly ocn: string | null; readonly lata: string | null };

/**
 * Reads the code of a row as `OCN/LATA`, either of which may be empty, so that no key looks like a prefix of digits.
 *
 * An OCN has four characters: digits that a spreadsheet robbed of zeros in front get them back, where nothing else can be meant.
 *
 * @example kind `ocn`: `358f` is 358F/, `12` is 0012/. Kind `lata`: `358` is /358. Kind `ocnLata`: `358F/358` and `358F358` are
 *   358F/358, `358F` is 358F/, and `/358` is /358.
 */
export function readCompanyKey(cell: string, kind: KeyedKind): PrefixReading {
  const text = cell.toUpperCase().replaceAll(" ", "");
  if (text === "" || text === "/") return { ok: false, why: "is empty" };
  if (/^\d(\.\d+)?E\+\d+$/.test(text))
    return { ok: false, why: "was turned into a float by a spreadsheet; format the column as text" };
  const [ocn = "", lata = ""] = partsOf(text, kind);
  if (!/^([0-9A-Z]{4})?$/.test(ocn))
    return { ok: false, why: `has ${ocn}, where an OCN of four letters or digits belongs` };
  if (!/^(\d{3}|\d{5})?$/.test(lata))
    return { ok: false, why: `has ${lata}, where a LATA of three or five digits belongs` };
  return { ok: true, prefix: `${ocn}/${lata}` };
}

function partsOf(text: string, kind: KeyedKind): readonly string[] {
  if (kind === "lata") return ["", text];
  if (kind === "ocn") return [withZeros(text)];
  const [, ocn = "", lata] = /^([^/-]*)[/-](.*)$/.exec(text) ?? [];
  if (lata !== undefined) return [withZeros(ocn), lata];
  return text.length > OCN_LENGTH ? [text.slice(0, OCN_LENGTH), text.slice(OCN_LENGTH)] : [text];
}

const OCN_LENGTH = 4;

function withZeros(ocn: string): string {
  return /^\d{1,3}$/.test(ocn) ? ocn.padStart(OCN_LENGTH, "0") : ocn;
}

const LATA_LENGTH = 3;

/**
 * What may price a number of an exchange, the narrowest first; a LATA of five digits is part of that of its first three.
 *
 * @example OCN 358F, LATA 35801: 358F/35801, 358F/358, 358F/, /35801, /358.
 */
export function companyKeys({ ocn, lata }: Exchange): readonly string[] {
  const latas = lata === null ? [] : [...new Set([lata, lata.slice(0, LATA_LENGTH)])];
  return [
    ...(ocn === null ? [] : [...latas.map((each) => `${ocn}/${each}`), `${ocn}/`]),
    ...latas.map((each) => `/${each}`),
  ];
}

/** @example `358F/358`: OCN 358F, LATA 358; `/358`: LATA 358; `1312`: null, a prefix of digits. */
export function companyKeyText(prefix: string): string | null {
  const [ocn = "", lata] = prefix.split("/");
  if (lata === undefined) return null;
  return [...(ocn === "" ? [] : [`OCN ${ocn}`]), ...(lata === "" ? [] : [`LATA ${lata}`])].join(", ");
}
