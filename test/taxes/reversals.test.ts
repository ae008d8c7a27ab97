import { civilDate } from "@tollwright/calendar";
import { add, exact, isZero, toText } from "@tollwright/money";
import { type Assessment, assessDocument, leviesReaching } from "@tollwright/tax";
import { expect, test } from "vitest";
import { levies } from "./tax-files.ts";

/** One place a jurisdiction that levies: the country, each state and province, and the local ones of each. */
const places = new Map(
  levies.map(({ jurisdiction }) => {
    const { country, state, county, city, countyFips, cityFips, district } = jurisdiction ?? {};
    const place = {
      ...(country ? { country } : {}),
      state: state ?? "IL",
      ...{ county: county ?? countyFips ?? "Adams", countyFips, city: city ?? cityFips ?? "Elm", cityFips },
      ...(district ? { districts: [district] } : {}),
    };
    return [`${country ?? "US"} ${state ?? ""}`, place];
  }),
);

const COUNTS = {
  ...{ channels: 30, lines: 12, numbers: 41, locations: 2, minutes: 500, calls: 90 },
  ...{
    priCircuits: 2,
    pbxTrunks: 3,
    pbxStations: 17,
    centrexStations: 9,
    extensions: 25,
    tollFreeNumbers: 4,
  },
};
const invoice = (sign: 1 | -1) =>
  ["voip", "localExchange", "tollFree", "interexchange"].flatMap((serviceClass, index) =>
    ["main", "branch"].map((location) => ({
      id: `${serviceClass} ${location}`,
      amount: `${sign === 1 ? "" : "-"}${117 * (index + 1)}.37`,
      ...{ serviceClass, location, account: "a", fraction: "19/31" },
      ...{ portion: "mixed" as const, shares: { interstate: "0.4", international: "0.05" } },
      period: { from: civilDate("2026-10-01"), until: civilDate("2026-11-01") },
      usageAt: "2026-10-05T12:00:00Z",
      counts: Object.fromEntries(Object.entries(COUNTS).map(([unit, count]) => [unit, sign * count])),
    })),
  );

function assessed(place: object, sign: 1 | -1, level: string): Assessment {
  const request = { billDate: "2026-11-01", place, charges: invoice(sign), rounding: { level } };
  const reaching = leviesReaching(levies, { place, charges: request.charges });
  const elections = Object.fromEntries(reaching.map(({ id }) => [id, "recover"]));
  const result = assessDocument({ ...request, seller: { elections }, levies: reaching });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}

test.each(
  [...places].flatMap(([name, place]) =>
    ["line", "invoice", "jurisdiction"].map((level) => ({ name, level, place })),
  ),
)(
  "$name, rounded by $level: an invoice and its reversal net to zero for every levy and jurisdiction",
  ({ place, level }) => {
    const net = new Map<string, ReturnType<typeof exact>>();
    for (const sign of [1, -1] as const) {
      const { taxLines, gaps } = assessed(place, sign, level);
      expect(taxLines.length + gaps.length).toBeGreaterThan(0);
      for (const { levy, jurisdiction, amount } of taxLines) {
        const key = `${jurisdiction} ${levy}`;
        net.set(key, add(net.get(key) ?? exact("0"), exact(amount)));
      }
    }
    const left = [...net].filter(([, sum]) => !isZero(sum)).map(([key, sum]) => `${key} ${toText(sum)}`);
    expect(left).toEqual([]);
  },
);
