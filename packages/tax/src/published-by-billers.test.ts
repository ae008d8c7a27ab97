import { exact, subtract, toText } from "@tollwright/money";
import { describe, expect, test } from "vitest";
import { charge, type PublishedExample, published, tax } from "./testing/published-example.ts";
import { answerTo } from "./testing/requests.ts";

/* Amounts that open billing systems hold their own taxes to. */

const FREESIDE = "Freeside, tests of sales tax";
const LAGO = "Lago, scenarios";
const BILLRUN = "BillRun, tests of its tax calculator";

const one = (source: string, amount: string, percent: string, expected: string, more: object = {}) => ({
  source: `${source}: ${amount} at ${percent}`,
  request: { levies: [tax("t", percent)], charges: [charge(amount, more)] },
  lines: [`t 1 ${expected}`],
});

const examples: readonly PublishedExample[] = [
  {
    source: `${FREESIDE}: 25.00 and 25.00 are rounded together, 4.13 and 4.12`,
    request: {
      levies: [tax("t1", "0.0825"), tax("t2", "0.08245")],
      charges: [charge("25.00"), charge("25.00", { id: "2" })],
      rounding: { level: "invoice" },
    },
    // 4.125 and 4.1225, a spare cent to the first line
    lines: ["t1 1 2.07", "t1 2 2.06", "t2 1 2.06", "t2 2 2.06"],
  },
  one(`${FREESIDE}, unused time`, "30.00", "0.1", "3.00"),
  one(`${FREESIDE}, a third of it is taken back: 11.00 in all`, "-10.00", "0.1", "-1.00"),
  one(`${LAGO}, credit_note_rounding`, "193.33", "0.25", "48.33"),
  one(`${LAGO}, credit_note_rounding`, "154.67", "0.25", "38.67"),
  one(`${LAGO}, credit_note_rounding`, "29.99", "0.2333", "7.00"),
  one(`${LAGO}, credit_note_rounding`, "25.71", "0.2333", "6.00"),
  one(`${LAGO}, credit_note_rounding`, "726.86", "0.20", "145.37"),
  one(`${LAGO}, credit_note_rounding`, "42.14", "0.20", "8.43"),
  one(`${LAGO}, taxes_on_invoice: 100.00 less its part of a coupon`, "95.00", "0.1", "9.50"),
  one(`${LAGO}, taxes_on_invoice: 30.00 less its part`, "28.50", "0.2", "5.70"),
  one(`${LAGO}, taxes_on_invoice: 20.00 less its part`, "19.00", "0.2", "3.80"),
  ...[
    ["2", "0.29"],
    ["1.80", "0.26"],
    ["1.76", "0.26"],
    ["1", "0.15"],
    ["1.70", "0.25"],
    ["1.75", "0.25"],
  ].map(([price = "", expected = ""]) =>
    one(`${BILLRUN}, 17 % in a rounded price`, price, "0.17", expected, { taxIncluded: true }),
  ),
  {
    source: `${BILLRUN}: a discount of 10.00 over a plan at 10 % and a service at 20 % gives back 0.50 and 1.00`,
    request: {
      levies: [
        tax("a", "0.1", { serviceClasses: ["plan"] }),
        tax("b", "0.2", { serviceClasses: ["service"] }),
      ],
      charges: [
        charge("-5.00", { id: "1#plan", partOf: "1", component: "plan", serviceClass: "plan" }),
        charge("-5.00", { id: "1#service", partOf: "1", component: "service", serviceClass: "service" }),
      ],
    },
    lines: ["a 1 -0.50", "b 1 -1.00"],
  },
];

describe("published examples of billing systems", () => {
  test.each(examples.map((example) => [example.source, example] as const))("%s", (_source, example) => {
    expect(published(example)).toEqual(example.lines);
  });

  test(`${LAGO}, coupons_breakdown: eight fees at 10 % and 20 %, coupons of 35.00 in all, 18.89 of tax`, () => {
    // Fee less its part of the coupons that reach it; what Lago prints for each is the same rounded by itself.
    const fees = [
      ["10.00", "6.7647059", "ten", "0.32"],
      ["20.00", "13.5294117", "twenty", "1.29"],
      ["30.00", "0.8823529", "ten", "2.91"],
      ["40.00", "1.1764706", "ten", "3.88"],
      ["10.00", "1.2647059", "ten", "0.87"],
      ["20.00", "2.5294118", "twenty", "3.49"],
      ["30.00", "3.7941176", "ten", "2.62"],
      ["40.00", "5.0588235", "ten", "3.49"],
    ] as const;
    const levies = [
      tax("ten", "0.1", { serviceClasses: ["ten"], authority: "Banking" }),
      tax("twenty", "0.2", { serviceClasses: ["twenty"], authority: "Banking" }),
    ];
    const charges = fees.flatMap(([fee, coupon, serviceClass], index) => [
      charge(fee, { id: `${index}#fee`, partOf: String(index), component: "fee", serviceClass }),
      charge(`-${coupon}`, {
        id: `${index}#coupon`,
        partOf: String(index),
        component: "coupon",
        serviceClass,
      }),
    ]);
    const exactly = answerTo({ levies, charges, rounding: { level: "jurisdiction" } });
    expect(exactly.total).toBe("18.89");
    const nets = fees.map(([fee, coupon, serviceClass], index) =>
      charge(toText(subtract(exact(fee), exact(coupon))), { id: String(index), serviceClass }),
    );
    const byItself = answerTo({ levies, charges: nets }).taxLines;
    expect(fees.map((_, index) => byItself.find((line) => line.charge === String(index))?.amount)).toEqual(
      fees.map(([, , , amount]) => amount),
    );
  });
});
