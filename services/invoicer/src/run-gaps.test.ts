import { civilDate } from "@tollwright/calendar";
import type { Gap, GapDecision } from "@tollwright/tax";
import { describe, expect, it } from "vitest";
import { distinctGaps, isSettled, uncountedChannels } from "./run-gaps.ts";

type Closing = Parameters<typeof uncountedChannels>[0];
type Site = Parameters<typeof uncountedChannels>[1];

const DECISION: GapDecision = {
  levy: "channels:main",
  decision: "billWithout",
  by: "finance",
  reason: "the switch was being replaced that week",
  expires: civilDate("2026-06-30"),
};

function closing(burst: object | null, decisions: readonly GapDecision[]): Closing {
  const plan = { products: [{ kind: "channels", id: "channel", burst }] };
  const run = { from: "2026-04-01", until: "2026-05-01", billDate: "2026-05-01" };
  return { run, decisions, company: { plans: [plan] } } as unknown as Closing;
}

function site(recordsWithoutTrunk: number): Site {
  const account = { id: "acme", trunkGroups: [{ id: "main", product: "channel" }] };
  const peaks = [{ account: "acme", trunkGroup: "main", measured: 3, at: null, recordsWithoutTrunk }];
  return { account, peaks, charges: [] } as unknown as Site;
}

const BURST = { measure: "peak", pricePerChannel: "30" };

describe("books 16: calls that could not be counted open a gap on the burst", () => {
  it.each([
    ["none", 0, BURST, []],
    ["one call without a trunk", 1, BURST, ["channels:main in acme, 2026-04-01 until 2026-05-01, uncounted"]],
    ["the plan sells no bursts", 1, null, []],
  ])("%s", (_, records, burst, expected) => {
    const found = uncountedChannels(closing(burst, []), site(records));
    expect(
      found.map((gap) => `${gap.levy} in ${gap.jurisdiction}, ${gap.from} until ${gap.until}, ${gap.kind}`),
    ).toEqual(expected);
  });

  it.each([
    ["nobody decided", [], false],
    ["billed without, by name", [DECISION], true],
    ["on hold", [{ ...DECISION, decision: "hold" as const }], false],
    ["expired before the bill date", [{ ...DECISION, expires: civilDate("2026-04-30") }], false],
    ["about another group", [{ ...DECISION, levy: "channels:other" }], false],
  ])("%s", (_, decisions, settled) => {
    const [gap] = uncountedChannels(closing(BURST, decisions), site(1));
    expect(gap !== undefined && isSettled(gap)).toBe(settled);
  });
});

it("books 19: a gap that many invoices met is one gap", () => {
  const gap: Gap = {
    levy: "zz-911",
    jurisdiction: "US / ZZ",
    from: null,
    until: null,
    kind: "missing",
    charges: ["a"],
    decision: null,
  };
  expect(
    distinctGaps([gap, { ...gap, charges: ["b"] }, { ...gap, levy: "aa-911" }]).map(({ levy }) => levy),
  ).toEqual(["aa-911", "zz-911"]);
});
