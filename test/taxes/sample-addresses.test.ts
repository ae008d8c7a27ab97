import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { civilDate } from "@tollwright/calendar";
import { add, exact, toText } from "@tollwright/money";
import { assess, type Levy, leviesReaching } from "@tollwright/tax";
import { expect, test } from "vitest";
import { levies } from "./tax-files.ts";

// A table of addresses with the codes of the levies that a business VoIP line bears there, outside this repository.
const notes = join(import.meta.dirname, "../../../shared/reference/us-state-notes.md");
const text = existsSync(notes) ? readFileSync(notes, "utf8") : "";
const counties = new Map(
  readFileSync(join(import.meta.dirname, "../../rate-cards/places/counties.csv"), "utf8")
    .split("\n")
    .map((line) => line.split(","))
    .map(([code = "", , name = ""]) => [code, name]),
);
const addresses = text
  .split("\n")
  .filter((line) => /\| \d{5} \|/.test(line))
  .map((line) => {
    const [, city = "", state = "", , countyFips = "", cityFips = "", codes = "", status = ""] = line
      .split("|")
      .map((cell) => cell.trim());
    return { city, state, countyFips, cityFips, codes: codes.split(" "), status };
  });

/** The combined rates of cities of these states are sums of what their rate files say of county, city and districts. */
const SUMMED = ["GA-LST", "MN-LST", "WI-LST"];

test.skipIf(text === "").each(addresses)(
  "$city, $state: $codes",
  ({ city, state, countyFips, cityFips, codes, status }) => {
    const place = { state, county: counties.get(countyFips) ?? countyFips, countyFips, city, cityFips };
    const charges = [
      {
        id: "line",
        amount: "100.00",
        serviceClass: "voip",
        portion: "mixed" as const,
        account: "a",
        location: "l",
        place,
        counts: { channels: "1", lines: "1", numbers: "1", locations: "1" },
      },
      {
        id: "toll",
        kind: "usage",
        amount: "1.00",
        serviceClass: "voip",
        portion: "interstate" as const,
        place,
      },
    ];
    const reaching = leviesReaching(levies, { charges });
    const assessed = assess({
      billDate: civilDate("2026-11-22"),
      seller: {
        interstateMethod: { voip: "safeHarbor" },
        elections: Object.fromEntries(reaching.map(({ id }) => [id, "recover"])),
      },
      buyer: { kind: "business" },
      charges,
      levies: reaching,
    });
    if (!assessed.ok) throw new Error(JSON.stringify(assessed.problems));
    const lines = new Set(assessed.value.taxLines.map(({ levy }) => levy));
    const gaps = new Map(assessed.value.gaps.map((gap) => [gap.levy, gap]));
    for (const code of codes.filter((each) => !SUMMED.includes(each.slice(0, 6)) && each !== "OR-SALES")) {
      const levy = reaching.find(({ id, codes: own }) => id === code.toLowerCase() || own?.includes(code));
      expect(levy, `${code} is a levy at this place`).toBeDefined();
      if (levy === undefined || lines.has(levy.id)) continue;
      // Not billed: then its figure waits for a person, since nothing dates it, or its confidence is low.
      expect(gaps.has(levy.id), `${code} is billed, or waits`).toBe(true);
      if (status === "resolves") expect(hasFigure(levy), `${code} has a figure`).toBe(true);
    }
  },
);

function hasFigure({ values }: Levy): boolean {
  return (values ?? []).some(({ form }) => form);
}

test.skipIf(text === "")(
  "Georgia, Minnesota and Wisconsin: county, city and districts add up to the combined rates",
  () => {
    const sum = (state: string, county: string, city: string, districts: string[]): string => {
      const place = { state, county, city, districts };
      const found = leviesReaching(levies, { charges: [{ id: "1", amount: "1", place }] });
      const local = found.filter(({ id }) => id.includes("-sst-"));
      const rates = local.flatMap(({ values }) =>
        (values ?? []).filter(
          ({ from, until }) => (from ?? "") <= "2026-11-22" && (until ?? "9") > "2026-11-22",
        ),
      );
      return toText(rates.reduce((total, { form }) => add(total, exact(form?.percent ?? "0")), exact("0")));
    };
    expect(sum("GA", "Fulton", "Atlanta", [])).toBe("0.049");
    expect(sum("GA", "Bibb", "Macon", [])).toBe("0.04");
    expect(sum("GA", "Muscogee", "Columbus", [])).toBe("0.05");
    expect(sum("WI", "Milwaukee", "Milwaukee", [])).toBe("0.029");
    expect(sum("WI", "Dane", "Madison", [])).toBe("0.005");
  },
);
