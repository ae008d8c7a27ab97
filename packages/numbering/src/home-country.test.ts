import { expect, it } from "vitest";
import { classifyCall } from "./classify-call.ts";
import { compileExchangeTable } from "./exchange-table.ts";
import type { ReadAbroad } from "./home-country.ts";
import { compileLocalCallingAreas } from "./local-calling-areas.ts";
import { compileNumberingPlan } from "./numbering-plan.ts";

const { plan } = compileNumberingPlan({
  areaCodes: {
    file: "npa.csv",
    text: "npa,country,region,kind\n212,US,NY,geographic\n416,CA,ON,geographic\n876,JM,Jamaica,caribbean\n",
  },
  countryCodes: { file: "codes.csv", text: "country_code,main_region,note\n44,GB,\n49,DE,\n" },
});
const tables = {
  plan,
  exchanges: compileExchangeTable([]).exchanges,
  localAreas: compileLocalCallingAreas([]).areas,
};

/** Zenith, beside GB: 0 is a town, 00 abroad, 0800 toll-free; seven digits behind it. */
const zenith: ReadAbroad = (text) => {
  if (/^00\d{9,13}$/.test(text)) return { e164: text.slice(2), country: null, use: null };
  if (/^0800\d{4}$/.test(text)) return { e164: `44${text.slice(1)}`, country: "GB", use: "tollFree" };
  if (/^0\d{7}$/.test(text)) return { e164: `44${text.slice(1)}`, country: "GB", use: null };
  return null;
};

it.each([
  ["GB", "01234567", "441234567 domestic none"],
  ["GB", "08001234", "448001234 tollFree none"],
  ["GB", "0012125550100", "12125550100 international international"],
  ["GB", "0018765550100", "18765550100 international international"],
  ["GB", "004930123456", "4930123456 international international"],
  ["GB", "112", "null emergency none"],
  ["GB", "911", "null emergency none"],
  ["GB", "2125550100", "null invalid indeterminate"],
  ["JM", "8765550100", "18765550100 domestic none"], // an island asks the North American plan
  ["JM", "2125550100", "12125550100 international international"],
  ["CA", "4165550100", "14165550100 domestic indeterminate"], // the caller is no Canadian
  ["US", "01234567", "null invalid indeterminate"],
])("at home in %s, %s is %s", (country, to, expected) => {
  const call = {
    ...{ from: null, dialed: null, lrn: null, jip: null, chargeNumber: null, oli: null, day: null },
    ...{ to, inbound: false, home: { country, npa: null } },
  };
  const { toE164, kind, jurisdiction } = classifyCall(call, tables, zenith);
  expect(`${toE164} ${kind} ${jurisdiction}`).toBe(expected);
});
