import { DIRECTIONS, ORDINALS, SUFFIXES, UNITS } from "./usps-words.ts";

/** A street line in the parts that address ranges are written in, with the abbreviations of the postal service. */
export type StreetAddress = {
  readonly kind: "street" | "poBox" | "rural";
  /** As written, without letters and halves: ranges count whole numbers. Null where there is none. */
  readonly number: number | null;
  readonly preDirection: string;
  readonly street: string;
  readonly suffix: string;
  readonly postDirection: string;
  /** `STE`, `APT`, `#`; empty where there is none. */
  readonly unit: string;
  readonly unitNumber: string;
};

const PO_BOX =
  /^(P ?O|POST OFFICE)( BOX| DRAWER)? *#? ?[A-Z0-9-]+$|^(BOX|LOCK ?BOX|DRAWER|CALLER) ?[A-Z0-9-]+$/;
const RURAL = /^(RR|RURAL ROUTE|RFD|HC|HIGHWAY CONTRACT|STAR ROUTE) ?#? ?\w+( BOX ?\w+)?$/;

/**
 * Takes a street line apart.
 *
 * @example `350 1/2 North Orleans Street, Suite 900` → 350, N, ORLEANS, ST, STE 900
 * @example `N6W23001 Bluemound Rd` → 23001, N6W, BLUEMOUND, RD: a grid number counts by its last digits
 */
export function parseStreetLine(line: string): StreetAddress {
  const text = line.toUpperCase().replace(/[.,]/g, " ").replace(/#/g, " # ").replace(/\s+/g, " ").trim();
  if (PO_BOX.test(text.replaceAll("# ", ""))) return { ...EMPTY, kind: "poBox" };
  if (RURAL.test(text.replaceAll("# ", ""))) return { ...EMPTY, kind: "rural" };
  const { words, unit, unitNumber } = withoutUnit(text.split(" "));
  const { number, rest } = houseNumber(words);
  return { ...EMPTY, number, ...streetParts(rest), unit, unitNumber };
}

const EMPTY: StreetAddress = {
  kind: "street",
  number: null,
  preDirection: "",
  street: "",
  suffix: "",
  postDirection: "",
  unit: "",
  unitNumber: "",
};

/** A designator begins the unit where a street stands before it: `100 Pier St` has none. */
function withoutUnit(words: readonly string[]): {
  words: readonly string[];
  unit: string;
  unitNumber: string;
} {
  const at = words.findIndex(
    (word, index) => index >= 2 && (word === "#" || (UNITS.has(word) && isUnit(words, index))),
  );
  if (at < 0) return { words, unit: "", unitNumber: "" };
  const unit = UNITS.get(words[at] ?? "") ?? "#";
  const unitNumber = words
    .slice(at + 1)
    .filter((word) => word !== "#")
    .join("");
  return { words: words.slice(0, at), unit, unitNumber };
}

/** `KEY`, `SIDE`, `PIER` are also names of streets: a unit has a number behind it, or ends the line after a suffix. */
function isUnit(words: readonly string[], at: number): boolean {
  const [next, previous] = [words[at + 1], words[at - 1] ?? ""];
  if (next === undefined) return SUFFIXES.has(previous) || DIRECTIONS.has(previous);
  return /\d|^#$|^[A-Z]$/.test(next) && !SUFFIXES.has(next);
}

function houseNumber(words: readonly string[]): { number: number | null; rest: readonly string[] } {
  const [first = "", second = "", third = ""] = words;
  // Wisconsin's grid writes the quadrant into the number: N6W23001.
  const digits = /^(?:[NSEW]\d+[NSEW])?(\d+)(?:-?[A-Z]|-\d+|½)?$/.exec(first)?.[1];
  if (digits === undefined) return { number: null, rest: words };
  const fraction = /^\d\/\d$|^½$/.test(second);
  const letter = /^[A-Z]$/.test(second) && !DIRECTIONS.has(second) && !SUFFIXES.has(third);
  return { number: Number(digits), rest: words.slice(fraction || letter ? 2 : 1) };
}

type StreetParts = Pick<StreetAddress, "preDirection" | "street" | "suffix" | "postDirection">;

/** A direction or a suffix is one only where a name is left: `North St` is North, `Avenue Rd` is Avenue. */
function streetParts(words: readonly string[]): StreetParts {
  let rest = words;
  const last = (): string => rest.at(-1) ?? "";
  let [preDirection, suffix, postDirection] = ["", "", ""];
  if (rest.length > 2 && DIRECTIONS.has(last())) {
    postDirection = DIRECTIONS.get(last()) ?? "";
    rest = rest.slice(0, -1);
  }
  if (rest.length > 1 && SUFFIXES.has(last())) {
    suffix = SUFFIXES.get(last()) ?? "";
    rest = rest.slice(0, -1);
  }
  if (rest.length > 1 && DIRECTIONS.has(rest[0] ?? "")) {
    preDirection = DIRECTIONS.get(rest[0] ?? "") ?? "";
    rest = rest.slice(1);
  }
  return { preDirection, street: streetName(rest.join(" ")), suffix, postDirection };
}

/** As ranges are compared: ordinals in digits, without marks, cut at the twenty letters that the layouts have. */
export function streetName(name: string): string {
  const words = name
    .toUpperCase()
    .replace(/[^A-Z0-9 ]/g, "")
    .split(/\s+/)
    .map((word) => ORDINALS.get(word) ?? word);
  return words.join(" ").trim().slice(0, 20).trimEnd();
}

/** `BOULEVARD` and `BLVD` are one; what is no suffix stays as it is. */
export function suffixOf(word: string): string {
  const text = word.toUpperCase().replace(/\./g, "").trim();
  return SUFFIXES.get(text) ?? text;
}

/** `NORTH` and `N` are one. */
export function directionOf(word: string): string {
  const text = word.toUpperCase().replace(/\./g, "").trim();
  return DIRECTIONS.get(text) ?? text;
}
