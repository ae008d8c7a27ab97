import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compileNumberingPlan } from "./numbering-plan.ts";

const table = (file: string) => ({
  file,
  text: readFileSync(new URL(`../../../rate-cards/numbering/${file}`, import.meta.url), "utf8"),
});
const real = compileNumberingPlan({
  areaCodes: table("nanp-npa.csv"),
  countryCodes: table("e164-country-codes.csv"),
});

const countryCodes = { file: "codes.csv", text: "country_code,main_region,note\n44,GB,\n" };

describe("the tables in rate-cards/numbering", () => {
  it("are read without a problem: 528 area codes and 215 country codes", () => {
    expect(real.problems).toEqual([]);
    expect([real.plan.areaCodes.size, real.plan.countryCodes.size]).toEqual([528, 215]);
  });

  it.each([
    ["729", "TN"],
    ["465", "NY"],
    ["787", "PR"],
    ["416", "ON"],
  ])("%s is in %s", (npa, region) => {
    expect(real.plan.areaCodes.get(npa)?.region).toBe(region);
  });
});

describe("a broken row is a problem with its line, and the others count", () => {
  it("names file, line and column", () => {
    const text =
      'npa,country,region,kind,note\r\n212,US,NY,geographic,"a ""quoted"",\nnote"\r\n\r\n1x2,US,NY,geographic,\r\n312,US,IL,metropolis,\r\n213,US,CA,geographic,\r\n212,US,NJ,geographic,';
    const { plan, problems } = compileNumberingPlan({ areaCodes: { file: "npa.csv", text }, countryCodes });
    expect([...plan.areaCodes.keys()]).toEqual(["212", "213"]);
    expect(problems.map(({ code, file, line, path }) => [code, file, line, path])).toEqual([
      ["NUMBERING_ROW_BROKEN", "npa.csv", 5, "npa"],
      ["NUMBERING_ROW_BROKEN", "npa.csv", 6, "kind"],
      ["NUMBERING_ROW_BROKEN", "npa.csv", 8, undefined], // 212 again
    ]);
    expect(plan.areaCodes.get("212")?.region).toBe("NY");
  });

  it("says which columns the heading lacks", () => {
    const { plan, problems } = compileNumberingPlan({
      areaCodes: { file: "npa.csv", text: "npa,state\n212,NY\n" },
      countryCodes,
    });
    expect(problems.map(({ code, message }) => [code, message])).toEqual([
      ["NUMBERING_COLUMN_MISSING", "the heading has no column country, region, kind"],
    ]);
    expect(plan.countryCodes.get("44")?.main_region).toBe("GB");
  });
});
