import { describe, expect, it } from "vitest";
import { documentsFrom } from "../documents-from.ts";
import { ACCOUNT, exampleFiles } from "../testing/example-files.ts";
import { lintSet } from "./lint-set.ts";

const FILE = "rate-cards/companies/example/accounts/acme.yaml";
const levy = (id: string, jurisdiction: string) => ({
  [`rate-cards/taxes/us/il/${id}.yaml`]: `id: ${id}\nkind: tax\njurisdiction: ${jurisdiction}\nform: { percent: "0.01" }\n`,
});
const LEVIES = {
  ...levy("il-cook", "{ level: county, state: IL, county: Cook }"),
  ...levy("il-st-anne", "{ level: city, state: IL, city: St. Anne }"),
  ...levy("il-peoria", "{ level: city, state: IL, city: Peoria }"),
  ...levy("il-oak", "{ level: city, state: IL, city: Oak Park Village }"),
};

function told(place: string, levies: Readonly<Record<string, string>> = LEVIES): readonly string[] {
  const account = ACCOUNT.replace("{ state: IL, county: Cook, city: Chicago }", place);
  const { documents, problems } = documentsFrom(exampleFiles({ ...levies, [FILE]: account }));
  expect(problems).toEqual([]);
  return lintSet(documents).map(({ code, line, path, message }) => `${code} ${line} ${path} ${message}`);
}

describe("a stored place whose name no levy has", () => {
  const near = (name: string, other: string) => [
    `PLACE_NAME 9 locations[0].place.city no levy of IL names city ${name}; near it: ${other}`,
  ];

  it.each([
    ["as a levy has it", "{ state: IL, county: Cook, city: Peoria }", []],
    ["in another spelling", "{ state: IL, county: Cook County, city: Saint Anne }", []],
    ["of a city that levies nothing", "{ state: IL, county: Cook, city: Evanston }", []],
    ["a letter too few", "{ state: IL, county: Cook, city: Peria }", near("Peria", "Peoria")],
    ["a letter too many", "{ state: IL, county: Cook, city: Peoriaa }", near("Peoriaa", "Peoria")],
    ["another letter", "{ state: IL, county: Cook, city: Peotia }", near("Peotia", "Peoria")],
    ["two letters changed about", "{ state: IL, county: Cook, city: Peroia }", near("Peroia", "Peoria")],
    ["two letters wrong", "{ state: IL, county: Cook, city: Pxxria }", []],
    [
      "the beginning of it",
      "{ state: IL, county: Cook, city: Oak Park }",
      near("Oak Park", "Oak Park Village"),
    ],
    [
      "with a kind behind it",
      "{ state: IL, county: Cook, city: Peoria Town }",
      near("Peoria Town", "Peoria"),
    ],
    ["of a city beside it", "{ state: IL, county: Cook, city: Peoria Heights }", []],
    ["with its Census code", '{ state: IL, county: Cook, city: Peria, cityFips: "1759000" }', []],
    ["of another state", "{ state: WI, county: Cook, city: Peria }", []],
    ["abroad", "{ country: CA, state: ON, city: Peria }", []],
  ])("%s", (_, place, expected) => {
    expect(told(place)).toEqual(expected);
  });

  it("and without a code, where the state's levies go by code alone", () => {
    const byCode = levy("il-sst", '{ level: city, state: IL, cityFips: "1759000" }');
    expect(told("{ state: IL, county: Cook, city: Peoria }", byCode)).toEqual([
      "PLACE_NAME 9 locations[0].place.city no levy of IL names city Peoria, and 1 of them go by Census code alone: give cityFips",
    ]);
    expect(told('{ state: IL, county: Cook, city: Peoria, cityFips: "1759000" }', byCode)).toEqual([]);
  });

  it("is told when levies are loaded beside accounts in force, and not when other things are", () => {
    const account = ACCOUNT.replace("Cook, city: Chicago", "Cook, city: Peria");
    const inForce = documentsFrom(exampleFiles({ [FILE]: account })).documents;
    const levies = documentsFrom(Object.entries(LEVIES).map(([path, text]) => ({ path, text }))).documents;
    expect(lintSet(levies, inForce).map(({ code, file }) => `${code} ${file}`)).toEqual([
      `PLACE_NAME ${FILE}`,
    ]);
    expect(lintSet([], [...inForce, ...levies])).toEqual([]);
  });
});
