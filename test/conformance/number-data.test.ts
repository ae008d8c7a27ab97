import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Loaded, runCalculator } from "@tollwright/calculators";
import { compileNumberingData } from "@tollwright/rate-card";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const report = join(root, "../shared/fixtures/number-data/nanpa-npa_report-2025-11-26.csv");
const isThere = existsSync(report);
if (!isThere) console.warn(`CONFORMANCE NOT TRIED: no report of the numbering administrator at ${report}`);

const folder = join(root, "rate-cards/numbering");
const tables = readdirSync(folder)
  .filter((file) => file.endsWith(".csv"))
  .map((file) => ({ file, text: readFileSync(join(folder, file), "utf8") }));
const numbering = compileNumberingData(tables);
if (!numbering.ok) throw new Error(JSON.stringify(numbering.problems));
const loaded: Loaded = {
  ...{ legalEntities: [], plans: [], decks: [], levies: [], decisions: [], taxes: [] },
  numbering: numbering.value,
};

type Code = Readonly<Record<string, string>>;

/** The report has headings in its second line; no cell up to the ones that are asked holds a comma. */
function codes(): readonly Code[] {
  const [, heading = "", ...lines] = readFileSync(report, "utf8").trim().split(/\r?\n/);
  const names = heading.split(",").slice(0, 11);
  return lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ""]));
  });
}

/** Codes without a place, as the report's column SERVICE describes them; 822 is assigned and not open. */
const WITHOUT_PLACE: Readonly<Record<string, string>> = {
  ...Object.fromEntries([800, 833, 844, 855, 866, 877, 888].map((npa) => [npa, "tollFree"])),
  ...Object.fromEntries([600, 622, 633].map((npa) => [npa, "canadaNonGeographic"])),
  700: "carrierService",
  710: "government",
  822: "invalid",
  900: "premium",
};

function kindOf(code: Code): string {
  if (code["ASSIGNED"] !== "Yes") return "invalid";
  if (code["USE"] === "N") return WITHOUT_PLACE[code["NPA_ID"] ?? ""] ?? "personal";
  if (code["COUNTRY"] === "US") return "domestic";
  return code["COUNTRY"] === "CANADA" ? "canada" : "international";
}

/** The report abbreviates the Northern Mariana Islands in its own way. */
function stateOf(location: string): string {
  return location === "CNMI" ? "MP" : location;
}

describe.runIf(isThere)("the administrator's report of 2025-11-26", () => {
  it("has all 800 codes", () => {
    expect(codes()).toHaveLength(800);
  });

  it("and each means to us what it says: its kind, and the state of an area code in the United States", () => {
    const wrong = codes().filter((code) => {
      const request = { from: "2125550100", to: `1${code["NPA_ID"]}2340100` };
      const { result } = JSON.parse(runCalculator("classify", JSON.stringify(request), loaded).answer);
      const state = code["COUNTRY"] === "US" && code["USE"] === "G" ? stateOf(code["LOCATION"] ?? "") : "";
      const saysState = kindOf(code) !== "domestic" || result.because.includes(` in ${state}`);
      return result.kind !== kindOf(code) || !saysState;
    });
    expect(wrong.map((code) => code["NPA_ID"])).toEqual([]);
  });
});
