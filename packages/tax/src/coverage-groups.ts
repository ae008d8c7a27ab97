import { byCodeUnit } from "@tollwright/canonical";
import type { CoverageCell } from "./coverage-table.ts";

const WIDE = new Set(["country", "federal", "state"]);

/** The cells of countries and states: those of a country with states by themselves, all other countries together. */
export function wideCoverage(cells: readonly CoverageCell[]): readonly (readonly CoverageCell[])[] {
  const wide = cells.filter(({ level }) => WIDE.has(level));
  const withStates = new Set(wide.flatMap(({ country, state }) => (state === null ? [] : [country])));
  const groups = Map.groupBy(wide, ({ country }) => (withStates.has(country) ? country : ""));
  return [...groups]
    .toSorted(([left, first], [right, second]) => second.length - first.length || byCodeUnit(left, right))
    .map(([, group]) => group);
}

/** True for counties, cities and districts. */
export function isLocal({ level }: CoverageCell): boolean {
  return !WIDE.has(level);
}
