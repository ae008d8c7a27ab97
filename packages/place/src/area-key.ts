/** Ways to write one word of a name: saints, forts and mounts, and directions in front of a name. */
const WORDS: Readonly<Record<string, string>> = { saint: "st", sainte: "ste", fort: "ft", mount: "mt" };
const DIRECTIONS: Readonly<Record<string, string>> = { n: "north", s: "south", e: "east", w: "west" };
const KIND_OF_COUNTY = / (county|parish|borough|census area|municipality|municipio)$/i;
const COMBINING = /\p{M}/gu;

/** Keys by names as written: a run asks for the same few thousand again and again. */
const known = { county: new Map<string, string>(), city: new Map<string, string>() };
const MOST_NAMES = 50_000;

/**
 * What is the same for every spelling of a county's or a city's name within its state: without accents, case, points, apostrophes,
 * hyphens and blanks; saints, forts and mounts as short words; a county without its kind. An independent city stays apart from the
 * county of its name. It is no name to show.
 *
 * @example `St. Louis`, `Saint Louis`, `SAINT LOUIS` → `stlouis` · county `Cook County` → `cook` · county `St. Louis city` → `stlouiscity`
 */
export function areaKey(kind: "county" | "city", name: string): string {
  const keys = known[kind];
  const found = keys.get(name);
  if (found !== undefined) return found;
  const key = keyOf(kind === "county" ? countyName(name) : cityName(name));
  if (keys.size >= MOST_NAMES) keys.clear();
  keys.set(name, key);
  return key;
}

function countyName(name: string): string {
  const [, independent] = /^city of (.+)$/i.exec(name) ?? [];
  return independent === undefined ? name.replace(KIND_OF_COUNTY, "") : `${independent} city`;
}

/** `Chicago city` is how the Census writes it; `Kansas City` and `kansas city` keep their second word. */
function cityName(name: string): string {
  const own = name.replace(/^city of /i, "");
  return /\p{Lu}/u.test(own) ? own.replace(/(?<=\S) (city|village|borough)$/, "") : own;
}

function keyOf(name: string): string {
  const plain = name
    .normalize("NFD")
    .replace(COMBINING, "")
    .toLowerCase()
    .replace(/[.'’‘ʻ`]/g, "");
  const [first = "", ...rest] = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  const begin = rest.length > 0 ? (DIRECTIONS[first] ?? first) : first;
  const key = [begin, ...rest].map((word) => WORDS[word] ?? word).join("");
  return key === "" ? name : key;
}
