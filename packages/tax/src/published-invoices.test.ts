import { exact, sum, toText } from "@tollwright/money";
import { describe, expect, test } from "vitest";
import { charge, tax } from "./testing/published-example.ts";
import { answerTo } from "./testing/requests.ts";

/*
 * Invoices that standards bodies published with their value-added tax: the European Committee for Standardization's examples of EN 16931,
 * and Sweden's of Peppol BIS Billing 3. Their tax is of the sum of a category (BR-CO-17), so it is rounded for the invoice.
 */

type Published = {
  readonly source: string;
  /** By rate: net amounts of the lines; what is deducted from the whole is a line, too. */
  readonly lines: Readonly<Record<string, readonly string[]>>;
  /** By rate: the tax that is printed. */
  readonly taxes: Readonly<Record<string, string>>;
  readonly places?: number;
};

const EN = "EN 16931";
const BIS = "Peppol BIS Billing 3, Sweden";

const invoices: readonly Published[] = [
  {
    source: `${EN}, example 1: groceries at 6 % and 21 %`,
    lines: { "0.06": ["183.23"], "0.21": ["46.37"] },
    taxes: { "0.06": "10.99", "0.21": "9.74" },
  },
  {
    source: `${EN}, example 2: 25 %, 15 % and exempt, with an allowance and a charge of 100 each`,
    lines: { "0.25": ["1273.00", "187.50", "-100.00", "100.00"], "0.15": ["-3.96", "4.96"], "0": ["-25.00"] },
    taxes: { "0.25": "365.13", "0.15": "0.15", "0": "0.00" },
  },
  {
    source: `${EN}, example 3: subscriptions and a freight charge`,
    lines: { "0.25": ["800.00", "100.00"], "0.1": ["800.00"] },
    taxes: { "0.25": "225.00", "0.1": "80.00" },
  },
  {
    source: `${EN}, example 4: 25 % and 12 %`,
    lines: { "0.25": ["1000.00", "500.00"], "0.12": ["2500.00"] },
    taxes: { "0.25": "375.00", "0.12": "300.00" },
  },
  { source: `${EN}, example 8: 908.91 at 21 %`, lines: { "0.21": ["908.91"] }, taxes: { "0.21": "190.87" } },
  { source: `${EN}, example 9: 147 at 21 %`, lines: { "0.21": ["147"] }, taxes: { "0.21": "30.87" } },
  {
    source: `${EN}, forint without decimals: three lines at 27 %`,
    lines: { "0.27": ["21389", "23440", "24351"] },
    taxes: { "0.27": "18679" },
    places: 0,
  },
  {
    source: `${EN}, issue 116: three rates and an exempt line`,
    lines: { "0.06": ["100"], "0.12": ["50", "150"], "0.25": ["400"], "0": ["0"] },
    taxes: { "0.06": "6.00", "0.12": "24.00", "0.25": "100.00", "0": "0.00" },
  },
  { source: `${EN}, a discounted price`, lines: { "0.25": ["12.12"] }, taxes: { "0.25": "3.03" } },
  {
    source: `${EN}, Italy's split payment: 22 % that the buyer pays to the state`,
    lines: { "0.22": ["1246.00"] },
    taxes: { "0.22": "274.12" },
  },
  {
    // Each line rounded by itself would come to 207.77.
    source: `${BIS}, a mobile telephone bill of 12 lines`,
    lines: {
      "0.25": [
        ...["53.90", "0", "22.80", "205.75", "45", "192.02", "79.67", "10", "49.56", "22.32", "50", "100"],
      ],
    },
    taxes: { "0.25": "207.76" },
  },
  {
    source: `${BIS}, electricity grid: three lines`,
    lines: { "0.25": ["390.82", "467.78", "703.79"] },
    taxes: { "0.25": "390.60" },
  },
  {
    source: `${BIS}, electricity: a fee that is no supply beside it`,
    lines: { "0.25": ["593.99"], "0": ["50"] },
    taxes: { "0.25": "148.50", "0": "0.00" },
  },
  {
    source: `${BIS}, taxi: three journeys at 6 %`,
    lines: { "0.06": ["130.19", "143.40", "433.71"] },
    taxes: { "0.06": "42.44" },
  },
  {
    source: `${BIS}, journeys: two rates`,
    lines: { "0.25": ["150"], "0.06": ["856"] },
    taxes: { "0.25": "37.50", "0.06": "51.36" },
  },
  {
    source: `${BIS}, copying`,
    lines: { "0.25": ["2770", "2242.42"] },
    taxes: { "0.25": "1253.11" },
  },
  {
    source: `${BIS}, goods with 1,912 of allowances and 1,020 of charges`,
    lines: { "0.25": ["10200", "-640", "-1912", "1020"] },
    taxes: { "0.25": "2167.00" },
  },
  {
    source: `${BIS}, the same credited as a negative invoice`,
    lines: { "0.25": ["-10200", "640", "1912", "-1020"] },
    taxes: { "0.25": "-2167.00" },
  },
];

const levyOf = (rate: string) => `vat ${rate}`;

describe("published invoices with value-added tax", () => {
  test.each(invoices.map((invoice) => [invoice.source, invoice] as const))("%s", (_, invoice) => {
    const rates = Object.keys(invoice.lines);
    const charges = Object.entries(invoice.lines).flatMap(([rate, amounts]) =>
      amounts.map((amount, index) => charge(amount, { id: `${rate} ${index}`, serviceClass: rate })),
    );
    const { taxLines } = answerTo({
      levies: rates.map((rate) => tax(levyOf(rate), rate, { serviceClasses: [rate] })),
      charges,
      rounding: { level: "invoice", places: invoice.places ?? 2 },
    });
    const taxOf = (rate: string) =>
      sum(taxLines.filter(({ levy }) => levy === levyOf(rate)).map(({ amount }) => exact(amount)));
    expect(Object.fromEntries(rates.map((rate) => [rate, toText(taxOf(rate))]))).toEqual(
      Object.fromEntries(rates.map((rate) => [rate, toText(exact(invoice.taxes[rate] ?? "0"))])),
    );
  });
});
