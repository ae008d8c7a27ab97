import assert from "node:assert";
import type { Weighted } from "./random.ts";

/** Exchanges that the demonstration's deck prices by themselves. */
export const PRICED_EXCHANGES = [
  "220",
  "234",
  "247",
  "268",
  "291",
  "334",
  "387",
  "446",
  "555",
  "627",
  "746",
  "852",
] as const;
/** Exchanges without a row of their own: their calls fall to the row of the area code. */
export const OTHER_EXCHANGES = ["412", "563", "674", "789", "925"] as const;

/** Around a customer: where a call is local, and where it stays in the state. */
export type HomeArea = {
  readonly state: string;
  readonly localAreaCodes: readonly string[];
  /** Exchanges of the local area codes that are local. */
  readonly localExchanges: readonly string[];
  readonly stateAreaCodes: readonly string[];
  /** Exchanges of the state's area codes; others than the local ones where an area code is both. */
  readonly stateExchanges: readonly string[];
};

const WHOLE = { localExchanges: PRICED_EXCHANGES, stateExchanges: PRICED_EXCHANGES };

/** Kept in step with `rate-cards/companies/demo/numbering/local-calling-areas.csv`. */
const HOME_AREAS: readonly HomeArea[] = [
  {
    state: "IL",
    localAreaCodes: ["312", "773", "872"],
    stateAreaCodes: ["217", "309", "618", "630", "708", "815", "847"],
    ...WHOLE,
  },
  {
    state: "CA",
    localAreaCodes: ["213", "310", "323", "738"],
    stateAreaCodes: ["408", "415", "510", "559", "619", "714", "916", "949"],
    ...WHOLE,
  },
  {
    state: "MO",
    localAreaCodes: ["816", "975"],
    stateAreaCodes: ["314", "417", "557", "573", "660"],
    ...WHOLE,
  },
  {
    state: "NH",
    localAreaCodes: ["603"],
    localExchanges: ["220", "234", "247", "555"],
    stateAreaCodes: ["603"],
    stateExchanges: ["268", "291", "334", "387", "446", "627", "746", "852"],
  },
];

/** The area of a number's area code. @throws AssertionError for one that no demonstration customer has. */
export function homeAreaOf(areaCode: string): HomeArea {
  const area = HOME_AREAS.find(({ localAreaCodes }) => localAreaCodes.includes(areaCode));
  assert(area !== undefined, `no home area for area code ${areaCode}: add it to HOME_AREAS`);
  return area;
}

/** Area codes that the country calls most, with their states. */
export const FAR_AREA_CODES: readonly Weighted<{ readonly areaCode: string; readonly state: string }>[] = [
  ["212", "NY", 9],
  ["718", "NY", 5],
  ["201", "NJ", 4],
  ["617", "MA", 8],
  ["401", "RI", 2],
  ["860", "CT", 2],
  ["207", "ME", 2],
  ["802", "VT", 2],
  ["215", "PA", 4],
  ["412", "PA", 3],
  ["202", "DC", 4],
  ["301", "MD", 3],
  ["704", "NC", 3],
  ["404", "GA", 6],
  ["305", "FL", 5],
  ["407", "FL", 3],
  ["615", "TN", 3],
  ["313", "MI", 3],
  ["614", "OH", 3],
  ["317", "IN", 4],
  ["414", "WI", 4],
  ["612", "MN", 4],
  ["515", "IA", 2],
  ["314", "MO", 4],
  ["913", "KS", 4],
  ["402", "NE", 2],
  ["405", "OK", 2],
  ["214", "TX", 7],
  ["713", "TX", 5],
  ["504", "LA", 2],
  ["303", "CO", 4],
  ["602", "AZ", 4],
  ["702", "NV", 3],
  ["801", "UT", 2],
  ["206", "WA", 4],
  ["503", "OR", 3],
  ["415", "CA", 5],
  ["619", "CA", 3],
  ["312", "IL", 5],
  ["603", "NH", 1],
  ["907", "AK", 1],
  ["808", "HI", 1],
  ["787", "PR", 1],
].map(([areaCode, state, weight]) => [{ areaCode: String(areaCode), state: String(state) }, Number(weight)]);

/** E.164 digits; each `#` is drawn. Numbers of 020 7946 0xxx, 07700 900xxx and 555-01xx belong to nobody. */
export const ABROAD: readonly Weighted<string>[] = [
  ["442079460###", 10],
  ["447700900###", 6],
  ["141655501##", 9],
  ["160455501##", 4],
  ["5255########", 9],
  ["5281########", 5],
  ["9122########", 3],
  ["9198########", 6],
  ["6328#######", 3],
  ["639#########", 6],
  ["4930#######", 3],
  ["49151########", 3],
  ["331########", 3],
  ["336########", 2],
  ["34916######", 2],
  ["393#########", 2],
  ["61491570###", 2],
  ["813########", 2],
  ["86138########", 3],
  ["5511########", 2],
  ["573#########", 2],
  ["97252#######", 1],
  ["180955501##", 3],
  ["187655501##", 2],
  ["23480########", 1],
  ["2203######", 1],
  ["679#######", 1],
  ["41791######", 1],
  ["353861######", 1],
];

/** Toll-free numbers of other companies. */
export const TOLL_FREE_PATTERNS = ["1800555019#", "1844555018#", "1866555017#", "1877555019#"] as const;

/** What a caller's name service or PBX writes; commas, quotes and letters beyond ASCII are meant to be there. */
export const CALLER_NAMES = [
  "WIRELESS CALLER",
  "TOLL FREE CALL",
  "UNAVAILABLE",
  "",
  "",
  "ACME SUPPLY, INC",
  'THE "GOOD" OVEN, LLC',
  "O'HARE CAB CO",
  "CAFÉ LÉMAN",
  "MIDWEST FREIGHT",
  "CITY CLINIC",
  "PUBLIC LIBRARY",
  "RIVER & SONS",
  "BANK 24",
] as const;
