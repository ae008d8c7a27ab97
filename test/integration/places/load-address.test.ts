import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Account } from "@tollwright/inventory";
import { importZipCounties } from "@tollwright/places";
import { versionsInForce } from "@tollwright/postgres";
import { expect, it } from "vitest";
import { loadRateCards } from "../../../services/cli/src/steps/load-rate-cards.ts";
import { placesFolder } from "../../../services/cli/src/steps/open-place-data.ts";
import { codes, FILES, FORGOTTEN, type Story, story, value } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";

const test = testDatabase();
const ENTITY = "rate-cards/companies/small/legal-entities/small.yaml";
const ZEBRA = "rate-cards/companies/small/accounts/zebra.yaml";
const STORED = "place: { state: NH, county: Merrimack, city: Concord }, ";

/** Zebra as an address in Fairfax, Virginia, where a ZIP holds an independent city and its county. */
const ambiguous = FORGOTTEN[ZEBRA]
  .replace(STORED, "")
  .replace(
    /address: \{[^}]*\}, from/,
    'address: { lines: [9 Example Street], city: Fairfax, state: VA, postalCode: "22030" }, from',
  );

async function loaded(on: Story, files: Readonly<Record<string, string>>) {
  const folder = join(on.dataFolder, "delivered");
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return loadRateCards(on, { paths: [folder], by: "finance", checkOnly: false });
}

async function location(on: Story) {
  const { documents } = await versionsInForce(on.database);
  const zebra = documents.find(({ kind, name }) => kind === "account" && name === "zebra");
  return Account.parse(JSON.parse(zebra?.canonical ?? "{}")).locations[0];
}

it("an address gets its place when it is loaded, and the version keeps how it was found", async () => {
  const on = await story(test, "address");
  const first = value(await loaded(on, { [ZEBRA]: FORGOTTEN[ZEBRA].replace(STORED, "") }));
  expect(first.stored.map(({ kind, name }) => `${kind}/${name}`)).toEqual(["account/zebra"]);
  // 03301 has addresses in Merrimack county alone, by one of the two sources; the postal city counts for nothing.
  const { place, resolution } = (await location(on)) ?? {};
  expect(place).toMatchObject({ state: "NH", county: "Merrimack", countyFips: "33013" });
  expect(place?.city).toBe(undefined);
  expect(resolution?.levels.county).toMatchObject({ method: "zip5", vintage: "2026-03-11" });
  expect(
    first.warnings.filter(({ code }) => code === "PLACE_AMBIGUOUS").map(({ message }) => message),
  ).toEqual([
    "city held: the address names it, which is no proof; no city limits of this state were imported, and the county does not decide it (Concord, others, not listed)",
  ]);
  expect(value(await loaded(on, {})).stored).toEqual([]);
});

it("what is ambiguous is held, until the legal entity says otherwise and shares are known", async () => {
  const on = await story(test, "policy");
  value(await loaded(on, { [ZEBRA]: ambiguous }));
  expect((await location(on))?.place).toEqual({ country: "US", state: "VA", districts: [] });

  const census = join(on.dataFolder, "census.csv");
  writeFileSync(census, "zcta5,fips_code_county,arealand_part\n22030,51059,760\n22030,51600,240\n");
  await importZipCounties({ folder: placesFolder(on.dataFolder), file: census, vintage: "2020" });
  const policy = `${FILES[ENTITY]}ambiguousPlaces: { county: largestShare }\n`;
  value(await loaded(on, { [ENTITY]: policy }));
  const { place, resolution } = (await location(on)) ?? {};
  expect(place).toMatchObject({ county: "Fairfax", countyFips: "51059" });
  expect(resolution?.levels.county).toMatchObject({
    confidence: "ambiguous",
    policy: "largestShare",
    vintage: "2020",
  });
});

it("an address that nothing resolves is refused, and nothing is loaded", async () => {
  const on = await story(test, "unresolved");
  const outcome = await loaded(on, { [ZEBRA]: ambiguous.replace("VA,", "IL,") });
  expect(codes(outcome)).toEqual(["PLACE_UNRESOLVED"]);
});
