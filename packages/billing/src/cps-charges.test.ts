import { civilDate, type Instant, startOfDay } from "@tollwright/calendar";
import { PricePlan } from "@tollwright/rate-card";
import { expect, it } from "vitest";
import { channelUse } from "./bursts/channel-use.ts";
import { dueCharges } from "./due-charges.ts";
import { TRUNK_ZONE, trunkAccount } from "./testing/trunk-account.ts";

const product = {
  ...{ kind: "channels", id: "trunk", name: "SIP channel", serviceClass: "voip", portion: "mixed" },
  ...{ pricePerChannelMonth: "18.00", proration: "calendarDay", burst: null },
};
const plan = PricePlan.parse({
  id: "sip",
  description: "SIP trunking.",
  currency: "USD",
  products: [{ ...product, callsPerSecond: { committed: 3, pricePerCallPerSecond: "25.00" } }],
});
const period = { from: civilDate("2026-04-01"), until: civilDate("2026-05-01") };
const [from, until] = [startOfDay(period.from, TRUNK_ZONE), startOfDay(period.until, TRUNK_ZONE)];

function due(stamps: readonly number[]) {
  const account = trunkAccount([["2025-01-01", 20]], [{ plan: "sip", from: "2025-01-01" }]);
  const use = channelUse({ intervals: [], from, until });
  const seizures = stamps.map((after) => ({ source: "pbx", seizedAt: (from + after) as Instant }));
  const peaks = [{ account: "acme", trunkGroup: "main", use, seizures }];
  const { charges, problems } = dueCharges({ account, plans: [plan], period, usage: [], peaks });
  return { lines: charges.filter(({ key }) => key.includes("/cps")), problems };
}

it("calls within one second above the committed number", () => {
  const { lines, problems } = due([100, 200, 300, 400, 1099, 2000]);
  expect(problems).toEqual([]);
  expect(lines).toMatchObject([{ quantity: "2", unitPrice: "25.00", amount: "50.00", unit: "each" }]);
  expect(lines[0]?.explanation).toEqual([
    "at most 5 calls within one second, from 2026-04-01 00:00:00 (America/Chicago) on, when 3 were committed: 5 - 3 = 2",
    "2 calls × 25.00 = 50.00",
  ]);
});

it.each([
  ["no call", []],
  ["exactly the committed number", [100, 200, 300, 1100]],
])("no line: %s", (_, stamps) => {
  expect(due(stamps)).toEqual({ lines: [], problems: [] });
});

it("a source of whole seconds is refused, for nobody can say how many fell within one", () => {
  const { lines, problems } = due([1000, 1000, 1000, 1000]);
  expect(lines).toEqual([]);
  expect(problems).toMatchObject([{ code: "CPS_WHOLE_SECONDS" }]);
});
