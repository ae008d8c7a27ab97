import { expect, it } from "vitest";
import { priceOf } from "../testing/price-of.ts";

/** getlago.com/docs/templates/per-transaction/stripe: 2.9 % of the amount and 0.30 a transaction */
const cards = { kind: "percentage", rate: "0.029", base: "1000", feePerEvent: "0.30" };
/** getlago.com/docs/guide/plans/charges/charge-models/percentage: 1.2 % and 0.10 each, 3 events and 500 free */
const transfers = {
  kind: "percentage",
  rate: "0.012",
  base: "1500",
  feePerEvent: "0.10",
  freeAmount: "500",
  freeEvents: "3",
};
const limited = { kind: "percentage", rate: "0.05", minimum: "2", maximum: "10" };

it.each([
  ["amount and events", cards, "5", "0", "30.5"],
  ["five events beside three before: the base is the same", cards, "5", "3", "1.5"],
  ["free amount and free events", transfers, "5", "0", "12.2"],
  ["fewer events than are free", transfers, "2", "0", "12"],
  ["a base below the free amount", { ...transfers, base: "499" }, "3", "0", "0"],
  ["without a base the quantity is the money", limited, "100", "0", "5"],
  ["a share that never ends", { kind: "percentage", rate: "1/3" }, "90", "0", "30"],
  ["raised to the minimum", limited, "39.99", "0", "2"],
  ["at the minimum", limited, "40", "0", "2"],
  ["at the maximum", limited, "200", "0", "10"],
  ["lowered to the maximum", limited, "201", "0", "10"],
  ["the rest up to the maximum", limited, "300", "150", "2.5"],
  ["the maximum wins over the minimum", { ...limited, minimum: "20" }, "1", "0", "10"],
  ["a credit mirrors it", cards, "-5", "0", "-30.5"],
])("%s", (_, model, quantity, before, price) => {
  expect(priceOf(model, quantity, before)).toBe(price);
});
