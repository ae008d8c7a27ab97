import { readCompanyKey } from "./deck-company-key.ts";
import type { DeckDescription } from "./deck-description.ts";
import { isKeyed, type KeyedKind } from "./deck-keyed-kind.ts";
import { readPrefix } from "./deck-prefix.ts";

export type CodesReading =
  | { readonly ok: true; readonly prefixes: readonly string[] }
  | { readonly ok: false; readonly why: string };

type CodeTerms = Pick<DeckDescription, "kind" | "codesInCell" | "accessDigits">;

/** More codes than any carrier writes as one range. */
const RANGE_MAX = 10_000;

/**
 * The prefixes of one cell: one, or several where the deck says that a cell may list them.
 *
 * @param lead What stands before each of them: the country code, where it has a column of its own.
 * @example `9370, 9372-9374` with codesInCell `several`: 9370, 9372, 9373, 9374; `336 07, 336 08`: 33607, 33608. With
 *   `countryAndArea`, `93-70` is 9370. In a US deck `312-555` is one code.
 */
export function readCodes(cell: string, terms: CodeTerms, lead = ""): CodesReading {
  if (isKeyed(terms.kind)) return companyKeysOf(cell, terms, terms.kind);
  if (terms.codesInCell === "one") return one(`${lead}${cell}`, terms);
  const parts = partsOf(cell);
  if (parts.length === 0) return one(lead, terms);
  const country = lead === "" ? countryBefore(cell, parts) : "";
  if (country === null)
    return { ok: false, why: "has some codes with the country's before them, and others without" };
  const prefixes: string[] = [];
  for (const [index, part] of parts.entries()) {
    const codes = codesOfPart(part, terms, index === 0 ? lead : `${lead}${country}`);
    if (!codes.ok) return codes;
    prefixes.push(...codes.prefixes);
  }
  return { ok: true, prefixes };
}

/** A cell may list companies or LATAs; there are no ranges of them. */
function companyKeysOf(cell: string, { codesInCell }: CodeTerms, kind: KeyedKind): CodesReading {
  const cells = codesInCell === "one" ? [cell] : cell.split(/[,;|]/).filter((part) => part.trim() !== "");
  const readings = cells.map((each) => readCompanyKey(each, kind));
  const broken = readings.find((reading) => !reading.ok);
  if (broken !== undefined && !broken.ok) return broken;
  return { ok: true, prefixes: readings.flatMap((reading) => (reading.ok ? [reading.prefix] : [])) };
}

/** Beside a comma or its like a blank parts nothing: `336 07, 336 08`; alone it does, but for those around a dash. */
function partsOf(cell: string): readonly string[] {
  const [first = "", ...others] = cell
    .split(/[,;/|\r\n]+/)
    .map((part) => part.replace(/\s*[-–]\s*/g, "-").trim());
  const parts =
    others.length === 0 ? first.split(/\s+/) : [first, ...others].map((part) => part.replace(/\s+/g, ""));
  return parts.filter((part) => part !== "");
}

/**
 * The country's code that the first of several codes has before it, apart from a blank, and the others have not: `1 204, 226`.
 *
 * @returns `""` where there is none, or where each code stands for itself; null where nobody can tell.
 */
export function countryBefore(cell: string, parts: readonly string[] = partsOf(cell)): string | null {
  const [, country = ""] = /^\s*\+?(\d{1,3})[ \t]+\d+\s*[,;/|]/.exec(cell) ?? [];
  const others = cell.split(/[,;/|\r\n]+/).slice(1);
  if (country === "" || others.some((other) => /\d\s+\d/.test(other))) return "";
  const whole = parts.slice(1).filter((part) => part.startsWith(country)).length;
  if (whole === parts.length - 1) return "";
  return whole === 0 ? country : null;
}

function codesOfPart(part: string, terms: CodeTerms, lead: string): CodesReading {
  const [, from = "", until = ""] = /^(\d+)-(\d+)$/.exec(part) ?? [];
  if (from === "" || isNpaNxx(part, terms)) return one(`${lead}${part}`, terms);
  if (terms.codesInCell === "countryAndArea") return one(`${lead}${from}${until}`, terms);
  if (from.length !== until.length || from > until)
    return { ok: false, why: `has ${part}, which is no range of equally long codes` };
  const count = Number(until) - Number(from) + 1;
  if (from.length > 15 || count > RANGE_MAX)
    return { ok: false, why: `has ${part}, a range of too many codes` };
  const prefixes: string[] = [];
  for (let step = 0; step < count; step += 1) {
    const code = one(`${lead}${String(Number(from) + step).padStart(from.length, "0")}`, terms);
    if (!code.ok) return code;
    prefixes.push(...code.prefixes);
  }
  return { ok: true, prefixes };
}

/** In a US deck the dash stands between area code and exchange: never a range of area codes. */
function isNpaNxx(cell: string, { kind }: Pick<CodeTerms, "kind">): boolean {
  return kind !== "azInternational" && /^(1-)?\d{3}-\d{3}(-\d{1,4})?$/.test(cell);
}

function one(cell: string, { kind, accessDigits }: CodeTerms): CodesReading {
  if (accessDigits !== undefined) {
    if (!cell.startsWith(accessDigits)) return { ok: false, why: `does not begin with ${accessDigits}` };
    return one(cell.slice(accessDigits.length), { kind, codesInCell: "one", accessDigits: undefined });
  }
  const reading = readPrefix(isNpaNxx(cell, { kind }) ? cell.replaceAll("-", "") : cell, kind);
  return reading.ok ? { ok: true, prefixes: [reading.prefix] } : reading;
}
