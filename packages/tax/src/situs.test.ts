import { describe, expect, test } from "vitest";
import { answerTo, lineTexts } from "./testing/requests.ts";

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

/*
 * A fee of all of a state but one city, the rate of a county outside its cities, and a city's tax: what each bears where the address
 * does not tell the city. To bill the first two would be to say that it lies in none.
 */
describe("where the city or county of a place is not determined", () => {
  const levies = [
    {
      id: "state",
      kind: "tax",
      form: { percent: "0.01" },
      jurisdiction: { level: "state", state: "ZA" },
      exceptPlaces: [{ state: "ZA", city: "Elm", cityCounties: ["90001"] }],
    },
    {
      id: "outside",
      kind: "tax",
      form: { percent: "0.02" },
      jurisdiction: { level: "county", state: "ZA", county: "Alpha", unincorporated: true },
    },
    {
      id: "county",
      kind: "tax",
      form: { percent: "0.04" },
      jurisdiction: { level: "county", state: "ZA", county: "Alpha" },
    },
    {
      id: "elsewhere",
      kind: "tax",
      form: { percent: "0.16" },
      jurisdiction: { level: "county", state: "ZA" },
      exceptPlaces: [{ state: "ZA", county: "Alpha" }],
    },
    {
      id: "elm",
      kind: "tax",
      form: { percent: "0.08" },
      jurisdiction: { level: "city", state: "ZA", city: "Elm" },
    },
  ];
  const alpha = { state: "ZA", county: "Alpha", countyFips: "90001" };
  test.each([
    ["in the city", { ...alpha, city: "Elm" }, ["county", "elm"], []],
    ["outside every city", alpha, ["state", "outside", "county"], []],
    ["city not told", { ...alpha, undetermined: ["city"] }, ["county"], ["state", "outside"]],
    [
      "city not told, in a county where that city is not",
      { state: "ZA", county: "Beta", countyFips: "90003", undetermined: ["city"] },
      ["state", "elsewhere"],
      [],
    ],
    [
      "neither told",
      { state: "ZA", undetermined: ["county", "city"] },
      [],
      ["state", "outside", "elsewhere"],
    ],
    [
      "county not told, city known",
      { state: "ZA", city: "Elm", undetermined: ["county"] },
      ["elm"],
      ["elsewhere"],
    ],
  ])("%s", (_, place, billed, held) => {
    const { taxLines, unassessed } = answerTo({ charges: [{ id: "1", amount: "100.00", place }], levies });
    expect(taxLines.map(({ levy }) => levy)).toEqual(billed);
    expect(unassessed.map(({ levy }) => levy)).toEqual(held);
  });
});
