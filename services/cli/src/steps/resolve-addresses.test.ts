import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CivilDate } from "@tollwright/calendar";
import { expect, it, onTestFinished } from "vitest";
import { openPlaceData } from "./open-place-data.ts";
import { resolveAddresses } from "./resolve-addresses.ts";

const ADDRESSES = `id,street,street2,city,state,zip,latitude,longitude
a,"350 N Orleans St",Ste 900,Chicago,IL,60654,,
b,PO Box 5,,Boston,MA,2108,,
c,9 Main St,,Fairfax,VA,22030,,
d,9 Main St,,Chicago,Illinois,60654,,
e,,,,,,41.8896,-87.6372
`;

async function answered(json: boolean) {
  const folder = mkdtempSync(join(tmpdir(), "addresses-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "sites.csv");
  writeFileSync(file, ADDRESSES);
  let text = "";
  const output = {
    json,
    write: (more: string | Uint8Array) => (text += String(more)),
    progress: () => undefined,
    update: () => undefined,
  };
  const tables = openPlaceData(folder);
  const today = CivilDate.parse("2026-04-30");
  const ended = await resolveAddresses(output, { file, tables, today, shared: {} });
  return { text, problems: ended?.problems ?? [] };
}

it("a row an address: state, county, city, each with its code, confidence, method and candidates; a broken row is told", async () => {
  const { text, problems } = await answered(false);
  const rows = text
    .trimEnd()
    .split("\r\n")
    .map((line) => line.split(",").slice(0, 12).join(","));
  expect(rows.slice(1)).toEqual([
    "a,IL,,certain,zip5,,Cook,17031,likely,zip5,,",
    "b,MA,,certain,zip5,,Suffolk,25025,likely,zip5,,",
    "c,VA,,certain,zip5,,,,ambiguous,zip5,Fairfax city; Fairfax,",
    "e,IL,,certain,coordinates,,Cook,17031,certain,coordinates,,",
  ]);
  expect(problems.map(({ line, path }) => `${line} ${path}`)).toEqual(["5 state"]);
});

it("with --json one document a line", async () => {
  const lines = (await answered(true)).text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.map(({ id }) => id)).toEqual(["a", "b", "c", "e"]);
  expect(lines[1].notes).toEqual([
    "a post office box or rural route is no place of use: ask for the street address",
  ]);
});
