import { expect, it } from "vitest";
import { jsonNumber, parseExactly } from "./exact-json.ts";

it.each([
  ["24.013", "24.013"],
  ["0.1", "0.1"],
  ["100", "100"],
  ["-0.005", "-0.005"],
  // More digits than a binary float holds.
  ["0.12345678901234567890123", "0.12345678901234567890123"],
  ["1.5e-3", "0.0015"],
  ["-2.75E-05", "-0.0000275"],
  ["12E2", "1200"],
  ["1.25e1", "12.5"],
  ["1.2345e+2", "123.45"],
])("%s is read as %s", (json, text) => {
  expect(parseExactly(`{"tax": ${json}}`)).toEqual({ tax: text });
});

it("leaves text, flags and nothing as they are, and refuses what is no JSON", () => {
  expect(parseExactly('{"a": "1.0", "b": true, "c": null, "d": [1]}')).toEqual({
    a: "1.0",
    b: true,
    c: null,
    d: ["1"],
  });
  expect(() => parseExactly('{"a": 1')).toThrow(SyntaxError);
});

it("writes decimal text as a number with exactly its digits", () => {
  expect(JSON.stringify({ chg: jsonNumber("12.30"), line: jsonNumber("0") })).toBe('{"chg":12.30,"line":0}');
});
