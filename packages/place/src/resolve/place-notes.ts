import type { QueryAddress } from "./address-of-query.ts";
import type { Level } from "./level.ts";

/** What to ask the customer for, and what of his address does not go together. */
export function notesOf(given: {
  readonly address: QueryAddress;
  readonly boxed: boolean;
  readonly point: Level | null;
  readonly zip: Level | null;
  readonly known: boolean;
}): readonly string[] {
  const { address, boxed, point, zip, known } = given;
  const apart =
    point?.status === "found" &&
    zip !== null &&
    !(zip.candidates ?? []).some(({ code }) => code === point.code);
  return [
    ...(boxed ? ["a post office box or rural route is no place of use: ask for the street address"] : []),
    ...(address.zip !== null && !known ? [`the ZIP ${address.zip} is not known`] : []),
    ...(apart
      ? [`the coordinates lie in ${point.name}, where ${address.zip} has no addresses: check both`]
      : []),
  ];
}
