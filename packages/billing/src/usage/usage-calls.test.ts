import { parseInstant } from "@tollwright/calendar";
import { describe, expect, it } from "vitest";
import { accountWith } from "../testing/usage-month.ts";
import { usageCalls } from "./usage-calls.ts";

const group = (id: string, names: readonly string[], dates: { from: string; until?: string }) => ({
  id,
  location: "hq",
  names: names.map((name) => ({ source: "chi", name })),
  product: "c",
  channels: [{ committed: 1, ...dates }],
  ...dates,
});
const account = accountWith({
  trunkGroups: [
    group("t1", ["one", "moved"], { from: "2025-01-01", until: "2026-04-16" }),
    group("t2", ["two"], { from: "2025-01-01" }),
    group("t3", ["moved"], { from: "2026-04-16" }),
  ],
});
const rated = {
  location: "hq",
  plan: "sip",
  product: "ld",
  callClass: "interstate",
  side: "customer:origin",
  billedSeconds: 60,
  charge: "0.03",
  fromE164: "13125550142",
  toE164: "12125550100",
  ratedAt: parseInstant("2026-04-16T04:59:59Z")!,
  trunks: { source: "chi", in: "one", out: "two" },
} as const;
const seen = (facts: object = {}) => usageCalls(account)({ ...rated, ...facts });

describe("usageCalls", () => {
  it.each([
    ["a call placed: by its way in, to the called number", {}, "t1", "12125550100"],
    [
      "a call received: by its way out, from the caller",
      { side: "customer:destination" },
      "t2",
      "13125550142",
    ],
    [
      "a name that moved: the group of the day, in the account's zone",
      { trunks: { source: "chi", in: "moved", out: null } },
      "t1",
      "12125550100",
    ],
    [
      "and a second later",
      { trunks: { source: "chi", in: "moved", out: null }, ratedAt: parseInstant("2026-04-16T05:00:00Z") },
      "t3",
      "12125550100",
    ],
    ["another source's name", { trunks: { source: "nyc", in: "one", out: null } }, null, "12125550100"],
    ["no trunk", { trunks: null }, null, "12125550100"],
  ])("%s", (_, facts, trunkGroup, farEnd) => {
    expect(seen(facts)).toMatchObject({ trunkGroup, farEnd });
  });
});
