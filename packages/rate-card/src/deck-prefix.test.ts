import { expect, it } from "vitest";
import { readPrefix } from "./deck-prefix.ts";

it.each([
  ["201200", "npaNxxJurisdictional", "1201200"],
  ["1201200", "npaNxxJurisdictional", "1201200"], // an area code never begins with 1
  ["2012003", "npaNxxJurisdictional", "12012003"], // so this is a thousands block
  ["201", "npaNxxJurisdictional", "1201"],
  ["1", "npaNxxJurisdictional", "1"],
  ["+1201200", "npaNxxJurisdictional", "1201200"],
  ["4420", "azInternational", "4420"],
  ["1876", "azInternational", "1876"],
  ["123456789012345", "azInternational", "123456789012345"],
] as const)("reads %s in a deck of kind %s as %s", (cell, kind, prefix) => {
  expect(readPrefix(cell, kind)).toEqual({ ok: true, prefix });
});

it.each([
  ["", "azInternational", "is empty"],
  ["9.37E+10", "azInternational", "float by a spreadsheet"],
  ["1.2E10", "azInternational", "float by a spreadsheet"],
  ["12012.0", "azInternational", "number by a spreadsheet"],
  ["1-242", "azInternational", "several codes or a dash"],
  ["9370, 9371", "azInternational", "several codes"],
  ["9370;9371", "azInternational", "several codes"],
  ["2026-01-24", "azInternational", "turned into a date"], // 1-24-2026: what a spreadsheet makes of 1-24
  ["24-Jan", "azInternational", "turned into a date"],
  ["0044", "azInternational", "begins with 0"],
  ["011", "azInternational", "begins with 0"],
  ["Ontario", "azInternational", "not digits only"],
  ["1234567890123456", "azInternational", "more than 15"],
  ["201100", "npaNxxJurisdictional", "neither an area code"], // no exchange begins with 1
  ["1101200", "npaNxxJurisdictional", "neither an area code"],
  ["53", "npaNxxJurisdictional", "too short"], // Cuba, and not the area codes from 530 to 539
  ["2", "npaNxxFlat", "too short"],
  ["442", "npaNxxJurisdictional", null], // an area code of the United States too: 442 is in California
] as const)("%s in a deck of kind %s: %s", (cell, kind, why) => {
  const reading = readPrefix(cell, kind);
  if (why === null) expect(reading).toEqual({ ok: true, prefix: "1442" });
  else expect(reading).toEqual({ ok: false, why: expect.stringContaining(why) });
});
