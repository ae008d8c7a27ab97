import { LevySchema } from "@tollwright/tax";
import { expect, test } from "vitest";
import { monthlyAllowances } from "./monthly-allowance.ts";
import { chargeOf, issuedOf } from "./testing/issued.ts";

/** The invoices' own 911 fee, 0.80 a channel, with North Carolina's rule for what the provider keeps (N.C.G.S. 143B-1403). */
const rule = (percent: string) =>
  LevySchema.parse({
    ...{ id: "zz-911", kind: "tax", form: { perUnit: { unit: "channels", amount: "0.80" } } },
    collectionAllowance: { percent, atLeastPerMonth: "50.00" },
  });

const channels = (count: string) => issuedOf([chargeOf({ counts: { channels: count } })]);

function kept(percent: string, counts: readonly string[]): string | undefined {
  const month = monthlyAllowances([rule(percent)]);
  for (const count of counts) month.add(channels(count));
  const [row] = month.result();
  return row && [row.collected, row.share, row.kept, row.remitted].join(" ");
}

test.each([
  // 4,000.00: 1 % is 40.00, and 50.00 is more.
  { counts: ["5000"], expected: "4000 40 50 3950" },
  // 5,000.00: both are 50.00; the next channel makes the share the larger one.
  { counts: ["6250"], expected: "5000 50 50 4950" },
  { counts: ["6251"], expected: "5000.8 50.01 50.01 4950.79" },
  // Two customers are one provider's month: 1 % of 6,000.00 together, and not 50.00 twice.
  { counts: ["3750", "3750"], expected: "6000 60 60 5940" },
  // No more is kept than was collected.
  { counts: ["12"], expected: "9.6 0.1 9.6 0" },
  { counts: ["62", "1"], expected: "50.4 0.5 50 0.4" },
])("of $counts channels at 0.80 the provider keeps the larger of 1 % and 50.00 a month", (row) => {
  expect(kept("0.01", row.counts)).toBe(row.expected);
});

test("a month in which as much was taken back as collected allows nothing", () => {
  const month = monthlyAllowances([rule("0.01")]);
  month.add(channels("-12"));
  expect(month.result().map((row) => [row.collected, row.kept, row.remitted])).toEqual([
    ["-9.6", "0", "-9.6"],
  ]);
});

test("levies without a least amount a month have no row: what each line keeps is all", () => {
  const levy = { ...rule("0.01"), collectionAllowance: { percent: "0.01" } };
  const month = monthlyAllowances([levy]);
  month.add(channels("12"));
  expect(month.result()).toEqual([]);
});
