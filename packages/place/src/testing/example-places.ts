import type { BoundaryRow } from "../boundaries/boundary-row.ts";
import { sstBoundaryRow } from "../boundaries/sst-row.ts";
import { indexShapes } from "../polygons/shape-index.ts";
import { PLACE_SETTINGS, type PlaceData } from "../resolve/place-data.ts";
import { compileCountyCities } from "../tables/county-cities.ts";
import { compileCounties } from "../tables/county-table.ts";
import { compileDistricts } from "../tables/declared-districts.ts";
import { compileShares } from "../tables/zip-shares.ts";
import { compileZips } from "../tables/zip-table.ts";

/*
 * An invented corner of the country. Counties are squares of one degree side by side on latitude 40 to 41: Alpha (90001) from
 * 100 to 99 west, Beta (90003) from 99 to 98, and Gamma (91001) of the next state from 98 to 97. The town of Elm lies in the middle
 * of Alpha. Delta City (90510) is an independent city without a polygon. Old (90099) became Alpha and Beta in 2020.
 */
const COUNTIES = `code,state,name,kind,from,until,became
90001,ZA,Alpha,county,2020,,
90003,ZA,Beta,county,2020,,
90099,ZA,Old,county,,2020,90001 90003
90510,ZA,Delta city,independent city,,,
90512,ZA,Union,county,,,
91001,ZB,Gamma,parish,,,
`;
const STATES = "code,fips,name\nZA,90,Zenith\nZB,91,Borea\n";
const ZIPS = `zip,main,others,seen
09999,AE,,m
10001,90001,,
10002,90001,90003,
10003,90510,90001,
10004,90512,,
10005,90001,,g
10006,90001,91001,
10007,90001,90099,
10008,90510,,
10009,90512,,
10010,90001,90512,
10011,90001,90512,
10012,90001,90003,
`;

const CITIES = [
  "county\tcity\tcityFips\tcovers\texcept\tsource",
  "90510\tDelta\t9010000\twhole\t\tan invented list",
  "90512\tUnion\t9020000\tbalance\t9020100 Inlet\tan invented list",
].join("\n");
const DISTRICTS =
  "district\tmember\tfrom\tuntil\tsource\nAlpha Transit\t90001\t2025-01-01\t\tan invented law\nAlpha Transit\t90510\t2026-01-01\t\tan invented law\n";

const COUNTY_SHARES = [
  "zip\tcode\tname\tstate\tshare\tland",
  "10001\t90001\t\t\t0.995\t995",
  "10001\t90003\t\t\t0.005\t5",
  "10002\t90003\t\t\t0.7\t700",
  "10002\t90001\t\t\t0.3\t300",
  "10012\t90003\t\t\t1\t900",
  "10006\t91001\t\t\t0.6\t600",
  "10006\t90001\t\t\t0.4\t400",
].join("\n");
const PLACE_SHARES = [
  "zip\tcode\tname\tstate\tshare",
  "10001\t9000100\tElm\tZA\t0.996",
  "10001\t\t\t\t0.004",
  "10002\t9000100\tElm\tZA\t0.25",
  "10002\t9000200\tFir\tZA\t0.35",
  "10002\t\t\t\t0.4",
  "10004\t\t\t\t1",
  "10005\t\t\t\t1",
  "10010\t\t\t\t1",
  "10011\t9000200\tFir\tZA\t0.2",
  "10011\t\t\t\t0.8",
  "10009\t9020100\tInlet\tZA\t0.3",
  "10009\t\t\t\t0.7",
].join("\n");

/** Rows of a state's file, as its 29 columns and districts: only what matters here. */
function boundaryRows(lines: string): readonly BoundaryRow[] {
  return lines
    .trim()
    .split("\n")
    .map((line) => {
      const read = sstBoundaryRow(line.trim());
      if (!read.ok) throw new Error(read.problems[0]?.message);
      return read.value;
    });
}

const STATE_FILE = boundaryRows(`
A,20200101,29991231,100,198,E,N,MAIN,ST,,,,,,ELM,20001,,,,,,,90,90,001,00100,01,,,ST,17,63
A,20200101,29991231,101,199,O,N,MAIN,ST,,,,,,ELM,20001,,,,,,,90,90,001,,,,
A,20200101,29991231,200,298,B,N,MAIN,ST,,APT,1,9,B,ELM,20001,,,,,,,90,90,001,00100,01,,
A,20200101,29991231,200,298,B,N,MAIN,ST,,APT,10,19,B,ELM,20001,,,,,,,90,90,003,,,,
4,20200101,20251231,,,,,,,,,,,,,,,20001,1000,20001,1999,,90,90,001,00100,01,,,ST,00017,63
4,20260101,29991231,,,,,,,,,,,,,,,20001,1000,20001,1999,,90,90,001,,,,,ST,00018,63
Z,20200101,29991231,,,,,,,,,,,,,,,20001,,20001,,,90,90,001,,,,
z,20200101,29991231,,,,,,,,,,,,,,,20002,,20003,,,90,90,,,,,
`);

function square(code: string, name: string, [west, south, size]: readonly [number, number, number]) {
  const [x, y, side] = [west, south, size].map((degrees) => Math.floor(degrees * 100_000 + 0.5)) as [
    number,
    number,
    number,
  ];
  return { code, name, rings: [Int32Array.from([x, y, x + side, y, x + side, y + side, x, y + side])] };
}

/** Everything at once; a test takes away what its operator has not imported. */
export function examplePlaces(changes: Partial<PlaceData> = {}): PlaceData {
  const sourced = { source: "an invented table", vintage: "2026" };
  const rowsOf = (zip: string) => STATE_FILE.filter(({ zipLow, zipHigh }) => zipLow <= zip && zip <= zipHigh);
  const countyShapes = indexShapes({
    toleranceMeters: 100,
    shapes: [
      square("90001", "", [-100, 40, 1]),
      square("90003", "", [-99, 40, 1]),
      square("91001", "", [-98, 40, 1]),
    ],
  });
  const placeShapes = indexShapes({
    toleranceMeters: 10,
    shapes: [square("9000100", "Elm", [-99.6, 40.4, 0.2])],
  });
  return {
    counties: compileCounties(COUNTIES, STATES),
    zips: { data: compileZips(ZIPS), ...sourced },
    countyShapes: { data: countyShapes, ...sourced },
    countyCities: compileCountyCities(CITIES),
    districts: compileDistricts(DISTRICTS),
    zipCountyShares: { data: compileShares(COUNTY_SHARES), ...sourced },
    zipPlaceShares: { data: compileShares(PLACE_SHARES), ...sourced },
    boundaries: (state) => (state === "ZA" ? { data: { rowsOf }, ...sourced } : null),
    placeShapes: (state) => (state === "ZA" ? { data: placeShapes, ...sourced } : null),
    placeName: (code) => (code === "9000100" ? "Elm" : null),
    stateOfNumber: (number) =>
      number.startsWith("900") ? { state: "ZA", method: "areaCode", source: "area code 900" } : null,
    readLine: null,
    settings: PLACE_SETTINGS,
    ...changes,
  };
}
