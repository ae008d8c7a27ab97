import { cellsOf } from "@tollwright/place";
import { ProblemError, problem } from "@tollwright/problem";

/** Reads cells of a table by what its headings are called. */
export type Columns<Name extends string> = (line: string) => Readonly<Record<Name, string>>;

/**
 * Columns by their headings, whichever of several spellings the file has, and whichever separator: `|`, tab or comma.
 *
 * @throws ProblemError `PLACE_FILE` where a needed column is not there.
 */
export function columnsOf<Name extends string>(
  heading: string,
  spellings: Readonly<Record<Name, readonly string[]>>,
  { file, optional }: { readonly file: string; readonly optional: readonly NoInfer<Name>[] },
): Columns<Name> {
  const separator = ["|", "\t"].find((mark) => heading.includes(mark)) ?? ",";
  const headings = heading.split(separator).map((name) => name.trim().toLowerCase());
  const names = Object.keys(spellings) as Name[];
  const places = names.map((name) => {
    const at = headings.findIndex((each) => spellings[name].includes(each));
    if (at < 0 && !optional.includes(name))
      throw new ProblemError(
        problem({
          code: "PLACE_FILE",
          message: `no column ${spellings[name].join(" or ")} among ${headings.slice(0, 8).join(", ")}`,
          file,
        }),
      );
    return [name, at] as const;
  });
  return (line) => {
    const cells = separator === "," ? cellsOf(line) : line.split(separator);
    const found = places.map(([name, at]) => [name, at < 0 ? "" : (cells[at] ?? "").trim()]);
    return Object.fromEntries(found) as Record<Name, string>;
  };
}
