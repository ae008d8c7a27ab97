import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CivilDate } from "@tollwright/calendar";
import { candidateText, type PlaceQuery, resolvePlace } from "@tollwright/place";
import { describe, expect, it } from "vitest";
import { openPlaces } from "./open-places.ts";

const SHIPPED = join(import.meta.dirname, "..", "..", "..", "..", "rate-cards", "places");
const places = openPlaces({ shipped: SHIPPED, operator: join(SHIPPED, "nothing-imported") });

const buildings = readFileSync(join(import.meta.dirname, "testing", "public-buildings.txt"), "utf8")
  .trimEnd()
  .split("\n")
  .filter((line) => !line.startsWith("#"))
  .map((line) => {
    const [address = "", point = "", county = "", trueCounty = "", city = "", withPoint = "", trueCity = ""] =
      line.split(" | ");
    const [latitude, longitude] = point.split(", ").map(Number) as [number, number];
    const state = /([A-Z]{2}) \d{5}$/.exec(address)?.[1];
    const at = { latitude, longitude };
    const cityAtPoint = withPoint === "the same" ? city : withPoint;
    return { address, at, state, county, trueCounty, city, cityAtPoint, trueCity };
  });

function levels(query: PlaceQuery) {
  const found = resolvePlace(query, places, CivilDate.parse("2026-04-30"));
  if (!found.ok) throw new Error(found.problems[0]?.message);
  return found.value.levels;
}

type Level = ReturnType<typeof levels>["city"];

/** `New York`, `none`, `? Chicago, others`; of many candidates the first four, and how many there are. */
function told({ status, name, candidates }: Level): string {
  if (status !== "undetermined") return name ?? "none";
  const texts = (candidates ?? []).map((each) => (each.unlisted ? "others" : candidateText(each)));
  return `? ${texts.length > 6 ? `${texts.slice(0, 4).join(", ")}, … ${texts.length}` : texts.join(", ")}`;
}

/** Nothing that is told for sure is wrong, and what is left open has the right answer in its list, or says that there are others. */
function isHonest({ status, name, candidates }: Level, truth: string): boolean {
  const right = truth.replace(/^\d+ /, "");
  if (status !== "undetermined") return right === (name ?? "none");
  return (candidates ?? []).some((each) => each.unlisted || right === (each.name ?? "none"));
}

it("there are more than a hundred, in every state", () => {
  expect(buildings.length).toBeGreaterThan(100);
  expect(new Set(buildings.map(({ state }) => state)).size).toBe(53);
});

describe.each(buildings)(
  "$address",
  ({ address, at, state, county, trueCounty, city, cityAtPoint, trueCity }) => {
    it("by its address", () => {
      const found = levels({ line: address });
      expect(found.state.name).toBe(state);
      expect([told(found.county), told(found.city)]).toEqual([county, city]);
      expect(isHonest(found.county, trueCounty)).toBe(true);
      expect(isHonest(found.city, trueCity)).toBe(true);
    });

    it("with its coordinates", () => {
      const found = levels({ line: address, at });
      expect(`${found.county.code} ${found.county.name}`).toBe(trueCounty);
      expect(told(found.city)).toBe(cityAtPoint);
      expect(isHonest(found.city, trueCity)).toBe(true);
    });

    it("by its ZIP alone", () => {
      const found = levels({ zip: address.slice(-5) });
      expect(isHonest(found.state, state ?? "")).toBe(true);
      expect(isHonest(found.county, trueCounty)).toBe(true);
    });
  },
);
