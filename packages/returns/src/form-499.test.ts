import { expect, test } from "vitest";
import { revenueSplit } from "./form-499.ts";
import { fusfOfBill } from "./fusf-bills.ts";
import { chargeOf, issuedOf } from "./testing/issued.ts";

function split(...issued: readonly ReturnType<typeof issuedOf>[]): readonly string[] {
  const revenue = revenueSplit();
  for (const one of issued) revenue.add(one);
  return revenue
    .result()
    .map((row) =>
      [
        ...[row.quarter, row.customer, row.source, row.serviceClass],
        ...[row.interstate, row.international, row.intrastate, row.none, row.unsplit, row.total],
      ].join(" "),
    );
}

const trunk = chargeOf();
const tollFree = chargeOf({
  key: "elm/hq/sip/tf",
  serviceClass: "tollFree",
  portion: "interstate",
  amount: "20.00",
});
const phone = chargeOf({
  key: "elm/hq/sip/phone",
  serviceClass: "equipment",
  portion: "none",
  amount: "5.00",
});

test("revenue by jurisdiction: what its label says counts in full, the rest as it was taxed", () => {
  expect(split(issuedOf([trunk, tollFree, phone]))).toEqual([
    "2026Q2 endUser charges equipment 0 0 0 5 0 5",
    "2026Q2 endUser charges tollFree 20 0 0 0 0 20",
    // 64.9 % by the safe harbor
    "2026Q2 endUser charges voip 64.9 0 35.1 0 0 100",
    // The seller's own fees are revenue as what they are on is, and what it recovers of its contribution too.
    "2026Q2 endUser sellerFees equipment 0 0 0 0.5 0 0.5",
    "2026Q2 endUser sellerFees tollFree 2 0 0 0 0 2",
    "2026Q2 endUser sellerFees voip 6.49 0 3.51 0 0 10",
    "2026Q2 endUser universalService tollFree 7.4 0 0 0 0 7.4",
    // It was computed on the interstate part alone.
    "2026Q2 endUser universalService voip 24.01 0 0 0 0 24.01",
  ]);
});

test("a reseller's certificate moves its charges to the resellers; one of another kind does not", () => {
  const certificate = { certificate: "499-1", families: ["usf"], kind: "resale" };
  expect(split(issuedOf([trunk], [certificate]))).toEqual([
    "2026Q2 reseller charges voip 64.9 0 35.1 0 0 100",
    "2026Q2 reseller sellerFees voip 6.49 0 3.51 0 0 10",
    "2026Q2 reseller universalService voip 0 0 0 0 0 0",
  ]);
  expect(split(issuedOf([trunk], [{ ...certificate, kind: "government" }]))[0]).toMatch(/endUser charges/);
});

test("the federal line of a bill against its cap", () => {
  expect(fusfOfBill(issuedOf([trunk]))).toEqual([
    {
      ...{ invoice: "ZT-1", account: "elm", period: "2026-04", kind: "own", levy: "fusf", factor: "0.37" },
      ...{ portion: "64.9", cap: "24.013", line: "24.01", room: "0.003", isOver: false },
    },
  ]);
});

test("a line above factor × portion is told", () => {
  const issued = issuedOf([trunk]);
  const taxRecords = issued.invoice.taxRecords.map((record) =>
    record.levy === "fusf" ? { ...record, amount: "24.02" } : record,
  );
  expect(fusfOfBill({ ...issued, invoice: { ...issued.invoice, taxRecords } })[0]?.isOver).toBe(true);
});
