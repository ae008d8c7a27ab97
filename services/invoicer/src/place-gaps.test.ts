import { civilDate } from "@tollwright/calendar";
import type { GapDecision, Levy } from "@tollwright/tax";
import { expect, it } from "vitest";
import { undeterminedPlaces } from "./place-gaps.ts";
import { isSettled } from "./run-gaps.ts";

type Site = Parameters<typeof undeterminedPlaces>[1][number];

const levy = (state: string, city: string | null): Levy => ({
  ...{ id: `${state}-${city}`, kind: "tax", form: { percent: "0.01" } },
  jurisdiction: { state, ...(city === null ? {} : { city }) },
});
const asked = (levies: readonly Levy[], decisions: readonly GapDecision[] = []) => ({
  ...{ decisions, company: { levies } },
  run: { from: civilDate("2026-04-01"), billDate: civilDate("2026-05-01") },
});

function site(undetermined: readonly string[], charged = "hq"): Site {
  const account = {
    id: "acme",
    locations: [{ id: "hq", place: { state: "MO" }, resolution: { undetermined } }],
  };
  return { account, charges: [{ key: "line", location: charged }] } as unknown as Site;
}

const inCity = [levy("MO", "Kansas City")];

it.each([
  [
    "a city that the address leaves open, where cities have levies",
    inCity,
    site(["city"]),
    ["place:city acme/hq"],
  ],
  [
    "no city of the state has a levy that we know",
    [levy("MO", null), levy("IL", "Chicago")],
    site(["city"]),
    [],
  ],
  ["nothing is left open", inCity, site([]), []],
  ["nothing is charged there", inCity, site(["city"], "branch"), []],
] as const)("%s", (_, levies, where, expected) => {
  const found = undeterminedPlaces(asked(levies), [where]);
  expect(found.map(({ levy: named, jurisdiction }) => `${named} ${jurisdiction}`)).toEqual(expected);
});

it("holds the run until somebody decides to bill without it; no figure fills it", () => {
  const decision = (what: "billWithout" | "useLastKnown"): GapDecision => ({
    ...{ levy: "place:city", decision: what, by: "finance", reason: "the customer was asked" },
    expires: civilDate("2026-06-30"),
  });
  const settled = (decisions: readonly GapDecision[]) =>
    undeterminedPlaces(asked(inCity, decisions), [site(["city"])]).map(isSettled);
  expect(settled([])).toEqual([false]);
  expect(settled([decision("useLastKnown")])).toEqual([false]);
  expect(settled([decision("billWithout")])).toEqual([true]);
});
