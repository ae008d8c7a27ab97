import type { CivilDate } from "@tollwright/calendar";
import type { LandPart } from "../tables/zip-shares.ts";
import { countyCandidate } from "./by-coordinates.ts";
import { type Candidate, found, type Level, none, type Origin, undetermined } from "./level.ts";
import type { PlaceData } from "./place-data.ts";

type Asked = { readonly zip: string; readonly day: CivilDate; readonly data: PlaceData };

/**
 * The county of a ZIP: by the land of its parts where that was imported, else by the shipped table, which lists counties
 * without shares.
 *
 * @returns Null where no table has the ZIP.
 */
export function countyByZip(asked: Asked): Level | null {
  return byLand(asked) ?? byList(asked);
}

function byLand({ zip, day, data }: Asked): Level | null {
  const parts = data.zipCountyShares?.data(zip);
  if (!parts || !data.zipCountyShares) return null;
  const { source, vintage } = data.zipCountyShares;
  const origin: Origin = { method: "zip5", source, vintage };
  const dated = parts.flatMap((part) => data.counties.on(part.code, day).map((code) => ({ ...part, code })));
  // Where a code was split or redrawn, its land does not say which of the new ones it is.
  if (dated.length !== parts.length) return null;
  const [largest] = dated;
  if (largest === undefined) return null;
  const candidates = dated.map(({ code, share }) => countyCandidate(code, data, shareText(share)));
  const [first] = candidates;
  const elsewhere = pointElsewhere({ zip, day, data }, dated, largest);
  if (elsewhere !== null) return undetermined(elsewhere, origin, `${zip} has its land and its point apart`);
  if (largest.share < data.settings.certainShare || !first?.name)
    return undetermined(candidates, origin, `${zip} lies in ${dated.length} counties`);
  return {
    ...found(
      { name: first.name, code: largest.code },
      origin,
      "certain",
      `it holds ${shareText(largest.share)} of the land of ${zip}`,
    ),
    candidates,
  };
}

/**
 * Land alone misleads where nobody lives on it: in Alaska, ZIPs of a city reach over wilderness. Where the land would be certain and
 * the ZIP's point lies in another county, both are candidates, without shares.
 */
function pointElsewhere(
  { zip, day, data }: Asked,
  dated: readonly LandPart[],
  largest: LandPart,
): readonly Candidate[] | null {
  const main = data.zips.data(zip)?.main ?? null;
  const codes = main === null ? [] : data.counties.on(main, day);
  if (codes.length === 0 || codes.includes(largest.code)) return null;
  if (largest.share < data.settings.certainShare) return null;
  const others = dated.map(({ code }) => code);
  return [...new Set([...codes, ...others])].map((code) => countyCandidate(code, data));
}

function byList({ zip, day, data }: Asked): Level | null {
  const entry = data.zips.data(zip);
  if (entry === null || entry.counties.length === 0) return null;
  const origin: Origin = { method: "zip5", source: data.zips.source, vintage: data.zips.vintage };
  const codes = codesOn({ counties: entry.counties, main: entry.main, day, data });
  const candidates = codes.map((code) => countyCandidate(code, data));
  const [first] = candidates;
  if (codes.length !== 1 || !first?.name)
    return undetermined(
      candidates,
      origin,
      `${zip} has addresses in ${codes.length} counties, with shares unknown`,
    );
  const because =
    entry.seen === "both"
      ? `both sources of the table name it alone for ${zip}`
      : `one source of the table names it for ${zip}`;
  return found({ name: first.name, code: first.code }, origin, "likely", because);
}

/** A county that was redrawn became the main one, if that is among its successors: the source of the main one is newer. */
function codesOn(asked: {
  readonly counties: readonly string[];
  readonly main: string | null;
  readonly day: CivilDate;
  readonly data: PlaceData;
}): readonly string[] {
  const { counties, main, day, data } = asked;
  const dated = counties.flatMap((code) => {
    const codes = data.counties.on(code, day);
    return codes.length > 1 && main !== null && codes.includes(main) ? [main] : codes;
  });
  return [...new Set(dated)];
}

/**
 * Of a ZIP that crosses a state line, the counties on the side that the address names: likely at most, for the letters are the post
 * office's.
 */
export function countyWithin(county: Level, state: Level, data: PlaceData): Level {
  if (county.status !== "undetermined" || state.status !== "found" || county.candidates === null)
    return county;
  const candidates = county.candidates.filter(
    ({ code }) => code === null || data.counties.stateOf(code) === state.name,
  );
  const [only] = candidates;
  if (only === undefined || candidates.length === county.candidates.length) return county;
  if (candidates.length > 1 || only.name === null) return { ...county, candidates };
  const because = `${county.because}, one of them in ${state.name}`;
  const origin: Origin = { method: county.method, source: county.source, vintage: county.vintage };
  return found({ name: only.name, code: only.code }, origin, "likely", because);
}

/**
 * The city of a ZIP by the land of its parts, on the side of a state line that is known.
 *
 * @returns Null where places were not imported, or do not have the ZIP: candidates are unknown then.
 */
export function cityByZip({ zip, data }: Omit<Asked, "day">, state: Level): Level | null {
  const all = data.zipPlaceShares?.data(zip);
  if (!all || !data.zipPlaceShares) return null;
  const parts = all.filter(
    (part) => state.name === null || [null, state.name].includes(stateOfPart(part, data)),
  );
  const { source, vintage } = data.zipPlaceShares;
  const origin: Origin = { method: "zip5", source, vintage };
  const candidates = parts.map(
    ({ code, name, share }): Candidate => ({
      name: name === "" ? null : name,
      code: code === "" ? null : code,
      share: shareText(share),
    }),
  );
  const [largest] = parts;
  if (largest === undefined || largest.share < data.settings.certainShare)
    return undetermined(candidates, origin, `${zip} does not lie within one city, or outside all`);
  const because = `${shareText(largest.share)} of the land of ${zip}`;
  const level =
    largest.name === ""
      ? none(origin, "certain", `outside every city lies ${because}`)
      : found(
          { name: largest.name, code: candidates[0]?.code ?? null },
          origin,
          "certain",
          `it holds ${because}`,
        );
  return { ...level, candidates };
}

function stateOfPart({ code, state }: LandPart, data: PlaceData): string | null {
  return code === "" ? state || null : data.counties.stateOf(code);
}

/** Four decimals: `0.9987`. */
function shareText(share: number): string {
  return String(Math.floor(share * 10_000 + 0.5) / 10_000);
}
