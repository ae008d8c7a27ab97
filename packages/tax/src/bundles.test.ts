import { expect, test } from "vitest";
import { answerTo } from "./testing/requests.ts";

/*
 * A bundle of 60.00: voice 0.6, 36.00; internet access 0.4, 24.00. Sales tax names voice alone (47 USC 151 note, section 1106:
 * identified from books and records, internet access is not taxed), a fee is due once for the charge, and the first 30.00 of a charge
 * are free of an excise on both.
 */
const request = {
  place: { state: "ZZ" },
  levies: [
    { id: "sales", kind: "tax", serviceClasses: ["voip"], form: { percent: "0.10" } },
    { id: "fee", kind: "tax", form: { perUnit: { unit: "charge", amount: "1.00" } } },
    {
      ...{ id: "excise", kind: "tax", form: { percent: "0.05" } },
      exemptFirst: { amount: "30", per: "charge" },
    },
  ],
  charges: [
    { id: "b/voice", partOf: "b", component: "Voice", serviceClass: "voip", amount: "36.00" },
    { id: "b/internet", partOf: "b", component: "Internet", serviceClass: "internetAccess", amount: "24.00" },
  ],
};

test("a bundle is taxed by its components, under the id of the whole", () => {
  const { taxLines, charges, total } = answerTo(request);
  expect(
    taxLines.map(
      (line) => `${line.levy} ${line.charge}: ${line.record.charge.component} ${line.base} ${line.amount}`,
    ),
  ).toEqual([
    "sales b: Voice 36 3.60",
    "fee b: Voice 0 1.00",
    "fee b: Internet 0 0.00",
    "excise b: Voice 6 0.30",
    "excise b: Internet 24 1.20",
  ]);
  expect(charges).toEqual([{ id: "b", net: "60" }]);
  expect(total).toBe("6.10");
});
