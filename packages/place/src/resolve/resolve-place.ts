import type { CivilDate } from "@tollwright/calendar";
import { fail, ok, problem, type Result } from "@tollwright/problem";
import type { ZipEntry } from "../tables/zip-table.ts";
import { addressOfQuery, type QueryAddress } from "./address-of-query.ts";
import { applyPolicy } from "./apply-policy.ts";
import { cityByCoordinates, countyByCoordinates } from "./by-coordinates.ts";
import { byStateFile } from "./by-state-file.ts";
import { cityByZip, countyByZip, countyWithin } from "./by-zip.ts";
import { cityOfAddress } from "./city-of-address.ts";
import { cityOfCounty, insideConsolidated } from "./city-of-county.ts";
import { districtsLevel } from "./districts-level.ts";
import { found, type Level, NO_ORIGIN, none, undetermined } from "./level.ts";
import { placeByNumber } from "./place-by-number.ts";
import type { PlaceData } from "./place-data.ts";
import { notesOf } from "./place-notes.ts";
import { placeOfLevels } from "./place-of-levels.ts";
import { AmbiguousPlaces, type PlaceQuery } from "./place-query.ts";
import type { ResolvedPlace } from "./resolved-place.ts";
import { stateLevel } from "./state-level.ts";
import { storedPlace } from "./stored-place.ts";

type Steps = {
  readonly query: PlaceQuery;
  readonly address: QueryAddress;
  readonly day: CivilDate;
  readonly data: PlaceData;
  readonly policy: AmbiguousPlaces;
};

/**
 * State, county, city and districts of an address, a ZIP, a point or a stored place. Of each level the first step decides that
 * knows it: stored place, state's file (address range, ZIP+4, ZIP), coordinates, ZIP; what none knows is undetermined, with
 * candidates where there are any. Nothing is guessed: an ambiguous level becomes what the stated policy says.
 *
 * @param today The day to read tables for where the query names none.
 * @returns `PLACE_UNRESOLVED` where not even the state can be told.
 * @example ZIP 60654 → IL certain, Cook likely, city undetermined until the city limits are imported.
 */
export function resolvePlace(query: PlaceQuery, data: PlaceData, today: CivilDate): Result<ResolvedPlace> {
  if (query.place != null) return ok(storedPlace(query.place, data));
  const address = addressOfQuery(query, data);
  const policy = query.ambiguous ?? AmbiguousPlaces.parse({});
  const resolved = byPlace({ query, address, day: query.on ?? today, data, policy });
  if (resolved.levels.state.candidates !== null) return ok(resolved);
  const number = query.telephoneNumber == null ? null : placeByNumber(query.telephoneNumber, data);
  return number === null ? fail(nothingKnown(address)) : ok(number);
}

function byPlace({ query, address, day, data, policy }: Steps): ResolvedPlace {
  const { zip, plus4, street } = address;
  const point = query.at ?? null;
  const entry = zip === null ? null : data.zips.data(zip);
  const military = militaryState({ zip: entry, stated: address.state, data });
  const byPoint = point === null ? null : countyByCoordinates({ point, day, data });
  const byZip = zip === null ? null : countyByZip({ zip, day, data });
  const files = statesToAsk({ address, counties: [byPoint, byZip], data });
  const boxed = street !== null && street.kind !== "street";
  const file = zip === null ? null : byStateFile({ states: files, zip, plus4, street, day, data });

  const state = stateLevel({
    byFile: file?.state ?? null,
    counties: [byPoint, byZip],
    military,
    stated: address.state,
    data,
  });
  const abroad =
    military === null || military.confidence === "ambiguous"
      ? null
      : none(originOf(military), military.confidence, military.because);
  const county = applyPolicy(
    abroad ??
      countyWithin(
        decided([file?.county ?? null, byPoint, byZip], "neither coordinates nor a known ZIP tell it"),
        state,
        data,
      ),
    policy.county,
  );
  const shapes = state.name === null ? null : data.placeShapes(state.name);
  const byLimits = point === null ? null : cityByCoordinates({ point, day, data }, shapes);
  const cities = [
    file?.city ?? null,
    insideConsolidated(byLimits, county, data),
    cityOfCounty(county, data),
    insideConsolidated(zip === null ? null : cityByZip({ zip, data }, state), county, data),
    cityOfAddress({ city: address.city, county, day, data }),
  ];
  const city =
    boxed && point === null
      ? undetermined(null, NO_ORIGIN, "a box is no place of use")
      : decided(cities, "no city limits of this state were imported, and the county does not decide it");
  const levels = {
    state,
    county: state.status === "found" ? county : { ...county, policy: null },
    city: applyPolicy(abroad ?? city, policy.city),
  };
  const districts = districtsLevel({ file: file?.districts ?? null, levels, day, data });
  return placeOfLevels(
    { ...levels, districts },
    notesOf({ address, boxed, point: byPoint, zip: byZip, known: entry !== null }),
  );
}

/** States whose own file may have the address: the one that it names first. */
function statesToAsk(given: {
  readonly address: QueryAddress;
  readonly counties: readonly (Level | null)[];
  readonly data: PlaceData;
}): readonly string[] {
  const ofCounties = given.counties.flatMap((level) =>
    (level?.candidates ?? []).flatMap(({ code }) =>
      code === null ? [] : (given.data.counties.stateOf(code) ?? []),
    ),
  );
  return [...new Set([...(given.address.state === null ? [] : [given.address.state]), ...ofCounties])];
}

/** The first that knows it; else the first that has candidates, one with shares before others; else nobody knows. */
function decided(levels: readonly (Level | null)[], otherwise: string): Level {
  const known = levels.filter((level) => level !== null);
  return (
    known.find(({ status }) => status !== "undetermined") ??
    known.find(({ candidates }) => candidates?.some(({ share }) => share !== null)) ??
    known.find(({ candidates }) => candidates !== null) ??
    undetermined(null, NO_ORIGIN, otherwise)
  );
}

function militaryState(given: {
  readonly zip: ZipEntry | null;
  readonly stated: string | null;
  readonly data: PlaceData;
}): Level | null {
  const { zip, stated, data } = given;
  const because = "a military post office: no state or local jurisdiction of the United States";
  if (zip?.seen === "military") {
    const { source, vintage } = data.zips;
    return found(
      { name: zip.main ?? "", code: null },
      { method: "zip5", source, vintage },
      "certain",
      because,
    );
  }
  if (zip !== null || !/^A[AEP]$/.test(stated ?? "")) return null;
  return found({ name: stated ?? "", code: null }, { ...NO_ORIGIN, method: "address" }, "likely", because);
}

function originOf({ method, source, vintage }: Level): Pick<Level, "method" | "source" | "vintage"> {
  return { method, source, vintage };
}

function nothingKnown(address: QueryAddress) {
  const message =
    address.zip === null
      ? "neither a ZIP, nor coordinates, nor a state is known"
      : `the ZIP ${address.zip} is not known`;
  return problem({ code: "PLACE_UNRESOLVED", message });
}
