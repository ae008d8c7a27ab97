import type { LevyForm } from "./schema/form.ts";
import type { Levy, LevyValue } from "./schema/levy.ts";
import type { LevyTable, LevyTableRow } from "./schema/levy-table.ts";

/**
 * The levies of a table, one for each id, in the order of the rows.
 *
 * @example rows `tx-austin-sales,Austin,…,0.01` and `tx-dallas-sales,Dallas,…,0.01` are two levies of one law.
 */
export function leviesOfTable(table: LevyTable): readonly Levy[] {
  const histories = Map.groupBy(table.rows, ({ id }) => id);
  const levies = [...histories.values()].flatMap((rows) => {
    const [first] = rows;
    return first === undefined ? [] : [levyOf(table, first, rows)];
  });
  return table.elsewhere ? [...levies, elsewhereOf(table, table.elsewhere, levies)] : levies;
}

/** The gap of all places that the table does not name: that they are not in it does not mean that they levy nothing. */
function elsewhereOf(
  { id, state, levy, verifiedOn }: LevyTable,
  { level, exceptPlaces, source, note }: NonNullable<LevyTable["elsewhere"]>,
  known: readonly Levy[],
): Levy {
  const named = (text: string | null | undefined) => text?.replaceAll("{place}", `Other places of ${state}`);
  const places = known.flatMap(({ jurisdiction }) => {
    const { level: _level, country: _country, ...place } = jurisdiction ?? {};
    return [place];
  });
  return {
    verifiedOn,
    ...levy,
    id: `${id}-elsewhere`,
    name: named(levy.name),
    authority: named(levy.authority),
    jurisdiction: { level, state },
    exceptPlaces: [
      ...places,
      ...(exceptPlaces ?? []),
      ...(level === "city" ? [{ state, unincorporated: true as const }] : []),
    ],
    values: [{ form: null, confidence: "low", source, ...(note ? { note } : {}) }],
  };
}

function levyOf(table: LevyTable, first: LevyTableRow, rows: readonly LevyTableRow[]): Levy {
  const { state, levy, verifiedOn } = table;
  const { county, city, countyFips, cityFips, district, exceptCities, codes } = first;
  const place = first.place ?? city ?? cityFips ?? district ?? `${county ?? countyFips} County`;
  const named = (text: string | null | undefined) => text?.replaceAll("{place}", place);
  return {
    verifiedOn,
    ...levy,
    id: first.id,
    name: named(levy.name),
    description: named(levy.description),
    authority: named(levy.authority),
    ...(codes ? { codes: codes.split("|") } : {}),
    ...(table.replaces ? { overlaidBy: `table ${table.id}, in place of ${table.replaces}` } : {}),
    jurisdiction: {
      level: city || cityFips ? "city" : district ? "district" : "county",
      state,
      ...(county ? { county } : {}),
      ...(city ? { city } : {}),
      ...(countyFips ? { countyFips } : {}),
      ...(cityFips ? { cityFips } : {}),
      ...(district ? { district } : {}),
      ...(first.unincorporated ? { unincorporated: true } : {}),
    },
    ...(exceptCities
      ? { exceptPlaces: exceptCities.split("|").map((text) => exceptPlace(table, first, text)) }
      : {}),
    values: rows.map((row) => levyValueOf(table, row)),
  };
}

/**
 * A city with its Census code, where the text or a row of the table has it, so that places that carry codes alone are left out, too.
 *
 * @example `Kansas City` · `Kansas City 2938000` · `(unincorporated)`: what of the county lies outside its cities
 */
function exceptPlace(
  { state, rows }: LevyTable,
  { county, countyFips }: Pick<LevyTableRow, "county" | "countyFips">,
  text: string,
) {
  if (text === "(unincorporated)")
    return {
      state,
      ...(county ? { county } : {}),
      ...(countyFips ? { countyFips } : {}),
      unincorporated: true as const,
    };
  const [, city = text, code] = /^(.*?)(?: (\d{7}))?$/.exec(text) ?? [];
  const cityFips = code ?? rows.find((row) => row.city === city)?.cityFips;
  return { state, city, ...(cityFips ? { cityFips } : {}) };
}

function levyValueOf(table: LevyTable, row: LevyTableRow): LevyValue {
  const { from, until, seenInForceOn, confidence, note } = row;
  return {
    ...(from ? { from } : {}),
    ...(until ? { until } : {}),
    ...(seenInForceOn ? { seenInForceOn } : {}),
    form: formOf(table, row.figure ?? null),
    confidence,
    ...(note ? { note } : {}),
    source: table.sources[row.source] ?? row.source,
  };
}

function formOf({ form }: LevyTable, figure: string | null): LevyForm | null {
  if (figure === null) return null;
  if (form === "percent") return { percent: figure };
  return { perUnit: { ...form.perUnit, amount: figure } };
}
