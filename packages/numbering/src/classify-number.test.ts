import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { classifyNumber } from "./classify-number.ts";
import { type Jurisdiction, jurisdictionOf } from "./jurisdiction.ts";
import type { NumberKind } from "./number-class.ts";
import { compileNumberingPlan } from "./numbering-plan.ts";

const table = (file: string) => ({
  file,
  text: readFileSync(new URL(`../../../rate-cards/numbering/${file}`, import.meta.url), "utf8"),
});
const { plan } = compileNumberingPlan({
  areaCodes: table("nanp-npa.csv"),
  countryCodes: table("e164-country-codes.csv"),
});

/** Rows of table 6.1 of the reference, in its order; country and region behind. */
const KINDS: readonly (readonly [string, NumberKind, string | null, string | null])[] = [
  ["911", "emergency", "US", null],
  ["933", "emergency", "US", null],
  ["9911", "emergency", "US", null],
  ["411", "directoryAssistance", "US", null],
  ["12125551212", "directoryAssistance", "US", "NY"],
  ["2125551212", "directoryAssistance", "US", "NY"],
  ["4165551212", "directoryAssistance", "CA", "ON"],
  ["2125551213", "domestic", "US", "NY"],
  ["211", "n11", "US", null],
  ["711", "n11", "US", null],
  ["811", "n11", "US", null],
  ["988", "special", "US", null],
  ["9501234", "special", "US", null],
  ["0", "operator", null, null],
  ["00", "operator", null, null],
  ["02125550100", "operator", "US", "NY"],
  ["01442079460123", "operator", "GB", null],
  ["011442079460123", "international", "GB", null],
  ["+442079460123", "international", "GB", null],
  ["+77271234567", "international", "RU", null], // +7 is shared; the table names its main country
  ["+21161234567", "international", "SS", null], // +211 before any shorter code
  ["+80012345678", "international", null, null],
  ["+88812345678", "international", null, null],
  ["+97912345678", "international", null, null],
  ["18005550100", "tollFree", null, null],
  ["8005551212", "tollFree", null, null], // toll-free directory assistance is free
  ["8335550100", "tollFree", null, null],
  ["8885550100", "tollFree", null, null],
  ["8225550100", "invalid", null, null], // set aside, not open
  ["8805550100", "invalid", null, null],
  ["8895550100", "invalid", null, null],
  ["9005550100", "premium", null, null],
  ["2129765555", "premium", "US", "NY"],
  ["7005550100", "carrierService", null, null],
  ["5005550100", "personal", null, null],
  ["5335550100", "personal", null, null],
  ["5355550100", "invalid", null, null], // reserved
  ["6005550100", "canadaNonGeographic", "CA", null],
  ["6445550100", "invalid", "CA", null], // reserved
  ["7105550100", "government", "US", null],
  ["18765550100", "international", "JM", null], // +1 876 never matches +1
  ["8095550100", "international", "DO", null],
  ["7215550100", "international", "SX", null],
  ["7875550100", "domestic", "US", "PR"],
  ["6715550100", "domestic", "US", "GU"],
  ["4165550100", "canada", "CA", "ON"],
  ["6046550100", "canada", "CA", "BC"],
  ["7295550100", "domestic", "US", "TN"], // new overlays that libraries do not know
  ["4655550100", "domestic", "US", "NY"],
  ["2025550100", "domestic", "US", "DC"],
  ["3122000100", "domestic", "US", "IL"],
  ["3121000100", "invalid", "US", "IL"], // an exchange begins with 2 to 9
  ["3120000100", "invalid", "US", "IL"],
  ["2110000100", "invalid", null, null],
  ["9505550100", "invalid", null, null],
  ["2995550100", "invalid", null, null], // no such area code
  ["5550100", "invalid", null, null],
  ["+9991234567", "invalid", null, null], // no such country code
  ["anonymous", "invalid", null, null],
  ["", "invalid", null, null],
];

describe("table 6.1", () => {
  it.each(KINDS)("%s is %s, %s %s", (number, kind, country, region) => {
    const answer = classifyNumber(number, plan);
    expect(answer).toMatchObject({ kind, country, region });
    expect(answer.because).not.toBe("");
  });

  it("takes seven digits with the customer's area code", () => {
    expect(classifyNumber("5550100", plan, { homeNpa: "603" })).toMatchObject({
      kind: "domestic",
      region: "NH",
      e164: "16035550100",
    });
    expect(classifyNumber("5551212", plan, { homeNpa: "603" }).kind).toBe("directoryAssistance");
  });

  it("every area code of the table gets one kind, and no caribbean one is domestic", () => {
    for (const { npa, kind } of plan.areaCodes.values()) {
      const answer = classifyNumber(`1${npa}2340100`, plan);
      expect(answer.npa).toBe(npa);
      if (kind === "caribbean") expect(answer.kind).toBe("international");
      if (kind.endsWith("_reserved")) expect(answer.kind).toBe("invalid");
    }
  });
});

const IL = "3125550100";
/** Table 6.2 of the reference: caller, called. */
const JURISDICTIONS: readonly (readonly [string, string, Jurisdiction])[] = [
  ["2125550100", IL, "interstate"],
  ["7735550100", IL, "intrastate"],
  ["4165550100", IL, "indeterminate"],
  ["+442079460123", IL, "indeterminate"],
  ["18765550100", IL, "indeterminate"],
  ["8005550100", IL, "indeterminate"],
  ["5005550100", IL, "indeterminate"],
  ["7105550100", IL, "indeterminate"],
  ["anonymous", IL, "indeterminate"],
  ["3120550100", IL, "indeterminate"], // an invalid number of Illinois proves nothing
  ["", IL, "indeterminate"],
  ["2125550100", "+442079460123", "international"],
  ["2125550100", "4165550100", "international"],
  ["2125550100", "18765550100", "international"],
  ["4165550100", "4165550101", "international"],
  ["8005550100", "+442079460123", "international"],
  ["anonymous", "+442079460123", "international"],
  ["2125550100", "6005550100", "international"],
  [IL, "8005550100", "indeterminate"],
  [IL, "9005550100", "indeterminate"],
  [IL, "5005550100", "indeterminate"],
  [IL, "2995550100", "indeterminate"],
  [IL, "3129765555", "intrastate"],
  [IL, "13125551212", "intrastate"],
  [IL, "02125550100", "interstate"],
  ["7875550100", "9395550101", "intrastate"], // Puerto Rico to Puerto Rico
  ["7875550100", IL, "interstate"],
  ["7295550100", "6155550100", "intrastate"], // 729 is Tennessee
  ["4655550100", "2125550100", "intrastate"], // 465 is New York
  [IL, "911", "none"],
  [IL, "411", "none"],
  [IL, "711", "none"],
  [IL, "988", "none"],
  [IL, "0", "none"],
];

describe("table 6.2", () => {
  it.each(JURISDICTIONS)("%s calls %s: %s", (from, to, jurisdiction) => {
    const ends = { caller: classifyNumber(from, plan), called: classifyNumber(to, plan) };
    expect(jurisdictionOf(ends).jurisdiction).toBe(jurisdiction);
  });

  it("says what was taken for each end", () => {
    const ends = { caller: classifyNumber("7735550100", plan), called: classifyNumber("2125550100", plan) };
    expect(jurisdictionOf({ ...ends, callerFrom: "charge number", calledFrom: "LRN" }).because).toBe(
      "charge number is in IL, LRN in NY",
    );
  });
});
