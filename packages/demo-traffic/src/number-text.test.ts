import { expect, it } from "vitest";
import { type DiallingStyle, written } from "./number-text.ts";

it.each<[e164: string, style: DiallingStyle, text: string]>([
  ["16035550101", "plus", "+16035550101"],
  ["16035550101", "eleven", "16035550101"],
  ["16035550101", "ten", "6035550101"],
  ["442079460123", "plus", "+442079460123"],
  ["442079460123", "eleven", "011442079460123"],
  ["442079460123", "ten", "011442079460123"],
  ["18095550123", "ten", "8095550123"],
])("%s by %s: %s", (e164, style, text) => {
  expect(written(e164, style)).toBe(text);
});
