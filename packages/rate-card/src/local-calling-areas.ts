import { fail, ok, type Problem, type Result } from "@tollwright/problem";
import { csvRecords } from "./csv-records.ts";

/** Exchange, `312555`, to the areas that it lies in. */
export type LocalCallingAreas = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * `local-calling-areas.csv`: columns `area` and `npanxx`, one exchange a row; an exchange may lie in several areas.
 *
 * @example `chicago,312555` and `chicago,773555`: a call between them is local.
 */
export function compileLocalCallingAreas(table: {
  readonly file: string;
  readonly text: string;
}): Result<LocalCallingAreas> {
  const records = csvRecords({ path: table.file, text: table.text }, ",");
  if (!records.ok) return records;
  const [headings = [], ...rows] = records.value;
  const [area, exchange] = [headings.indexOf("area"), headings.indexOf("npanxx")];
  if (area < 0 || exchange < 0) return fail(wrong(table.file, 1, "the headings must have area and npanxx"));
  const areas = new Map<string, Set<string>>();
  const problems: Problem[] = [];
  rows.forEach((cells, index) => {
    if (cells.every((cell) => cell.trim() === "")) return;
    const [name, npanxx] = [(cells[area] ?? "").trim(), (cells[exchange] ?? "").trim()];
    if (name === "" || !/^[2-9]\d\d[2-9]\d\d$/.test(npanxx)) {
      problems.push(
        wrong(table.file, index + 2, `"${name}", "${npanxx}" is no area with an exchange of six digits`),
      );
      return;
    }
    areas.set(npanxx, (areas.get(npanxx) ?? new Set()).add(name));
  });
  return problems.length > 0 ? fail(...problems) : ok(areas);
}

/**
 * The area that holds both ends of a call, or null.
 *
 * @param fromE164, toE164 North American numbers with the leading 1.
 */
export function commonLocalArea(areas: LocalCallingAreas, fromE164: string, toE164: string): string | null {
  const from = areas.get(fromE164.slice(1, 7));
  const to = areas.get(toE164.slice(1, 7));
  if (from === undefined || to === undefined) return null;
  for (const area of from) if (to.has(area)) return area;
  return null;
}

function wrong(file: string, line: number, message: string): Problem {
  return {
    code: "INVALID_CSV",
    message,
    file,
    line,
    wayOut: "correct the row; an example stands in the README of numbering",
  };
}
