import { expect, it, test } from "vitest";
import { badDebtOf } from "./bad-debt.ts";
import { chargeOf, issuedOf } from "./testing/issued.ts";

const numbers = chargeOf({ key: "elm/hq/sip/number", amount: "10.00", portion: "intrastate" });
const trunk = chargeOf({ counts: { channels: "12" } });

function reclaimed(writtenOff: string) {
  const found = badDebtOf(issuedOf([trunk]), writtenOff);
  if (!found.ok) return found.problems.map(({ code, message }) => `${code}: ${message}`);
  const { rows, amountDue } = found.value;
  return [
    `of ${amountDue}: ${found.value.reclaimed}`,
    ...rows.map(({ jurisdiction, levy, base, tax, kept, reclaimed: back }) =>
      [jurisdiction, levy, base, tax, kept, back].join(" "),
    ),
  ];
}

// 100.00, FUSF 24.01, recovery 10.00 of the seller's own, 911 12 × 0.80 = 9.60 of which 0.60 is kept, sales (100.00 + 24.01) × 0.06 = 7.44 of which 0.15.
it.each([
  [
    "all of it",
    "151.05",
    [
      "of 151.05: 40.30",
      "US fusf 64.90 24.01 0.00 24.01",
      "US / ZZ zz-911 0.00 9.60 0.60 9.00",
      "US / ZZ zz-sales 124.01 7.44 0.15 7.29",
    ],
  ],
  [
    "a fifth",
    "30.21",
    [
      "of 151.05: 8.06",
      "US fusf 12.98 4.80 0.00 4.80",
      "US / ZZ zz-911 0.00 1.92 0.12 1.80",
      "US / ZZ zz-sales 24.80 1.49 0.03 1.46",
    ],
  ],
  [
    "a cent more than was due",
    "151.06",
    ["WRITE_OFF_AMOUNT: 151.06 is no part of 151.05, which was due on invoice ZT-1"],
  ],
  ["no amount", "all", ["WRITE_OFF_AMOUNT: all is no part of 151.05, which was due on invoice ZT-1"]],
  ["nothing", "0.00", ["WRITE_OFF_AMOUNT: 0.00 is no part of 151.05, which was due on invoice ZT-1"]],
])("%s written off: %s", (_, writtenOff, expected) => {
  expect(reclaimed(writtenOff)).toEqual(expected);
});

test("a line that corrects March is reclaimed for March", () => {
  const correction = { kind: "corrected", period: "2026-03", of: numbers.key, reverses: null } as const;
  const found = badDebtOf(issuedOf([trunk, { ...numbers, correction }]), "1.00");
  const sales = found.ok ? found.value.rows.filter(({ levy }) => levy === "zz-sales") : [];
  expect(sales.map(({ period, isCorrection }) => [period, isCorrection])).toEqual([
    ["2026-03", true],
    ["2026-04", false],
  ]);
});
