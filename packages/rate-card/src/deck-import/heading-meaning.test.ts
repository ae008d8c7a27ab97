import { expect, it } from "vitest";
import { meaningOfHeading } from "./heading-meaning.ts";

it.each([
  ["Increment (sec)", "incrementSeconds"],
  ["Next Period (s)", "incrementSeconds"],
  ["2nd Interval", "incrementSeconds"],
  ["Subsequent", "incrementSeconds"],
  ["Second Increment", "incrementSeconds"],
  ["Min Duration (sec)", "initialSeconds"],
  ["1st Interval", "initialSeconds"],
  ["interval_1", "initialSeconds"],
  ["MinTime", "initialSeconds"],
  ["Minimum", "initialSeconds"],
  ["Minimum Charge", "notBilled"],
  ["Billing Increment", "increments"],
  ["Billing Inc.", "increments"],
  ["Eff. Date", "effectiveFrom"],
  ["EffectiveDate", "effectiveFrom"],
  ["USD/Min", "ratePerMinute"],
  ["IndJur", "indeterminate"],
  ["Country Code (CC)", "countryCode"],
  ["Dialing Prefix", "prefix"],
  ["Setup Charge", "notBilled"],
  ["Call Setup Fee", "connectFee"],
  // Kazoo, applications/tasks/doc/rates.md: the surcharge is due on connect, and `pvt_` is what the operator pays himself.
  ["rate_surcharge", "connectFee"],
  ["rate_nocharge_time", "notBilled"],
  ["pvt_rate_cost", "notBilled"],
  ["Remarks", null],
])("%s: %s", (heading, meaning) => {
  expect(meaningOfHeading(heading)).toBe(meaning);
});
