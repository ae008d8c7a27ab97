import { type Jurisdiction, LevyTableRow } from "@tollwright/tax";
import type { NumberedRow } from "./figure-row.ts";
import { datedFigure, latest } from "./levy-of-rows.ts";
import { type DatedFigure, mergeFigures } from "./merge-figures.ts";
import { placeOfRow } from "./place-of-row.ts";

/** Where and what a row of a table is about, apart from its figure. */
type RowPlace = Pick<LevyTableRow, "id" | "place" | "codes" | "exceptCities"> & {
  readonly jurisdiction: Jurisdiction;
};

/** The rows of one code that a table does not know yet. */
export function rowsOfCode(ofCode: readonly NumberedRow[], keys: SourceKeys): readonly LevyTableRow[] {
  const { tax_code: code, ...last } = latest(ofCode);
  const where = { id: code.toLowerCase(), codes: code, jurisdiction: placeOfRow(last) };
  const { history } = mergeFigures([], ofCode.map(datedFigure));
  return history.map(({ entry }) => tableRow(where, entry, keys.keyOf(entry.source)));
}

function tableRow(where: RowPlace, dated: DatedFigure, source: string): LevyTableRow {
  const { jurisdiction, ...own } = where;
  const { county, city, countyFips, cityFips, district, unincorporated } = jurisdiction;
  const { figure, from, until, seenInForceOn, confidence, note } = dated;
  return LevyTableRow.parse({
    ...own,
    county,
    city,
    countyFips,
    cityFips,
    district,
    unincorporated: unincorporated ? "yes" : null,
    figure,
    from,
    until,
    seenInForceOn,
    confidence,
    source,
    note,
  });
}

/** The figure of a row, as merging compares it. */
export function datedOfRow(row: LevyTableRow, sources: Readonly<Record<string, SourceOf>>): DatedFigure {
  return {
    from: row.from ?? null,
    until: row.until ?? null,
    seenInForceOn: row.seenInForceOn ?? null,
    figure: row.figure ?? null,
    confidence: row.confidence,
    note: row.note ?? null,
    source: sourceOf(sources[row.source]),
  };
}

type SourceOf = { readonly title: string; readonly href?: string | null | undefined };

export function sourceOf(source: SourceOf | string | null | undefined): DatedFigure["source"] {
  if (typeof source === "string" || !source) return { title: source ?? "" };
  return { title: source.title, ...(source.href ? { href: source.href } : {}) };
}

/** Sources by short keys: the same source has one key. */
export class SourceKeys {
  readonly sources: Record<string, DatedFigure["source"]>;

  constructor(known: Readonly<Record<string, SourceOf>> = {}) {
    this.sources = Object.fromEntries(
      Object.entries(known).map(([key, source]) => [key, sourceOf(source)] as const),
    );
  }

  keyOf(source: DatedFigure["source"]): string {
    const known = Object.entries(this.sources).find(
      ([, { title, href }]) => title === source.title && href === source.href,
    );
    if (known) return known[0];
    const words = source.title.toLowerCase().match(/[a-z0-9]+/g) ?? ["source"];
    const short = words.slice(0, 4).join("-");
    const taken = Object.keys(this.sources).filter((key) => key.replace(/-\d+$/, "") === short).length;
    const key = taken === 0 ? short : `${short}-${taken + 1}`;
    this.sources[key] = source;
    return key;
  }
}
