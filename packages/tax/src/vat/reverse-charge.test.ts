import { expect, test } from "vitest";
import { answerTo, lineTexts } from "../testing/requests.ts";

const vat = {
  id: "vat-xx",
  kind: "tax",
  family: "vat",
  form: { percent: "0.2" },
  jurisdiction: { level: "country", country: "XX" },
  reverseCharge: {
    crossBorder: { note: "Reverse charge." },
    domestic: { note: "Wholesale.", buyerKinds: ["reseller"], serviceClasses: ["voip"], from: "2016-02-01" },
  },
};
const request = (seller: object | null, buyer: object, charge: object = {}) => ({
  billDate: "2026-05-01",
  ...(seller ? { seller: { place: seller } } : {}),
  buyer,
  charges: [{ id: "1", amount: "100.00", serviceClass: "voip", place: { country: "XX" }, ...charge }],
  levies: [vat],
});

const business = { kind: "business", taxNumber: "XX1" };
const reseller = { kind: "reseller", taxNumber: "XX1" };
const charged = ["vat-xx 1 100 20.00"];
const reversed = ["vat-xx 1 0 0.00"];

test.each([
  ["a business from abroad", { country: "YY" }, business, {}, reversed],
  [
    "a government body with a number",
    { country: "YY" },
    { kind: "government", taxNumber: "XX1" },
    {},
    reversed,
  ],
  ["a business of no stated kind, with a number", { country: "YY" }, { taxNumber: "XX1" }, {}, reversed],
  ["a business without a number", { country: "YY" }, { kind: "business" }, {}, charged],
  [
    "a consumer, whatever number he gives",
    { country: "YY" },
    { kind: "residential", taxNumber: "XX1" },
    {},
    charged,
  ],
  ["a business at home", { country: "XX" }, business, {}, charged],
  ["the seller's country is not known", null, business, {}, charged],
  ["a carrier at home", { country: "XX" }, reseller, {}, reversed],
  [
    "a carrier at home, on the day before the rule",
    { country: "XX" },
    reseller,
    { billDate: "2016-01-31" },
    charged,
  ],
  [
    "a carrier at home, on the day of the rule",
    { country: "XX" },
    reseller,
    { billDate: "2016-02-01" },
    reversed,
  ],
  [
    "a carrier at home buys broadband",
    { country: "XX" },
    reseller,
    { serviceClass: "internetAccess" },
    charged,
  ],
  ["a carrier without a number", { country: "XX" }, { kind: "reseller" }, {}, charged],
])("%s", (_, seller, buyer, charge, lines) => {
  expect(lineTexts(request(seller, buyer, charge))).toEqual(lines);
});

test("a line under reverse charge shows the rate, the amount, the customer's number and why", () => {
  const [line] = answerTo(request({ country: "YY" }, business)).taxLines;
  expect(line).toMatchObject({
    rate: "0.2",
    exempt: "100",
    amount: "0.00",
    certificate: "XX1",
    noTax: "reverseCharge",
  });
});

test("what other certificates exempt stays theirs", () => {
  const certificate = { certificate: "C", kind: "embassy", families: ["vat"] };
  const [line] = answerTo(request({ country: "XX" }, { ...business, exemptions: [certificate] })).taxLines;
  expect([line?.certificate, line?.noTax]).toEqual(["C", "exempt"]);
});

const half = (id: string, sellerIn: string) => ({
  id,
  kind: "tax",
  form: { percent: id === "igst" ? "0.18" : "0.09" },
  jurisdiction: { level: "country", country: "IN" },
  sellerIn,
});

test.each([
  ["in one state", { country: "IN", state: "KA" }, ["cgst 1 100 9.00", "sgst 1 100 9.00"]],
  ["in two states", { country: "IN", state: "MH" }, ["igst 1 100 18.00"]],
  ["abroad", { country: "YY", state: "KA" }, ["igst 1 100 18.00"]],
])("seller and place %s", (_, place, lines) => {
  const asked = {
    seller: { place },
    charges: [{ id: "1", amount: "100.00", place: { country: "IN", state: "KA" } }],
    levies: [half("cgst", "sameState"), half("sgst", "sameState"), half("igst", "otherState")],
  };
  expect(lineTexts(asked)).toEqual(lines);
});
