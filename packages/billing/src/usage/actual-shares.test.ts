import { PricePlan } from "@tollwright/rate-card";
import { expect, test } from "vitest";
import { actualShares } from "./actual-shares.ts";

const usage = (id: string, serviceClass: string, portion: string, classes: readonly string[]) => ({
  ...{ kind: "usage", id, name: id, serviceClass, portion, classes },
  price: { kind: "free" },
});
const plan = PricePlan.parse({
  ...{ id: "sip", description: "SIP", currency: "USD" },
  products: [
    usage("long", "voip", "mixed", ["interstate", "intrastate", "indeterminate"]),
    usage("abroad", "voip", "mixed", ["international"]),
    usage("chat", "chat", "none", ["onNet"]),
  ],
});
const calls = (product: string, callClass: string, billedSeconds: string) => ({
  ...{ plan: "sip", product, callClass, billedSeconds },
});

test.each([
  [
    "by billed seconds; what nobody can tell says nothing",
    [
      calls("long", "interstate", "400"),
      calls("long", "interstate", "200"),
      calls("long", "intrastate", "300"),
      calls("abroad", "international", "100"),
      calls("long", "indeterminate", "5000"),
      calls("chat", "onNet", "60"),
    ],
    [["voip", { interstate: "600/1000", intrastate: "300/1000", international: "100/1000" }]],
  ],
  ["no call that says anything: no shares", [calls("long", "indeterminate", "60")], []],
  ["of no length at all: no shares", [calls("long", "interstate", "0")], []],
  ["of a plan that is not there: nothing", [{ ...calls("long", "interstate", "9"), plan: "old" }], []],
] as const)("%s", (_, lines, expected) => {
  expect([...actualShares(lines, [plan])]).toEqual(expected);
});
