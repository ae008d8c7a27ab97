import { describe, expect, test } from "vitest";
import { charge, type PublishedExample, published, tax } from "./testing/published-example.ts";
import { answerTo } from "./testing/requests.ts";

/* Amounts that makers of shop and till systems hold their own arithmetic to. */

const ORO = "OroCommerce, tests of its tax calculators";
const counties = [
  ["Finney County", "17.21", "0.0765", "1.32", "1.22"],
  ["Fremont County", "59.04", "0.05", "2.95", "2.81"],
  ["Tulare County", "14.41", "0.08", "1.15", "1.07"],
  ["McLean County", "35.88", "0.0625", "2.24", "2.11"],
  ["a whole", "15.98", "1", "15.98", "7.99"],
  ["twice the price", "15.98", "2", "31.96", "10.65"],
  ["nearly a whole", "15.98", "0.99", "15.82", "7.95"],
  ["a thousandth", "15.98", "0.001", "0.02", "0.02"],
  ["three two-thousandths", "15.98", "0.0015", "0.02", "0.02"],
] as const;

const oro: readonly PublishedExample[] = counties.flatMap(([place, price, percent, above, inside]) => [
  {
    source: `${ORO}: ${place}, ${percent} on top of ${price}`,
    request: { levies: [tax("t", percent)], charges: [charge(price)] },
    lines: [`t 1 ${above}`],
  },
  {
    source: `${ORO}: ${place}, ${percent} in ${price}`,
    request: { levies: [tax("t", percent)], charges: [charge(price, { taxIncluded: true })] },
    lines: [`t 1 ${inside}`],
  },
]);

const MENUMATE = "MenuMate, tests of its bill calculator";
const fourPlaces = { places: 4 };
const service = tax("service", "0.1", { kind: "sellerFee" });
const onService = tax("on-service", "0.1", { portion: "none", baseIncludes: ["service"] });
/** Taxes of 12 % and 15 %, side by side, or the second on the first, too. */
const side = [tax("t12", "0.12"), tax("t15", "0.15")];
const stacked = [tax("t12", "0.12"), tax("t15", "0.15", { baseIncludes: ["t12"] })];
const bill = (
  source: string,
  amount: string,
  levies: readonly object[],
  taxIncluded: true | readonly string[],
  lines: readonly string[],
): PublishedExample => ({
  source: `${MENUMATE}: ${source}`,
  request: { rounding: fourPlaces, levies, charges: [charge(amount, { taxIncluded })] },
  lines,
});

const menuMate: readonly PublishedExample[] = [
  bill(
    "110 with taxes of 12 % and 15 % and a service charge of 10 % in it",
    "110",
    [...side, service],
    true,
    [...["t12 1 9.6350", "t15 1 12.0438", "service 1 8.0292"]],
  ),
  bill(
    "200 with taxes of 12 % and, on that, 15 %, and the service charge",
    "200",
    [...stacked, service],
    true,
    [...["t12 1 17.2911", "t15 1 24.2075", "service 1 14.4092"]],
  ),
  bill(
    "110 with the service charge alone in it, the taxes on top",
    "110",
    [...side, service],
    ["service"],
    [...["t12 1 12.0000", "t15 1 15.0000", "service 1 10.0000"]],
  ),
  bill(
    "the same, one tax on the other",
    "110",
    [...stacked, service],
    ["service"],
    [...["t12 1 12.0000", "t15 1 16.8000", "service 1 10.0000"]],
  ),
  bill(
    "82.50 after discounts, taxes on top",
    "82.5",
    [...side, service],
    ["service"],
    [...["t12 1 9.0000", "t15 1 11.2500", "service 1 7.5000"]],
  ),
  bill("153 after discounts of 10 % and 15 %, all in it", "153", [...side, service], true, [
    ...["t12 1 13.4015", "t15 1 16.7518", "service 1 11.1679"],
  ]),
  bill("the same, one tax on the other", "153", [...stacked, service], true, [
    ...["t12 1 13.2277", "t15 1 18.5187", "service 1 11.0231"],
  ]),
  bill("84.15 after discounts, without taxes", "84.15", [tax("t12", "0"), service], true, [
    ...["t12 1 0.0000", "service 1 7.6500"],
  ]),
  bill(
    "138 with a tax of 10 % on the service charge in it, too",
    "138",
    [...side, service, onService],
    true,
    [...["t12 1 12.0000", "t15 1 15.0000", "service 1 10.0000", "on-service 1 1.0000"]],
  ),
  bill("200, the same, one tax on the other", "200", [...stacked, service, onService], true, [
    ...["t12 1 17.1674", "t15 1 24.0343", "service 1 14.3062", "on-service 1 1.4306"],
  ]),
  bill(
    "112 with a tax of 12 % in it, the service charge on top",
    "112",
    [tax("t12", "0.12"), service],
    ["t12"],
    [...["t12 1 12.0000", "service 1 10.0000"]],
  ),
  bill(
    "50 with a tax of 12 % in it, the service charge on top",
    "50",
    [tax("t12", "0.12"), service],
    ["kind:tax"],
    [...["t12 1 5.3571", "service 1 4.4643"]],
  ),
  bill(
    "rupiah: 250,000,000 with 12 % in it, a service charge on top",
    "250000000",
    [tax("t12", "0.12"), service],
    ["t12"],
    [...["t12 1 26785714.2857", "service 1 22321428.5714"]],
  ),
];

describe.each([
  ["OroCommerce", oro],
  ["MenuMate", menuMate],
])("published examples of shops and tills: %s", (_, examples) => {
  test.each(examples.map((example) => [example.source, example] as const))("%s", (_source, example) => {
    expect(published(example)).toEqual(example.lines);
  });
});

test(`${MENUMATE}: the net of 110 with the service charge in it is 100`, () => {
  const charges = [charge("110", { taxIncluded: ["service"] })];
  expect(answerTo({ levies: [...side, service], charges }).charges).toEqual([{ id: "1", net: "100" }]);
});
