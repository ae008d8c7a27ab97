import fc from "fast-check";
import { expect, it } from "vitest";
import { placeNameOf } from "./place-name.ts";
import { compileZips } from "./zip-table.ts";

it("every ZIP of a sorted table is found, and no other", () => {
  const zips = fc.uniqueArray(fc.integer({ min: 0, max: 99_999 }), { maxLength: 60 });
  fc.assert(
    fc.property(zips, fc.integer({ min: 0, max: 99_999 }), (given, asked) => {
      const keys = given.map((zip) => String(zip).padStart(5, "0")).toSorted();
      const table = compileZips(
        `zip,main,others,seen\n${keys.map((zip) => `${zip},9${zip.slice(1)},,g\n`).join("")}`,
      );
      for (const key of keys)
        expect(table(key)).toEqual({
          main: `9${key.slice(1)}`,
          counties: [`9${key.slice(1)}`],
          seen: "point",
        });
      const other = String(asked).padStart(5, "0");
      expect(table(other) !== null).toBe(keys.includes(other));
    }),
  );
});

it.each([
  ["Chicago city", "Chicago"],
  ["Carson City", "Carson City"],
  ["Agawam Town city", "Agawam Town"],
  ["Oak Park village", "Oak Park"],
  ["Juneau city and borough", "Juneau"],
  ["Indianapolis city (balance)", "Indianapolis"],
  ["Nashville-Davidson metropolitan government (balance)", "Nashville-Davidson"],
  ["Butte-Silver Bow (balance)", "Butte-Silver Bow"],
  ["Lexington-Fayette urban county", "Lexington-Fayette"],
  ["Township of nowhere", "Township of nowhere"],
])("%s is called %s", (name, short) => {
  expect(placeNameOf(name)).toBe(short);
});
