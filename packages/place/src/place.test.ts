import { describe, expect, it } from "vitest";
import { Place } from "./place.ts";

describe("a place", () => {
  it("is in the United States and in no district, unless it says so", () => {
    expect(Place.parse({ state: "IL", county: "Cook", city: "Chicago" })).toEqual({
      country: "US",
      state: "IL",
      county: "Cook",
      city: "Chicago",
      districts: [],
    });
  });

  it.each([
    [{ state: "Illinois" }, "state"],
    [{ state: "il" }, "state"],
    [{ state: "IL", country: "USA" }, "country"],
    [{ state: "IL", city: "" }, "city"],
    [{ state: "IL", districts: [""] }, "districts"],
    [{ state: "IL", zip: "60601" }, undefined],
  ])("%j is refused", (place, field) => {
    const parsed = Place.safeParse(place);
    expect(parsed.success).toBe(false);
    expect(parsed.error?.issues[0]?.path[0]).toBe(field);
  });
});
