import type { CivilDate } from "@tollwright/calendar";
import type { Levy, LevyTable } from "@tollwright/tax";
import type { NumberedRow } from "./figure-row.ts";
import { changeOf, type LevyImport } from "./levy-import.ts";
import { datedFigure, latest, levyOfRows, shapeOfBasis } from "./levy-of-rows.ts";
import { levyYaml } from "./levy-yaml.ts";
import { mergeFigures } from "./merge-figures.ts";
import { placeOfRow } from "./place-of-row.ts";
import { tableFiles } from "./table-files.ts";
import { SourceKeys, tableRow } from "./table-of-rows.ts";

/** So many places that share a law are a table. */
const PLACES_OF_A_TABLE = 3;
const IMPORTED =
  "Made by `tollwright taxes import` of a row of figures; what a row cannot say is under notModelled, or is left to a person.";

/** What is said of an import besides its rows. */
export type NewLevyFacts = {
  readonly readOn: CivilDate;
  /** The levy whose law the places of a table share: a state's sales tax, for the local parts on top of it. */
  readonly law: Levy | null;
};

/** Files for levies that nobody knows yet. */
export function newLevies(
  fresh: readonly (readonly NumberedRow[])[],
  facts: NewLevyFacts,
): readonly LevyImport[] {
  const groups = Map.groupBy(fresh, (rows) => lawOf(latest(rows)));
  return [...groups.values()].flatMap((levies) => {
    const [first] = levies;
    const isTable = levies.length >= PLACES_OF_A_TABLE && levies.every((rows) => hasPlace(latest(rows)));
    if (isTable && first) return [newTable(levies, latest(first), facts)];
    return levies.map((rows) => newLevy(rows, facts.readOn));
  });
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

function newLevy(rows: readonly NumberedRow[], readOn: CivilDate): LevyImport {
  const levy = levyOfRows(rows, readOn);
  const last = latest(rows);
  const path = `${folderOf(last)}/${last.tax_code.slice(3).toLowerCase()}.yaml`;
  const values = rows.map(datedFigure);
  return {
    files: [{ path, text: levyYaml(levy, IMPORTED) }],
    changes: values.map((entry) => changeOf(levy.id, { kind: "new", entry, before: null }, path)),
    problems: [],
  };
}

function newTable(
  levies: readonly (readonly NumberedRow[])[],
  first: NumberedRow,
  { readOn, law }: NewLevyFacts,
): LevyImport {
  const shared = sharedBy(levyOfRows([first], readOn), law);
  const shortName = first.tax_name.replace(/\s*[(,;].*$/, "");
  const slug = shortName.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  const keys = new SourceKeys();
  const rows = levies.flatMap((ofCode) => {
    const last = latest(ofCode);
    const where = {
      id: last.tax_code.toLowerCase(),
      codes: last.tax_code,
      jurisdiction: placeOfRow(last),
    };
    const { history } = mergeFigures([], ofCode.map(datedFigure));
    return history.map(({ entry }) => tableRow(where, entry, keys.keyOf(entry.source)));
  });
  const table: LevyTable = {
    id: `${first.state.toLowerCase()}-${slug}`,
    description: `${first.tax_name}, by place.`,
    state: first.state,
    form: formOf(first),
    levy: {
      ...shared,
      name: `{place} ${shortName.replace(/^(State|County|Local) /, "")}`,
      authority: "{place}",
    },
    verifiedOn: readOn,
    sources: keys.sources,
    rows,
  };
  const path = `${folderOf(first)}/${slug}`;
  return {
    files: tableFiles(table, path, IMPORTED),
    changes: levies.flatMap((ofCode) =>
      ofCode.map((row) =>
        changeOf(
          row.tax_code.toLowerCase(),
          { kind: "new", entry: datedFigure(row), before: null },
          `${path}.csv`,
        ),
      ),
    ),
    problems: [],
  };
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
