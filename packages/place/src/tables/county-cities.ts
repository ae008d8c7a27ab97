import { tableRows } from "./table-rows.ts";

/** What a county alone says of the city. */
export type CityOfCounty = {
  readonly county: string;
  /** Empty where there is none. */
  readonly city: string;
  /** Seven digits; empty where the city is no Census place. */
  readonly cityFips: string;
  /**
   * `whole`: the city is all of the county. `balance`: all but the places named in `except`, which have limits of their own.
   * `none`: no incorporated place lies in the county.
   */
  readonly covers: "whole" | "balance" | "none";
  readonly except: readonly { readonly code: string; readonly name: string }[];
  readonly vintage: string;
  readonly source: string;
};

const COVERS = ["whole", "balance", "none"] as const;

/**
 * From `county, city, cityFips, covers, except, vintage, source`, tab separated; `except` is `code name; code name`, and a county of
 * two digits is all of a state that have no row of their own.
 */
export function compileCountyCities(text: string): (county: string) => CityOfCounty | null {
  const byCounty = new Map(tableRows(text, "\t").map((row) => [row["county"] ?? "", row]));
  return (county) => {
    const row = byCounty.get(county) ?? byCounty.get(county.slice(0, 2));
    if (row === undefined) return null;
    return {
      county,
      city: row["city"] ?? "",
      cityFips: row["cityFips"] ?? "",
      covers: COVERS.find((covers) => covers === row["covers"]) ?? "balance",
      except: placesIn(row["except"] ?? ""),
      vintage: row["vintage"] ?? "",
      source: row["source"] ?? "",
    };
  };
}

function placesIn(text: string): CityOfCounty["except"] {
  return text
    .split(";")
    .map((each) => each.trim())
    .filter((each) => each !== "")
    .map((each) => ({ code: each.slice(0, 7), name: each.slice(8) }));
}
