import { tableRows } from "./table-rows.ts";

/** A part of a ZIP's land. */
export type LandPart = {
  /** County or place; empty: outside every incorporated place. */
  readonly code: string;
  /** Of a place, where the file has it; counties have their own table. */
  readonly name: string;
  /** Two letters; empty where the code tells it. */
  readonly state: string;
  /** Of the ZIP's land, 0 to 1. */
  readonly share: number;
};

/** Parts of the land of a ZIP, the largest first; null where the file does not have the ZIP. */
export type ZipShares = (zip: string) => readonly LandPart[] | null;

/** From `zip, code, name, state, share`, tab separated, as the importers write it. */
export function compileShares(text: string): ZipShares {
  const parts = Map.groupBy(tableRows(text, "\t"), (row) => row["zip"] ?? "");
  return (zip) =>
    parts
      .get(zip)
      ?.map(({ code = "", name = "", state = "", share = "0" }) => ({
        code,
        name,
        state,
        share: Number(share),
      }))
      .toSorted((left, right) => right.share - left.share) ?? null;
}
