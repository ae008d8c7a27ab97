import { tableRows } from "./table-rows.ts";

/** What a county alone says of the city. */
export type CityOfCounty = {
  readonly county: string;
  readonly city: string;
  /** Seven digits; empty where the city is no Census place. */
  readonly cityFips: string;
  /** `whole`: the city is all of the county. `balance`: all but the places named in `except`, which have limits of their own. */
  readonly covers: "whole" | "balance";
  readonly except: readonly { readonly code: string; readonly name: string }[];
  readonly source: string;
};

/** From `county, city, cityFips, covers, except, source`, tab separated; `except` is `code name; code name`. */
export function compileCountyCities(text: string): (county: string) => CityOfCounty | null {
  const byCounty = new Map(tableRows(text, "\t").map((row) => [row["county"] ?? "", row]));
  return (county) => {
    const row = byCounty.get(county);
    if (row === undefined) return null;
    return {
      county,
      city: row["city"] ?? "",
      cityFips: row["cityFips"] ?? "",
      covers: row["covers"] === "whole" ? "whole" : "balance",
      except: placesIn(row["except"] ?? ""),
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
