import type { Call } from "@tollwright/cdr";
import {
  audit,
  callByKey,
  closingSnapshot,
  itemisedRatings,
  unbilledUsage,
  usageLines,
} from "@tollwright/postgres";
import type { RatedCall } from "@tollwright/rating";
import { beforeAll, expect, it } from "vitest";
import * as sample from "./sample-calls.ts";
import { refusal, single, testDatabase } from "./test-database.ts";

/** A vendor's side of a call: on nobody's account, and of no product. */
function withVendor(call: Call, outcome: "rated" | "unpriced" = "rated"): RatedCall {
  const { callKey, keyDay, bucket, ratings, problem } = sample.rated(call);
  const vendor = sample.rating(call, {
    side: "vendor:upstream",
    account: "",
    location: "",
    product: null,
    plan: null,
    outcome,
    reason: outcome === "rated" ? "" : "NO_RATE",
    charge: outcome === "rated" ? "0.031000" : "0",
  });
  return { callKey, keyDay, bucket, ratings: [...ratings, vendor], problem };
}

const test = testDatabase();
const priced = sample.call("priced");
const unpriced = sample.call("unpriced");
const alone = sample.call("alone");
beforeAll(async () => {
  const setHash = await sample.loadSample(test.db);
  await sample.store(test.db, setHash, [
    [priced, withVendor(priced)],
    [unpriced, withVendor(unpriced, "unpriced")],
    [alone, sample.rated(alone)],
  ]);
});

const april = async () => ({
  accounts: ["acme", ""],
  fromInstant: sample.at("2026-04-01T05:00:00Z"),
  untilInstant: sample.at("2026-05-01T05:00:00Z"),
  batches: (await closingSnapshot(test.db, sample.AT)).batches,
  run: null,
});

it("is on no invoice: usage and itemised calls are the customers' alone, even if nobody's account is asked for", async () => {
  const scope = await april();
  const lines = await usageLines(test.db, scope);
  // 3 × 0.052
  expect(lines.map(({ account, side, calls, charge }) => [account, side, calls, charge])).toEqual([
    ["acme", "customer:origin", 3, "0.156000"],
  ]);
  const sides: string[] = [];
  for await (const { rating } of itemisedRatings(test.db, scope)) sides.push(rating.side);
  expect(sides).toEqual(["customer:origin", "customer:origin", "customer:origin"]);
});

it("is no unbilled usage", async () => {
  const usage = await unbilledUsage(test.db);
  expect(usage.map(({ account, calls, charge }) => [account, calls, charge])).toEqual([
    ["acme", 3, "0.156000"],
  ]);
});

it("makes a call nobody's, and gives it no reason to be on no invoice", async () => {
  const { rows } = await test.db.pool.query("select why, reason, accounts from call_on_none");
  expect(rows).toEqual(Array(3).fill({ why: "unbilled", reason: "", accounts: ["acme"] }));
});

it("leaves the books balanced: a call is rated by its customers' sides", async () => {
  const { rows, differences } = await audit(test.db);
  expect(differences).toEqual([]);
  expect(rows.every(({ balanced }) => balanced)).toBe(true);
});

it("is shown with the call, beside the customer's side", async () => {
  const found = await callByKey(test.db, priced.callKey);
  expect(found?.ratings.map(({ side, charge }) => [side, charge])).toEqual([
    ["customer:origin", "0.052000"],
    ["vendor:upstream", "0.031000"],
  ]);
});

it.each([
  ["a vendor's side on an account", "update rating set account = 'acme' where side = 'vendor:upstream'"],
  ["a vendor's side of a product", "update rating set product = 'voice' where side = 'vendor:upstream'"],
  ["a customer's side of nobody", "update rating set account = '' where side = 'customer:origin'"],
  [
    "a customer's side without a price",
    "update rating set outcome = 'unpriced', charge = 0 where side = 'customer:origin'",
  ],
  ["an unpriced side that costs something", "update rating set charge = 1 where outcome = 'unpriced'"],
])("refuses %s", async (_, statement) => {
  expect(await refusal(test.db, statement)).toBe("23514");
  expect(await single(test.db, "select count(*)::int from rating")).toBe(5);
});
