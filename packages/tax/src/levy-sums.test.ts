import { expect, test } from "vitest";
import { levySums } from "./levy-sums.ts";
import { answerTo } from "./testing/requests.ts";

test("records are added up by levy and jurisdiction, over as many invoices as come", () => {
  const invoice = (state: string, amount: string) =>
    answerTo({
      place: { state },
      charges: [{ id: "1", amount }],
      levies: [
        { id: "trs", kind: "passThrough", name: "TRS", form: { percent: "0.0005" } },
        {
          id: "fee",
          kind: "tax",
          jurisdiction: { state },
          form: { percent: "1/3" },
          rounding: { mode: "none" },
        },
      ],
    }).taxLines.map(({ record }) => record);
  const sums = levySums();
  // 100.00 × 0.0005 = 0.05; 40.00 × 0.0005 = 0.02. A third of 100 and of 40 never ends.
  sums.add(invoice("ZZ", "100.00"));
  sums.add(invoice("YY", "40.00"));
  sums.add([]);
  expect(sums.all()).toEqual([
    { levy: "fee", name: "fee", jurisdiction: "US / YY", base: "40", amount: "13.33333333333333333333" },
    { levy: "fee", name: "fee", jurisdiction: "US / ZZ", base: "100", amount: "33.33333333333333333333" },
    { levy: "trs", name: "TRS", jurisdiction: "US", base: "140", amount: "0.07" },
  ]);
});
