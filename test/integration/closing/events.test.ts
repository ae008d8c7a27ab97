import { readInvoice } from "@tollwright/invoice";
import { expect, it } from "vitest";
import { FILES, line, type Story, story, value } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";

const test = testDatabase();

const PLAN = "rate-cards/plans/flat.yaml";
const EVENTS = `  - { kind: event, id: no-911, name: Unregistered 911 call, serviceClass: voip, portion: none, event: unprovisionedEmergencyCall, pricePerEvent: "100" }
  - { kind: event, id: dip, name: Toll-free look-up, serviceClass: voip, portion: none, event: tollFreeDip, pricePerEvent: "0.004" }
  - { kind: usage, id: toll-free, name: Toll-free calls, serviceClass: voip, portion: none, classes: [tollFreeOutbound], price: { kind: free } }
`;

async function bill(on: Story, month: string): Promise<readonly string[]> {
  expect(value(await on.close(month)).problems).toEqual([]);
  value(await on.approve(month));
  const [issued] = value(await on.issue(month));
  const invoice = readInvoice(issued?.canonical ?? "null");
  return invoice.charges
    .filter(({ description }) => /911|look-up/.test(description))
    .map(({ description, quantity, amount }) => `${description}: ${quantity} = ${amount}`);
}

const to = (called: string, text: string): string => text.replace("12125550123", called);

it("calls to 911 without a record and toll-free look-ups are lines of the invoice, and a late one a difference", async () => {
  const on = await story(test, "events");
  await on.load({ [PLAN]: FILES[PLAN] + EVENTS });
  await on.ingest(
    "a.csv",
    to("911", line("emergency", { at: "2026-03-07 10:00:00" })),
    to("18005550199", line("dip1", { at: "2026-03-07 11:00:00" })),
    to("18885550199", line("dip2", { at: "2026-03-08 11:00:00" })),
  );
  expect(await bill(on, "2026-03")).toEqual([
    "Unregistered 911 call: 1 = 100.00",
    "Toll-free look-up: 2 = 0.01",
  ]);
  await on.ingest("late.csv", to("911", line("late", { at: "2026-03-20 10:00:00" })));
  expect(await bill(on, "2026-04")).toEqual([
    "March 2026, reversed: Unregistered 911 call: -1 = -100.00",
    "March 2026, corrected: Unregistered 911 call: 2 = 200.00",
  ]);
});
