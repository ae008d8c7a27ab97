import { type CivilDate, civilDateIn } from "@tollwright/calendar";
import type { LegalEntity, LocationInFile } from "@tollwright/inventory";
import { type PlaceData, type PlaceQuery, resolvePlace } from "@tollwright/place";
import { fail, ok, problem } from "@tollwright/problem";
import { documentsFrom, type Locate, type VersionDocument, valuesOf } from "@tollwright/rate-card";
import type { SourceFile } from "@tollwright/yaml";
import type { Context } from "../context.ts";
import { openPlaceData } from "./open-place-data.ts";

type Given = {
  /** Opened when the first location without a place is met. */
  readonly places: () => PlaceData;
  readonly legalEntities: readonly LegalEntity[];
  readonly today: CivilDate;
};

/** For a load: legal entities of the files go before those in force. */
export function locateFor(
  { dataFolder, clock }: Context,
  files: readonly SourceFile[],
  inForce: readonly VersionDocument[],
): Locate {
  let opened: PlaceData | null = null;
  const delivered = documentsFrom(files.filter(({ path }) => path.includes("legal-entities/"))).documents;
  return locateAddresses({
    places: () => {
      opened ??= openPlaceData(dataFolder);
      return opened;
    },
    legalEntities: [...valuesOf(delivered, "legalEntity"), ...valuesOf(inForce, "legalEntity")],
    today: civilDateIn(clock(), "UTC"),
  });
}

/** For quotes, whose legal entities come from files; the tables of places are opened when a location has none. */
export function locateForQuote(given: {
  readonly data: string;
  readonly rateCards: string;
  readonly today: CivilDate;
  readonly legalEntities: readonly LegalEntity[];
}): Locate {
  const { data, rateCards, today, legalEntities } = given;
  let opened: PlaceData | null = null;
  return locateAddresses({
    places: () => {
      opened ??= openPlaceData(data, { rateCards });
      return opened;
    },
    legalEntities,
    today,
  });
}

/** Places of addresses, by the policy of the account's legal entity. */
function locateAddresses({ places, legalEntities, today }: Given): Locate {
  return ({ location, legalEntity }) => {
    const ambiguous = legalEntities.find(({ id }) => id === legalEntity)?.ambiguousPlaces ?? null;
    const resolved = resolvePlace({ ...addressQuery(location.address), ambiguous }, places(), today);
    if (!resolved.ok) return resolved;
    const { place, levels, undetermined, notes } = resolved.value;
    if (place === null)
      return fail(
        problem({ code: "PLACE_UNRESOLVED", message: `its state is not certain: ${levels.state.because}` }),
      );
    return ok({ place, resolution: { levels, undetermined, notes } });
  };
}

/** An address of the inventory as it is asked for; abroad nothing is resolved. */
export function addressQuery(address: LocationInFile["address"]): PlaceQuery {
  const { lines, city, state, postalCode, country } = address;
  const zip = country === "US" && /^\d{5}(-?\d{4})?$/.test(postalCode) ? postalCode : null;
  return { lines, city, zip, state: country === "US" && /^[A-Za-z]{2}$/.test(state) ? state : null };
}
