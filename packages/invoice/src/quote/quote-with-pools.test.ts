import { dueCharges, orderedUsage, sumUsage } from "@tollwright/billing";
import { civilDate, monthPeriod } from "@tollwright/calendar";
import { Account } from "@tollwright/inventory";
import {
  absolute,
  compare,
  exact,
  multiply,
  roundedText,
  subtract,
  sum,
  toText,
  whole,
} from "@tollwright/money";
import { PricePlan } from "@tollwright/rate-card";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { address, zenith } from "../testing/zenith.ts";
import { makeQuote } from "./make-quote.ts";
import { SampleQuote } from "./sample-quote.ts";

const legalEntity = zenith();
const voip = { serviceClass: "voip", portion: "none" };
const flat = (ratePerMinute: string) => ({ kind: "flat", rate: { ratePerMinute } });

/** Long distance at 0.03, local calls at 0.01, 6/6; and a pool of 1,000 minutes. */
const planOf = (facts: { pools?: object[]; tiers?: object }) =>
  PricePlan.parse({
    id: "sip",
    description: "SIP.",
    currency: "USD",
    products: [
      {
        ...voip,
        kind: "usage",
        id: "ld",
        name: "Long distance",
        classes: ["interstate"],
        price: flat("0.03"),
        tiers: facts.tiers,
      },
      { ...voip, kind: "usage", id: "local", name: "Local", classes: ["local"], price: flat("0.01") },
      ...(facts.pools ?? [
        { kind: "pool", id: "bundle", name: "Included minutes", included: "1000", proration: "calendarDay" },
      ]),
    ],
  });

function quoted(plan: PricePlan, usage: readonly object[]) {
  const quote = SampleQuote.parse({
    prospect: { name: "Prospect", address },
    legalEntity: "zenith",
    plan: "sip",
    month: "2026-04",
    billDate: civilDate("2026-05-01"),
    locations: [{ id: "main", name: "Main", address, place: { state: "ZZ" }, usage }],
  });
  const made = makeQuote({ quote, legalEntity, plan, decks: [], levies: [], decisions: [] });
  if (!made.ok) throw new Error(JSON.stringify(made.problems));
  return made.value;
}

const account = Account.parse({
  id: "prospect",
  name: "Prospect",
  legalEntity: "zenith",
  billingAddress: address,
  zone: "America/Chicago",
  plans: [{ plan: "sip", from: "2026-04-01" }],
  locations: [{ id: "main", name: "Main", address, place: { state: "ZZ" }, from: "2026-04-01" }],
  defaultLocation: "main",
});

/** Calls of so many seconds as an invoice bills them: 6/6, in the order given. */
function invoiced(plan: PricePlan, seconds: readonly number[]): string {
  const period = monthPeriod("2026-04");
  const allocation = orderedUsage({ account, plans: [plan], period })!.start([], null);
  const sums = sumUsage(account.id);
  for (const length of seconds) {
    const billedSeconds = Math.ceil(length / 6) * 6;
    const call = {
      location: "main",
      plan: "sip",
      product: "ld",
      callClass: "interstate",
      side: "customer:origin",
      billedSeconds,
      // As rating writes it: a call that a pool covers in part is rounded to the places of its charge.
      charge: roundedText(multiply(whole(billedSeconds), exact("0.0005")), { mode: "halfUp", places: 6 }),
      farEnd: null,
      trunkGroup: null,
    } as const;
    sums.add(call, allocation.allocate(call));
  }
  const due = dueCharges({ account, plans: [plan], period, usage: sums.lines(), peaks: [] });
  return toText(sum(due.charges.map(({ amount }) => exact(amount))));
}

const interstate = { callClass: "interstate", minutes: "1200", averageSecondsPerCall: 180 };

describe("a quote under pools and tiers", () => {
  it("1,200 minutes, of which 1,000 are included: 200 × 0.03", () => {
    const { charges, pools } = quoted(planOf({}), [interstate]);
    expect(charges).toMatchObject([
      { amount: "6.00", quantity: "1200", allocated: { listCharge: "36", drawnSeconds: "60000" } },
    ]);
    expect(pools).toMatchObject([{ pool: "bundle", included: "1000", used: "1000", left: "0" }]);
  });

  it("two prices draw on one pool as their calls are spread over the month", () => {
    // Calls of 3 minutes come in turn, long distance first: 167 and 166 are covered, and a third of the next local one.
    // 233 × 0.09 = 20.97 and 233.666… × 0.03 = 7.01.
    const local = { callClass: "local", minutes: "1200", averageSecondsPerCall: 180 };
    expect(quoted(planOf({}), [interstate, local]).charges).toMatchObject([
      { amount: "20.97" },
      { amount: "7.01" },
    ]);
  });

  it("tiers count the quoted minutes; a flat price quoted instead of the plan's leaves them out", () => {
    const model = {
      kind: "volume",
      tiers: [
        { upTo: "1000", unitPrice: "0.03" },
        { upTo: null, unitPrice: "0.02" },
      ],
    };
    const plan = planOf({ pools: [], tiers: { model } });
    expect(quoted(plan, [interstate]).charges).toMatchObject([{ amount: "24.00" }]);
    const rate = { ratePerMinute: "0.05" };
    expect(quoted(plan, [{ ...interstate, rate }]).charges).toMatchObject([{ amount: "60.00" }]);
  });

  it("given the lengths of the calls, it is the invoice to the cent", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 9000 }), { minLength: 1, maxLength: 40 }),
        (callSeconds) => {
          const quote = quoted(planOf({}), [{ callClass: "interstate", callSeconds }]);
          expect(compare(exact(quote.totals.usage), exact(invoiced(planOf({}), callSeconds)))).toBe(0);
        },
      ),
      // 60,030 s, of which 60,000 are included: one call is covered in part.
      { numRuns: 40, examples: [[[4111, 7375, 4393, 6793, 8173, 8983, 2143, 7, 8983, 8995, 7, 7]]] },
    );
  });

  it("sums that are known are as many calls of one length", () => {
    const rated = { calls: 7, billedSeconds: "61000", charge: "30.5" };
    // 1,000 s are beyond the pool, at 0.0005.
    expect(quoted(planOf({}), [{ callClass: "interstate", rated }]).charges).toMatchObject([
      {
        amount: "0.50",
        calls: 7,
        billedSeconds: "61000",
        allocated: { listCharge: "30.5", drawnSeconds: "60000" },
      },
    ]);
  });

  it("converges on calls drawn from the profile: within one increment a call and half a call of rounding", () => {
    // Lengths of mean 180 s: each with its mirror, so that the drawn minutes are the quoted ones.
    const lengths = fc.array(fc.integer({ min: 6, max: 354 }), { minLength: 150, maxLength: 300 });
    fc.assert(
      fc.property(lengths, (half) => {
        const seconds = half.flatMap((length) => [length, 360 - length]);
        const quote = quoted(planOf({}), [{ ...interstate, minutes: String(seconds.length * 3) }]);
        const difference = absolute(
          subtract(exact(quote.totals.usage), exact(invoiced(planOf({}), seconds))),
        );
        // One increment of 6 s at 0.0005 a second for each call, half a call of 180 s, half a cent of each rounding.
        const bound = sum([multiply(whole(seconds.length), exact("0.003")), exact("0.045"), exact("0.01")]);
        expect(compare(difference, bound)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 25 },
    );
  });
});
