import { describe, expect, it } from "vitest";
import {
  centsText,
  countText,
  dayText,
  grouped,
  minutesOf,
  minutesText,
  moneyText,
  percentText,
  periodText,
  shortPeriodText,
  telephonesText,
} from "./format.ts";

describe("amounts", () => {
  it.each([
    ["0", "0"],
    ["999", "999"],
    ["1000", "1,000"],
    ["1234567.5", "1,234,567.5"],
    ["-1000.25", "\u22121,000.25"],
    // Beyond what a float holds: digits are moved as text.
    ["12345678901234567890.12", "12,345,678,901,234,567,890.12"],
  ])("%s is grouped as %s", (text, expected) => {
    expect(grouped(text)).toBe(expected);
  });

  it.each([
    ["0", "USD", "$0.00"],
    ["-0.00", "USD", "$0.00"],
    ["1234.5", "USD", "$1,234.50"],
    ["18.00", "USD", "$18.00"],
    ["1.2500", "USD", "$1.25"],
    ["0.0098", "USD", "$0.0098"],
    ["-12.30", "USD", "\u2212$12.30"],
    ["7", "CAD", "CA$7.00"],
  ] as const)("%s %s is printed %s", (text, currency, expected) => {
    expect(moneyText(text, currency)).toBe(expected);
  });

  it.each([
    ["0.07", "7%"],
    ["0.0725", "7.25%"],
    ["0", "0%"],
    ["22/31", "70.967742%"], // 22/31 × 100 = 70.96774193…
    ["-0.05", "\u22125%"],
  ])("the share %s is %s", (share, expected) => {
    expect(percentText(share)).toBe(expected);
  });
});

describe("what is shown shorter than it is", () => {
  it.each([
    ["177.42464", "$177.42"],
    ["123.24035", "$123.24"],
    ["0.005", "$0.01"],
    ["1234", "$1,234.00"],
  ])("%s is shown to the cent as %s", (exactly, expected) => {
    expect(centsText(exactly, "USD")).toBe(expected);
  });

  it.each([
    ["13125550100-13125550139", "312-555-0100 to 312-555-0139"],
    ["18775550131, 18885550130", "877-555-0131, 888-555-0130"],
    ["trunk group lakeshore-chicago", "trunk group lakeshore-chicago"],
    ["442079460000", "442079460000"],
    ["order-13125550100", "order-312-555-0100"],
    ["131255501001", "131255501001"],
  ])("%s is read as %s", (text, expected) => {
    expect(telephonesText(text)).toBe(expected);
  });
});

describe("minutes and counts", () => {
  it.each([
    ["4326", "72.1"],
    ["0", "0.0"],
    ["60", "1.0"],
    ["61", "1.0"], // 1.01666…
    ["12821", "213.7"], // 213.68333…
    ["3600000", "60,000.0"],
  ])("%s billed seconds are %s minutes", (seconds, expected) => {
    expect(minutesText(minutesOf(seconds))).toBe(expected);
  });

  it.each([
    ["1", "number", "1 number"],
    ["1200", "number", "1,200 numbers"],
    ["0", "channel", "0 channels"],
    ["7", "each", "7"],
    ["24", "channels", "24 channels"],
  ])("%s × %s reads %s", (quantity, unit, expected) => {
    expect(countText(quantity, unit)).toBe(expected);
  });
});

describe("days", () => {
  it("are written as people write them", () => {
    expect(dayText("2026-05-01")).toBe("May 1, 2026");
  });

  it.each([
    ["2026-04-01", "2026-05-01", "April 1 \u2013 April 30, 2026", "Apr 1 \u2013 Apr 30, 2026"],
    ["2026-04-14", "2026-04-15", "April 14, 2026", "Apr 14, 2026"],
    [
      "2025-12-15",
      "2026-01-15",
      "December 15, 2025 \u2013 January 14, 2026",
      "Dec 15, 2025 \u2013 Jan 14, 2026",
    ],
    ["2026-02-28", "2026-03-01", "February 28, 2026", "Feb 28, 2026"],
    ["2024-02-28", "2024-03-01", "February 28 \u2013 February 29, 2024", "Feb 28 \u2013 Feb 29, 2024"],
  ])("%s until %s is shown with its last day", (from, until, long, short) => {
    expect(periodText({ from, until })).toBe(long);
    expect(shortPeriodText({ from, until })).toBe(short);
  });
});
