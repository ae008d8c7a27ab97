import { type Guess, numbers } from "./columns-by-contents.ts";
import type { Meaning } from "./heading-meaning.ts";

type Found = ReadonlyMap<Meaning, readonly number[]>;

/** The columns of the codes by their headings: one, or several that are joined, or those of companies and LATAs. */
export function takeCodes(guess: Guess, found: Found): void {
  const { places, headings, doubts } = guess;
  const columns = codeColumns(guess, found);
  if (columns !== null) places.prefix = columns;
  takeCompanies(guess, found);
  const taken = places.prefix ?? [];
  if (taken.some((column) => /\blrn\b/i.test(headings?.[column] ?? "")))
    doubts.push(
      "the codes are headed as routing numbers: calls to ported numbers go by them with --lrn only",
    );
  if (taken.length > 1) doubts.push(`the code is joined from columns ${numbers(taken)}`);
}

function codeColumns(guess: Guess, found: Found): readonly number[] | null {
  const [country] = found.get("countryCode") ?? [];
  const [area] = found.get("areaCode") ?? [];
  const codes = found.get("prefix") ?? [];
  // A column that is headed so, and alone, is taken however spoilt: its bad cells are told by their rows.
  const clean = codes.filter((column) => (guess.facts[column]?.codes ?? 0) >= 80);
  const [prefix] = clean.length > 0 ? clean : codes.length === 1 ? codes : [];
  if (prefix !== undefined && area === undefined)
    return country !== undefined && isWithoutCountry(guess, country, prefix) ? [country, prefix] : [prefix];
  if (country !== undefined && area !== undefined) return [country, area];
  if (prefix !== undefined && area !== undefined)
    return [prefix, area, ...filledOf(guess, found.get("block"))];
  return null;
}

/** The first of these columns that has something in it, if any. */
function filledOf({ facts }: Guess, columns: readonly number[] = []): readonly number[] {
  return columns.filter((column) => (facts[column]?.filled ?? 0) > 0).slice(0, 1);
}

/** Most codes do not begin with the country's code beside them, so they are what follows it: `44` and `20, 7911`. */
function isWithoutCountry({ rows, doubts }: Guess, country: number, prefix: number): boolean {
  const isWhole = rows.flatMap((row) => {
    const lead = (row[country] ?? "").replace(/\D/g, "");
    const codes = (row[prefix] ?? "").match(/\d+/g) ?? [];
    return lead === "" ? [] : codes.map((code) => code.startsWith(lead));
  });
  const whole = isWhole.filter((each) => each).length;
  const isJoined = whole * 2 < isWhole.length;
  const others = isJoined ? whole : isWhole.length - whole;
  if (others > 0)
    doubts.push(
      `${others} codes of column ${prefix + 1} ${isJoined ? "begin" : "do not begin"} with the country's code of column ${country + 1}, unlike the others: all are taken as ${isJoined ? "what follows it" : "whole codes"}`,
    );
  return isJoined;
}

/** A company or a LATA is the code where no other column is: beside codes of digits they are told for people. */
function takeCompanies(guess: Guess, found: Found): void {
  const { places, doubts } = guess;
  const [ocn = [], lata = [], both = []] = (["ocn", "lata", "ocnAndLata"] as const).map((meaning) =>
    filledOf(guess, found.get(meaning)),
  );
  const columns = both.length > 0 ? both : [...ocn, ...lata];
  if (columns.length === 0 || places.prefix !== undefined) return;
  places.prefix = columns;
  const what = both.length > 0 || columns.length > 1 ? "OCN and LATA" : ocn.length > 0 ? "OCN" : "LATA";
  doubts.push(
    `the prices go by ${what}, column ${numbers(columns)}: calls are looked up in the tables of exchanges`,
  );
}
