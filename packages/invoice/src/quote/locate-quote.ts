import type { Account } from "@tollwright/inventory";
import { fail, ok, type Problem, problem, type Result } from "@tollwright/problem";
import type { Locate } from "@tollwright/rate-card";
import type { QuotedLocation, SampleQuote } from "./sample-quote.ts";

type Located = Account["locations"][number];

/** How the places that a quote's addresses gave were found, by location. */
export type Resolutions = ReadonlyMap<string, NonNullable<Located["resolution"]>>;

type AskedLocation = Omit<QuotedLocation, "place"> & { readonly place?: Located["place"] | null | undefined };

/**
 * Locations with a place each: the one given, else that of the address, as accounts are loaded. A level that the address does not
 * tell stays open, and levies that turn on it are told as missing.
 *
 * @param locate Null: nobody has the tables, so a location without a place is a problem.
 */
export function locateQuote(
  locations: readonly AskedLocation[],
  legalEntity: string,
  locate: Locate | null,
): Result<{ readonly locations: SampleQuote["locations"]; readonly resolutions: Resolutions }> {
  const problems: Problem[] = [];
  const resolutions = new Map<string, NonNullable<Located["resolution"]>>();
  const located = locations.flatMap((location, at) => {
    const { place, address } = location;
    if (place) return [{ ...location, place }];
    const found = locate === null ? fail(noTables()) : locate({ location: { address }, legalEntity });
    if (found.ok) {
      resolutions.set(location.id, found.value.resolution);
      return [{ ...location, place: found.value.place }];
    }
    problems.push(...found.problems.map((each) => ({ ...each, path: `locations[${at}]` })));
    return [];
  });
  return problems.length > 0 ? fail(...problems) : ok({ locations: located, resolutions });
}

function noTables(): Problem {
  return problem({
    code: "PLACE_UNRESOLVED",
    message: "the location has no place, and addresses are not resolved here",
  });
}
