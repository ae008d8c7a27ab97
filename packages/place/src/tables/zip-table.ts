/** What the shipped table knows of a ZIP. */
export type ZipEntry = {
  /** The county of the ZIP's point, or a military state (`AE`); null where that source lacks the ZIP. */
  readonly main: string | null;
  /** Every county that either source names, the main one first. */
  readonly counties: readonly string[];
  readonly seen: "both" | "point" | "listed" | "differ" | "military";
};

/** Looks one ZIP up; null where it is not known. */
export type ZipTable = (zip: string) => ZipEntry | null;

const SEEN: Readonly<Record<string, ZipEntry["seen"]>> = {
  "": "both",
  g: "point",
  h: "listed",
  d: "differ",
  m: "military",
};

/**
 * ZIP to counties, from `zip,main,others,seen` sorted by ZIP. The text is kept and searched: nothing is built at the start.
 *
 * @example `49329,26117,26107 26123,` is 26117 first, and 26107 and 26123 as well.
 */
export function compileZips(text: string): ZipTable {
  return (zip) => {
    const line = lineOf(text, zip);
    if (line === null) return null;
    const [, main = "", others = "", seen = ""] = line.split(",");
    const military = seen === "m";
    const counties = military ? [] : [main, ...others.split(" ")].filter((code) => code !== "");
    return { main: main === "" ? null : main, counties, seen: SEEN[seen] ?? "differ" };
  };
}

/** The line that begins with the key, in a text whose lines are sorted by it. */
function lineOf(text: string, key: string): string | null {
  let [from, until] = [text.indexOf("\n") + 1, text.length];
  while (from < until) {
    const start = text.lastIndexOf("\n", Math.floor((from + until) / 2) - 1) + 1;
    const begin = Math.max(start, from);
    const end = text.indexOf("\n", begin);
    const line = text.slice(begin, end < 0 ? text.length : end).trimEnd();
    const found = line.slice(0, key.length);
    if (found === key) return line;
    if (found < key) from = begin + line.length + 1;
    else until = begin;
  }
  return null;
}
