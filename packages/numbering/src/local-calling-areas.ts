import type { Problem } from "@tollwright/problem";
import { csvRows } from "./csv-rows.ts";
import { type Dated, dayIn, isInForce } from "./dated-rows.ts";
import type { Exchange } from "./exchange-rows.ts";
import type { NumberingTable } from "./numbering-table.ts";

type DatedArea = Dated & { readonly area: string };

/** By exchange, `312555`, and by rate centre, `IL CHICAGO`: the areas that it lies in. */
export type LocalCallingAreas = ReadonlyMap<string, readonly DatedArea[]>;

/**
 * `local-calling-areas.csv`: a column `area`, then `npanxx`, or `state` and `rate_center`, or all three where rows differ in
 * how they name a place; `from` and `until` where areas change. An exchange or rate centre may lie in several areas.
 *
 * @example `chicago,312555` and `chicago,773555`: a call between them is local.
 */
export function compileLocalCallingAreas(tables: readonly NumberingTable[]): {
  readonly areas: LocalCallingAreas;
  readonly problems: readonly Problem[];
} {
  const areas = new Map<string, DatedArea[]>();
  const problems = tables.flatMap((table) => takenIn(table, areas));
  return { areas, problems };
}

/** What is wrong with a table; its whole rows are in `areas` then. */
function takenIn({ file, text }: NumberingTable, areas: Map<string, DatedArea[]>): readonly Problem[] {
  const { headings, rows } = csvRows(text);
  const has = (name: string) => headings.includes(name);
  if (!has("area") || !(has("npanxx") || (has("state") && has("rate_center"))))
    return [wrong(file, 1, "the headings must have area, and npanxx or state and rate_center")];
  const problems: Problem[] = [];
  for (const { line, cells } of rows) {
    const { area = "" } = cells;
    const place = placeOf(cells);
    const [from, until] = [dayIn(cells["from"] ?? ""), dayIn(cells["until"] ?? "")];
    if (area === "" || place === null)
      problems.push(
        wrong(file, line, `"${area}" with no exchange of six digits, and no state and rate centre`),
      );
    else if (from === undefined || until === undefined)
      problems.push(wrong(file, line, "a day is written as 2026-04-01"));
    else areas.set(place, [...(areas.get(place) ?? []), { area, from, until }]);
  }
  return problems;
}

/** An end of a call, as far as local calling goes. */
export type LocalPlace = {
  /** North American number with the leading 1. */
  readonly e164: string;
  readonly exchange: Exchange | null;
};

/** The area that holds both ends of a call on a day, or null. */
export function commonLocalArea(
  areas: LocalCallingAreas,
  [from, to]: readonly [LocalPlace, LocalPlace],
  day: string | null,
): string | null {
  if (areas.size === 0) return null;
  return (
    commonOf(byNumber(areas, from), areas, to, day) ?? commonOf(byRateCenter(areas, from), areas, to, day)
  );
}

function commonOf(
  own: readonly DatedArea[],
  areas: LocalCallingAreas,
  to: LocalPlace,
  day: string | null,
): string | null {
  for (const dated of own) {
    if (!isInForce(dated, day)) continue;
    const { area } = dated;
    if (holds(byNumber(areas, to), area, day) || holds(byRateCenter(areas, to), area, day)) return area;
  }
  return null;
}

function holds(areas: readonly DatedArea[], area: string, day: string | null): boolean {
  return areas.some((dated) => dated.area === area && isInForce(dated, day));
}

const NO_AREAS: readonly DatedArea[] = [];

function byNumber(areas: LocalCallingAreas, { e164 }: LocalPlace): readonly DatedArea[] {
  return areas.get(e164.slice(1, 7)) ?? NO_AREAS;
}

function byRateCenter(areas: LocalCallingAreas, { exchange }: LocalPlace): readonly DatedArea[] {
  if (exchange?.rateCenter == null) return NO_AREAS;
  return areas.get(placeKey(exchange.state, exchange.rateCenter)) ?? NO_AREAS;
}

function placeOf(cells: Readonly<Record<string, string>>): string | null {
  const { npanxx = "", state = "", rate_center: rateCenter = "" } = cells;
  if (npanxx !== "") return /^[2-9]\d\d[2-9]\d\d$/.test(npanxx) ? npanxx : null;
  return state === "" || rateCenter === "" ? null : placeKey(state, rateCenter);
}

function placeKey(state: string | null, rateCenter: string): string {
  return `${(state ?? "").toUpperCase()} ${rateCenter.toUpperCase()}`;
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
