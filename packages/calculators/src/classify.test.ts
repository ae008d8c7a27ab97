import { readFileSync } from "node:fs";
import { compileExchangeTable, compileLocalCallingAreas, compileNumberingPlan } from "@tollwright/numbering";
import { describe, expect, it } from "vitest";
import { answerOf } from "./ask-for-tests.ts";
import type { Loaded } from "./calculator.ts";
import { runCalculator } from "./run-calculator.ts";

const table = (file: string) => ({
  file,
  text: readFileSync(new URL(`../../../rate-cards/numbering/${file}`, import.meta.url), "utf8"),
});
const { plan } = compileNumberingPlan({
  areaCodes: table("nanp-npa.csv"),
  countryCodes: table("e164-country-codes.csv"),
});

/** Places of our own making: Zenith is 312 555 and 773 555, Farland 312 556; 815 555 has no rate centre. */
const EXCHANGES = `NPA-NXX,X,State,Rate Center,LATA,OCN,from,until
312-555,,IL,ZENITH,358,0101,,
773-555,,IL,ZENITH,358,0101,,
312-556,,IL,FARLAND,358,0102,,
815-555,,IL,,364,0103,,
218-555,,WI,BORDER,352,0104,2026-04-01,
312-557,,IL,FARLAND,358,0102,,
312-557,7,IL,ZENITH,358,0101,2026-04-01,2026-05-01
`;
const AREAS = `area,npanxx,state,rate_center
zenith,,IL,ZENITH
plains,847555,,
plains,312555,,
`;

function loaded({ exchanges, areas }: { readonly exchanges: string; readonly areas: string }): Loaded {
  const numbering = {
    plan,
    exchanges: compileExchangeTable([{ file: "exchanges.csv", text: exchanges }]).exchanges,
    localAreas: compileLocalCallingAreas([{ file: "local-calling-areas.csv", text: areas }]).areas,
  };
  return { legalEntities: [], plans: [], decks: [], levies: [], decisions: [], taxes: [], numbering };
}

const CODES_ALONE = loaded({ exchanges: "prefix\n", areas: "area,npanxx\n" });
const WITH_PLACES = loaded({ exchanges: EXCHANGES, areas: AREAS });

type Answered = {
  readonly fromE164: string | null;
  readonly toE164: string | null;
  readonly kind: string;
  readonly jurisdiction: string;
  readonly because: string;
  readonly intraLata: boolean | null;
};

function classified(request: object, supplies = CODES_ALONE): Answered {
  const { answer } = runCalculator("classify", JSON.stringify(request), supplies);
  const { result } = JSON.parse(answer);
  if (result === undefined) throw new Error(answer);
  return result;
}

const IL = "3125550142";
const HOME = { country: "US", npa: "312" };

/** `toE164 kind jurisdiction`, and the words that must stand in `because`. */
const CALLS: readonly (readonly [what: string, request: object, answer: string, because: string])[] = [
  [
    "ten digits to another state",
    { to: "2125550100" },
    "12125550100 domestic interstate",
    "IL, called number in NY",
  ],
  ["eleven digits within the state", { to: "17735550100" }, "17735550100 domestic intrastate", "in IL"],
  ["a plus", { to: "+12125550100" }, "12125550100 domestic interstate", "NY"],
  ["a tel address", { to: "tel:+1-212-555-0100" }, "12125550100 domestic interstate", "NY"],
  [
    "a SIP address",
    { to: "<sip:2125550100;npdi@10.0.0.1;user=phone>" },
    "12125550100 domestic interstate",
    "NY",
  ],
  ["seven digits at home", { to: "5550100", home: HOME }, "13125550100 domestic intrastate", "312 is IL"],
  ["seven digits nowhere", { to: "5550100" }, "null invalid indeterminate", "no shape of a number"],
  ["behind a dial-around code", { to: "101028812125550100" }, "12125550100 domestic interstate", "NY"],
  ["behind *67", { to: "*6712125550100" }, "12125550100 domestic interstate", "NY"],
  ["behind 1167", { to: "116712125550100" }, "12125550100 domestic interstate", "NY"],
  ["011", { to: "011442079460123" }, "442079460123 international international", "+44 is GB"],
  ["plus and a country", { to: "+442079460123" }, "442079460123 international international", "+44 is GB"],
  ["011 with country code 1", { to: "01112125550100" }, "12125550100 domestic interstate", "NY"],
  ["an island behind +1", { to: "18765550100" }, "18765550100 international international", "876 is Jamaica"],
  ["the Bahamas", { to: "12425550100" }, "12425550100 international international", "Bahamas"],
  ["Canada", { to: "14165550100" }, "14165550100 canada international", "ON, Canada"],
  ["Puerto Rico", { to: "17875550100" }, "17875550100 domestic interstate", "PR"],
  ["Guam", { to: "16715550100" }, "16715550100 domestic interstate", "GU"],
  ["toll-free", { to: "18005550100" }, "18005550100 tollFree indeterminate", "called party pays"],
  ["toll-free, 833", { to: "8335550100" }, "18335550100 tollFree indeterminate", "833"],
  [
    "set aside for toll-free, not open",
    { to: "8225550100" },
    "18225550100 invalid indeterminate",
    "set aside",
  ],
  ["+800 is a country code", { to: "+80012345678" }, "80012345678 international international", "+800"],
  ["premium by area code", { to: "19005550100" }, "19005550100 premium indeterminate", "pay-per-call"],
  ["premium by exchange", { to: "12129765555" }, "12129765555 premium interstate", "976"],
  ["no premium exchange", { to: "12129755555" }, "12129755555 domestic interstate", "NY"],
  ["personal", { to: "15005550100" }, "15005550100 personal indeterminate", "personal"],
  ["personal, 533", { to: "15335550100" }, "15335550100 personal indeterminate", "personal"],
  ["carrier service", { to: "17005550100" }, "17005550100 carrierService indeterminate", "700"],
  ["government", { to: "17105550100" }, "17105550100 government indeterminate", "710"],
  [
    "Canadian, without a place",
    { to: "16005550100" },
    "16005550100 canadaNonGeographic international",
    "600",
  ],
  ["directory", { to: "411" }, "null directoryAssistance none", "411"],
  ["directory nearby", { to: "5551212" }, "null directoryAssistance none", "555-1212"],
  ["directory at home", { to: "5551212", home: HOME }, "13125551212 directoryAssistance intrastate", "IL"],
  ["directory far away", { to: "12125551212" }, "12125551212 directoryAssistance interstate", "555-1212"],
  ["next to directory", { to: "12125551213" }, "12125551213 domestic interstate", "NY"],
  ["emergency", { to: "911" }, "null emergency none", "911"],
  ["emergency, misdialled", { to: "9911" }, "null emergency none", "911"],
  ["emergency test", { to: "933" }, "null emergency none", "933"],
  ["N11", { to: "311" }, "null n11 none", "311"],
  ["relay", { to: "711" }, "null n11 none", "711"],
  ["988", { to: "988" }, "null special none", "988"],
  ["operator", { to: "0" }, "null operator none", "operator"],
  ["long-distance operator", { to: "00" }, "null operator none", "operator"],
  ["0 and a number", { to: "02125550100" }, "12125550100 operator interstate", "operator"],
  ["01 and a country", { to: "01442079460123" }, "442079460123 operator international", "operator"],
  ["a feature code", { to: "*69" }, "null invalid indeterminate", "no number"],
  ["a short code", { to: "12345" }, "null invalid indeterminate", "no shape"],
  ["an exchange beginning with 1", { to: "12121550100" }, "12121550100 invalid indeterminate", "exchange"],
  ["an exchange beginning with 2", { to: "12122550100" }, "12122550100 domestic interstate", "NY"],
  ["no area code", { to: "12995550100" }, "12995550100 invalid indeterminate", "299"],
  [
    "dialled 411, sent elsewhere",
    { dialed: "411", to: "12125551212" },
    "12125551212 directoryAssistance none",
    "411",
  ],
  [
    "dialled with 0",
    { dialed: "02125550100", to: "+12125550100" },
    "12125550100 operator interstate",
    "operator",
  ],
  [
    "dialled home-style, sent whole",
    { dialed: "5550100", to: "+13125550100", home: HOME },
    "13125550100 domestic intrastate",
    "IL",
  ],
  [
    "dialled an extension, sent whole",
    { dialed: "2001", to: "+12125550100" },
    "12125550100 domestic interstate",
    "NY",
  ],
  ["only what was dialled is known", { dialed: "12125550100" }, "12125550100 domestic interstate", "NY"],
  ["a number dialled that went to 911", { dialed: "2001", to: "911" }, "null emergency none", "911"],
];

describe("what was called, from Illinois", () => {
  it.each(CALLS)("%s", (_what, request, expected, because) => {
    const { toE164, kind, jurisdiction, ...answer } = classified({ from: IL, ...request });
    expect(`${toE164} ${kind} ${jurisdiction}`).toBe(expected);
    expect(answer.because).toContain(because);
    expect(answer.fromE164).toBe("13125550142");
  });
});

/** `kind jurisdiction`, and words of `because`. */
const ENDS: readonly (readonly [what: string, request: object, answer: string, because: string])[] = [
  ["nothing but numbers", { from: IL, to: "2125550100" }, "domestic interstate", "calling number is in IL"],
  [
    "a routing number in another state",
    { from: IL, to: "2125550100", lrn: "7735550000" },
    "domestic intrastate",
    "LRN in IL",
  ],
  [
    "a routing number with +1",
    { from: IL, to: "7735550100", lrn: "+12125550000" },
    "domestic interstate",
    "LRN in NY",
  ],
  [
    "a routing number in a SIP address counts as well",
    { from: IL, to: "sip:2125550100;rn=7735550000@h" },
    "domestic intrastate",
    "LRN in IL",
  ],
  [
    "a routing number of its own exchange: not ported",
    { from: IL, to: "2125550100", lrn: "2125550000" },
    "domestic interstate",
    "called number in NY",
  ],
  [
    "a routing number that is none",
    { from: IL, to: "2125550100", lrn: "0000000000" },
    "domestic interstate",
    "called number in NY",
  ],
  [
    "a JIP in the called state",
    { from: IL, to: "2125550100", jip: "917555" },
    "domestic intrastate",
    "JIP is in NY",
  ],
  [
    "a JIP in the calling state",
    { from: IL, to: "2125550100", jip: "312555" },
    "domestic interstate",
    "JIP is in IL",
  ],
  [
    "a JIP for a withheld number",
    { from: "anonymous", to: "2125550100", jip: "312-555" },
    "domestic interstate",
    "JIP is in IL",
  ],
  [
    "a JIP that is none",
    { from: IL, to: "2125550100", jip: "000000" },
    "domestic interstate",
    "calling number is in IL",
  ],
  [
    "JIP before charge number",
    { from: IL, to: "2125550100", jip: "917555", chargeNumber: IL },
    "domestic intrastate",
    "JIP",
  ],
  [
    "charge number before calling number",
    { from: IL, to: "2125550100", chargeNumber: "9175550100" },
    "domestic intrastate",
    "charge number is in NY",
  ],
  [
    "JIP and LRN",
    { from: IL, to: IL, jip: "917555", lrn: "2125560000" },
    "domestic intrastate",
    "JIP is in NY, LRN in NY",
  ],
  ["withheld", { from: "anonymous", to: "2125550100" }, "domestic indeterminate", "anonymous"],
  ["no caller", { to: "2125550100" }, "domestic indeterminate", "there is no number"],
  ["a caller of null", { from: null, to: "2125550100" }, "domestic indeterminate", "there is no number"],
  ["toll-free caller", { from: "8005550100", to: "2125550100" }, "domestic indeterminate", "800"],
  ["personal caller", { from: "5005550100", to: "2125550100" }, "domestic indeterminate", "500"],
  ["invalid caller", { from: "2995550100", to: "2125550100" }, "domestic indeterminate", "299"],
  ["Canadian caller", { from: "4165550100", to: "2125550100" }, "domestic indeterminate", "Canada"],
  ["British caller", { from: "+442079460123", to: "2125550100" }, "domestic indeterminate", "GB"],
  ["Jamaican caller", { from: "8765550100", to: "2125550100" }, "domestic indeterminate", "Jamaica"],
  ["withheld, abroad", { from: "anonymous", to: "+442079460123" }, "international international", "GB"],
  [
    "Canada to Canada, seen from the US",
    { from: "4165550100", to: "4165550101" },
    "canada international",
    "Canada",
  ],
  ["Puerto Rico to Puerto Rico", { from: "7875550100", to: "9395550101" }, "domestic intrastate", "PR"],
  ["new overlays: 729 is Tennessee", { from: "7295550100", to: "6155550101" }, "domestic intrastate", "TN"],
  ["465 is New York", { from: "4655550100", to: "2125550101" }, "domestic intrastate", "NY"],
];

describe("what stands for the two ends", () => {
  it.each(ENDS)("%s", (_what, request, expected, because) => {
    const { kind, jurisdiction, ...answer } = classified(request);
    expect(`${kind} ${jurisdiction}`).toBe(expected);
    expect(answer.because).toContain(because);
  });
});

const TOLL_FREE: readonly (readonly [what: string, request: object, answer: string])[] = [
  ["received in another state", { direction: "inbound", home: { npa: "212" } }, "tollFree interstate"],
  ["received in the caller's state", { direction: "inbound", home: { npa: "773" } }, "tollFree intrastate"],
  ["received, and nobody says where", { direction: "inbound" }, "tollFree indeterminate"],
  [
    "dialled, though the customer's home is known",
    { direction: "outbound", home: { npa: "773" } },
    "tollFree indeterminate",
  ],
  ["translated to a number", { dialed: "18005550100", to: "7735550100" }, "tollFree intrastate"],
  [
    "translated to a number in another state",
    { dialed: "18005550100", to: "2125550100" },
    "tollFree interstate",
  ],
  [
    "translated to a number that was ported",
    { dialed: "18005550100", to: "2125550100", lrn: "7735550000" },
    "tollFree intrastate",
  ],
  ["translated, as line information 24 says", { to: "2125550100", oli: "24" }, "tollFree interstate"],
  ["translated from a payphone, as 25 says", { to: "2125550100", oli: 25 }, "tollFree interstate"],
  [
    "translated, as the calling address says",
    { from: `<sip:${IL}@10.0.0.1;isup-oli=24>`, to: "2125550100" },
    "tollFree interstate",
  ],
  ["line information 27 translates nothing", { to: "2125550100", oli: "27" }, "domestic interstate"],
  [
    "received from a withheld number",
    { from: "anonymous", direction: "inbound", home: { npa: "212" } },
    "tollFree indeterminate",
  ],
];

it.each(TOLL_FREE)("toll-free %s", (_what, request, expected) => {
  const { kind, jurisdiction } = classified({ from: IL, to: "18005550100", ...request });
  expect(`${kind} ${jurisdiction}`).toBe(expected);
});

const HOMES: readonly (readonly [request: object, answer: string])[] = [
  [{ from: "4165550100", to: "4165550101", home: { country: "CA" } }, "domestic intrastate"],
  [{ from: "4165550100", to: "6045550101", home: { country: "ca" } }, "domestic interstate"],
  [{ from: "4165550100", to: "2125550101", home: { country: "CA" } }, "international international"],
  [{ from: "2125550100", to: "4165550101", home: { country: "CA" } }, "domestic indeterminate"],
  [{ from: "9025550100", to: "9025550101", home: { country: "CA" } }, "domestic indeterminate"], // two provinces
  [{ from: "4165550100", to: "8765550101", home: { country: "CA" } }, "international international"],
];

it.each(HOMES)("%j is %s", (request, expected) => {
  const { kind, jurisdiction } = classified(request);
  expect(`${kind} ${jurisdiction}`).toBe(expected);
});

const PLACES: readonly (readonly [request: object, jurisdiction: string, intraLata: boolean | null])[] = [
  [{ from: IL, to: "7735550100" }, "local", true], // one rate centre of one area
  [{ from: IL, to: "3125560100" }, "intrastate", true], // one LATA, no common area
  [{ from: IL, to: "8155550100" }, "intrastate", false], // LATA 358 to 364
  [{ from: IL, to: "6185550100" }, "intrastate", null], // no row: no LATA is known
  [{ from: IL, to: "8475550100" }, "local", null], // an area by exchange
  [{ from: "7735550100", to: "8475550100" }, "intrastate", null], // areas that share one are not one
  [{ from: "2125550100", to: "3125550100" }, "interstate", null],
  [{ from: IL, to: "2125550100", lrn: "7735550000" }, "local", true],
  // A border exchange: 218 is Minnesota, and this one Wisconsin from April on.
  [{ from: "6085550100", to: "2185550100", on: "2026-03-31" }, "interstate", null],
  [{ from: "6085550100", to: "2185550100", on: "2026-04-01" }, "intrastate", null],
  [{ from: "6085550100", to: "2185550100" }, "intrastate", null],
  // A block of a pooled exchange lies elsewhere in April.
  [{ from: IL, to: "3125577100", on: "2026-03-31" }, "intrastate", true],
  [{ from: IL, to: "3125577100", on: "2026-04-01" }, "local", true],
  [{ from: IL, to: "3125576100", on: "2026-04-01" }, "intrastate", true],
  [{ from: IL, to: "3125577100", on: "2026-05-01" }, "intrastate", true],
];

it.each(PLACES)("by tables of places %j is %s, within a LATA %s", (request, jurisdiction, intraLata) => {
  expect(classified(request, WITH_PLACES)).toMatchObject({ jurisdiction, intraLata });
});

it("says each step in words", () => {
  const request = { from: IL, to: "2125550100", lrn: "7735560000", oli: "27" };
  const { answer } = runCalculator("classify", JSON.stringify(request), CODES_ALONE);
  expect(JSON.parse(answer).explanation).toEqual([
    "Calling number: 13125550142 (area code 312 is IL).",
    "Called number: 12125550100. Area code 212 is NY. Kind domestic.",
    "By LRN: area code 773 is IL.",
    "Jurisdiction intrastate: calling number is in IL, LRN in IL.",
    "Line information 27: a coin telephone that the network controls.",
  ]);
});

it.each([
  [{ from: IL }, "INVALID_DOCUMENT to"],
  [{ from: IL, to: "911", direction: "sideways" }, "INVALID_DOCUMENT direction"],
  [{ from: IL, to: "911", oli: "123" }, "INVALID_DOCUMENT oli"],
  [{ from: IL, to: "911", home: { npa: "112" } }, "INVALID_DOCUMENT home.npa"],
  [{ from: IL, to: "911", home: { country: "USA" } }, "INVALID_DOCUMENT home.country"],
  [{ from: IL, to: "911", on: "2026-02-30" }, "INVALID_DOCUMENT on"],
  [{ from: IL, too: "911", to: "911" }, "UNKNOWN_FIELD too"],
])("%j is refused: %s", (request, expected) => {
  const { answer, ok } = runCalculator("classify", JSON.stringify(request), CODES_ALONE);
  const [first] = JSON.parse(answer).problems;
  expect([ok, `${first.code} ${first.path}`]).toEqual([false, expected]);
});

it("without the tables nothing is guessed", () => {
  expect(answerOf("classify", { from: IL, to: "911" }).problems).toMatchObject([
    { code: "REFERENCE_UNKNOWN" },
  ]);
});
