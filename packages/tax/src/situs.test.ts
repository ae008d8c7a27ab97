import { expect, test } from "vitest";
import { lineTexts } from "./testing/requests.ts";

const federal = (country?: string) => ({
  id: "f",
  kind: "passThrough",
  form: { percent: "0.5" },
  jurisdiction: { level: "federal", ...(country ? { country } : {}) },
});
const on = (where: object, levy: object) =>
  lineTexts({ charges: [{ id: "1", amount: "10.00", ...where }], levies: [levy] });

const us = { state: "NH" };
const canada = { country: "CA", state: "ON" };
const call = (origin: object, termination: object, serviceAddress: object) => ({
  situs: { callByCall: { origin, termination, serviceAddress } },
});

test.each([
  ["a place at home", { place: us }, ["f 1 10 5.00"]],
  ["no place: at home", {}, ["f 1 10 5.00"]],
  ["a place abroad", { place: canada }, []],
  ["a circuit with one end at home: the whole, once", { situs: { segment: [us, canada] } }, ["f 1 10 5.00"]],
  ["a circuit abroad", { situs: { segment: [canada, canada] } }, []],
  ["a call from home to abroad", call(us, canada, us), ["f 1 10 5.00"]],
])("a federal levy of the United States and %s", (_, where, lines) => {
  expect(on(where, federal("US"))).toEqual(lines);
});

test("a federal levy that names no country is everywhere", () => {
  expect(on({ place: canada }, federal())).toEqual(["f 1 10 5.00"]);
});

test("a levy of a country reaches that country, and none of its neighbours", () => {
  const gst = { id: "gst", kind: "tax", form: { percent: "0.05" }, jurisdiction: { country: "CA" } };
  expect(on({ place: canada }, gst)).toEqual(["gst 1 10 0.50"]);
  expect(on({ place: { country: "CA", state: "AB" } }, gst)).toEqual(["gst 1 10 0.50"]);
  expect(on({ place: { state: "CA" } }, gst)).toEqual([]);
  expect(on({}, gst)).toEqual([]);
});
