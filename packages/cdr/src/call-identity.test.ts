import { expect, it } from "vitest";
import { weakKeyOrdinals } from "./call-identity.ts";

it("equal records are numbered within the 65,536 before, and no further", () => {
  const ordinalOf = weakKeyOrdinals();
  expect(["a", "b", "a", "a"].map(ordinalOf)).toEqual([0, 0, 1, 2]);
  // "b" stands 65,536 records before: still seen
  for (let index = 0; index < 65_533; index += 1) ordinalOf(`${index}`);
  expect(ordinalOf("b")).toBe(1);
  // of the three "a" the first two have left the window: at places 1 and 3 of 65,538
  expect(ordinalOf("a")).toBe(2);
  expect(ordinalOf("a")).toBe(2);
});
