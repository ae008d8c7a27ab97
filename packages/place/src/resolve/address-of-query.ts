import { parseStreetLine, type StreetAddress } from "../address/street-address.ts";
import type { PlaceData } from "./place-data.ts";
import type { PlaceQuery } from "./place-query.ts";

/** The address of a query, whichever way it was given. */
export type QueryAddress = {
  /** The first line that is a street, or the box; null where there is none. */
  readonly street: StreetAddress | null;
  /** Of the post office: no proof of a city. */
  readonly city: string | null;
  readonly state: string | null;
  readonly zip: string | null;
  readonly plus4: string | null;
};

/** Fields go before the line; a suite on a second line belongs to the street of the first. */
export function addressOfQuery(query: PlaceQuery, data: PlaceData): QueryAddress {
  const read = query.line == null ? null : (data.readLine?.(query.line) ?? null);
  const lines = query.lines ?? read?.lines ?? [];
  const zip = (query.zip ?? read?.zip ?? "").replace("-", "");
  return {
    street: streetOf(lines),
    city: (query.city ?? read?.city)?.trim() || null,
    state: (query.state ?? read?.state)?.toUpperCase() ?? null,
    zip: zip === "" ? null : zip.slice(0, 5),
    plus4: zip.length === 9 ? zip.slice(5) : null,
  };
}

function streetOf(lines: readonly string[]): StreetAddress | null {
  const parsed = lines.map(parseStreetLine);
  const at = parsed.findIndex(({ kind, number }) => kind === "street" && number !== null);
  const street = parsed[at];
  if (street === undefined) return parsed.find(({ kind }) => kind !== "street") ?? null;
  const behind = lines[at + 1];
  if (street.unit !== "" || behind === undefined) return street;
  const together = parseStreetLine(`${lines[at]} ${behind}`);
  return together.unit === "" ? street : together;
}
