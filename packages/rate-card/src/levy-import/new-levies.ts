import type { CivilDate } from "@tollwright/calendar";
import type { Levy, LevyTable } from "@tollwright/tax";
import type { NumberedRow } from "./figure-row.ts";
import { type LevyImport, newChanges, together } from "./levy-import.ts";
import { latest, levyOfRows, shapeOfBasis } from "./levy-of-rows.ts";
import { levyYaml } from "./levy-yaml.ts";
import { placeOfRow } from "./place-of-row.ts";
import { tableFiles } from "./table-files.ts";
import { rowsOfCode, SourceKeys } from "./table-of-rows.ts";

/** So many places that share a law are a table. */
const PLACES_OF_A_TABLE = 3;
const IMPORTED =
  "Made by `tollwright taxes import` of a row of figures; what a row cannot say is under notModelled, or is left to a person.";

/** What is said of an import besides its rows. */
export type NewLevyFacts = {
  readonly readOn: CivilDate;
  /** The levy whose law the places of a table share: a state's sales tax, for the local parts on top of it. */
  readonly law: Levy | null;
  /** They are a state's rate file, which has every local part of its sales tax. */
  readonly isRateFile: boolean;
};

/** A group of levies that nobody knows yet, under one law. */
export type FreshGroup = readonly (readonly NumberedRow[])[];

/** What is new, by its law. */
export function groupsOf(fresh: FreshGroup): readonly FreshGroup[] {
  return [...Map.groupBy(fresh, (rows) => lawOf(latest(rows))).values()];
}

/** Where a table of a group would stand, without its ending; null where its levies are not of single places. */
export function tablePath(group: FreshGroup): string | null {
  const [first] = group;
  if (first === undefined || !group.every((rows) => hasPlace(latest(rows)))) return null;
  return `${folderOf(latest(first))}/${slugOf(latest(first))}`;
}

/** True where a table's figures are of the same kind as a group's: shares, or amounts per unit. */
export function hasFormOf({ form }: LevyTable, group: FreshGroup): boolean {
  const [first] = group;
  return first !== undefined && (shapeOfBasis(latest(first).basis) === null) === (form === "percent");
}

/**
 * Files for levies that nobody knows yet: a table where three or more places share a law, else a file each.
 *
 * @param taken Paths that are there, to which those of the new files are added: nothing is written over another file.
 */
export function newLevies(group: FreshGroup, taken: Set<string>, facts: NewLevyFacts): LevyImport {
  const path = group.length < PLACES_OF_A_TABLE ? null : tablePath(group);
  if (path !== null) return newTable(group, freePath(path, taken), facts);
  return together(group.map((rows) => newLevy(rows, taken, facts.readOn)));
}

/** @example `us/zz/911`, and `us/zz/911-2` where that is somebody else's */
function freePath(path: string, taken: Set<string>): string {
  const isTaken = (name: string) =>
    [".yaml", ".table.yaml", ".csv"].some((end) => taken.has(`${name}${end}`));
  let free = path;
  for (let number = 2; isTaken(free); number++) free = `${path}-${number}`;
  for (const end of [".yaml", ".table.yaml", ".csv"]) taken.add(`${free}${end}`);
  return free;
}

/** What the levies of a table have in common. */
function lawOf(row: NumberedRow): string {
  const { state, level, tax_name, category, basis, line_cap, applies_to_voip, pass_through } = row;
  const law = [state, tax_name, category, basis, line_cap, applies_to_voip, pass_through];
  return JSON.stringify([...law, row.tax_on_tax_note, row.authority, level === "state" ? row.tax_code : ""]);
}

function hasPlace(row: NumberedRow): boolean {
  const { county, city, cityFips, countyFips, district } = placeOfRow(row);
  return Boolean(county ?? city ?? cityFips ?? countyFips ?? district);
}

function newLevy(rows: readonly NumberedRow[], taken: Set<string>, readOn: CivilDate): LevyImport {
  const last = latest(rows);
  const path = `${freePath(`${folderOf(last)}/${last.tax_code.slice(3).toLowerCase()}`, taken)}.yaml`;
  return {
    files: [{ path, text: levyYaml(levyOfRows(rows, readOn), IMPORTED) }],
    changes: newChanges(rows, path),
    problems: [],
  };
}

function newTable(group: FreshGroup, path: string, { readOn, law }: NewLevyFacts): LevyImport {
  const [rows = []] = group;
  const first = latest(rows);
  const shortName = shortNameOf(first);
  const keys = new SourceKeys();
  const table: LevyTable = {
    id: path.replace(/^us\//, "").replace("/", "-"),
    description: `${first.tax_name}, by place.`,
    state: first.state,
    form: formOf(first),
    levy: {
      ...sharedBy(levyOfRows([first], readOn), law),
      name: `{place} ${shortName.replace(/^(State|County|Local) /, "")}`,
      authority: "{place}",
    },
    verifiedOn: readOn,
    rows: group.flatMap((ofCode) => rowsOfCode(ofCode, keys)),
    sources: keys.sources,
  };
  return {
    files: tableFiles(table, path, IMPORTED),
    changes: group.flatMap((ofCode) => newChanges(ofCode, `${path}.csv`)),
    problems: [],
  };
}

function shortNameOf({ tax_name: name }: NumberedRow): string {
  return name.replace(/\s*[(,;].*$/, "");
}

function slugOf(row: NumberedRow): string {
  return shortNameOf(row)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");
}

/** What the levies of a table share: their law, else that of a row; never a place or a figure. */
function sharedBy(ofRow: Levy, law: Levy | null): LevyTable["levy"] {
  const { id: _id, codes: _codes, jurisdiction: _place, values: _values, verifiedOn: _day, ...own } = ofRow;
  if (law === null) return own;
  const { serviceClasses, chargeKinds, buyerKinds, baseIncludes, baseExcludes, notModelled, statute } = law;
  const taken = { serviceClasses, chargeKinds, buyerKinds, baseIncludes, baseExcludes, notModelled, statute };
  return { ...own, ...Object.fromEntries(Object.entries(taken).filter(([, value]) => value)) };
}

function formOf(row: NumberedRow): LevyTable["form"] {
  const shape = shapeOfBasis(row.basis);
  return shape === null ? "percent" : { perUnit: { ...shape } };
}

function folderOf({ state }: NumberedRow): string {
  return `us/${state.toLowerCase()}`;
}
