import { parseInstant } from "@tollwright/calendar";
import { expect, it } from "vitest";
import { asteriskLine } from "./asterisk-line.ts";
import type { PlannedCall } from "./planned-call.ts";

const CALL: PlannedCall = {
  source: "asterisk-chi",
  serial: 41_300,
  account: "lakeshore-supply",
  category: "interstate",
  from: "+13125550142",
  to: "+16035550181",
  callerName: 'THE "GOOD" OVEN, LLC',
  accountCode: "lakeshore-supply",
  peerAccountCode: "",
  trunkIn: "PJSIP/lakeshore-chicago",
  trunkOut: "PJSIP/carrier-chi-1",
  startedAt: parseInstant("2026-04-07T14:03:10.400Z")!,
  ringMilliseconds: 8_300,
  talkMilliseconds: 61_950,
  outcome: "answered",
  isSpecial: false,
};

it("writes 21 columns as cdr_csv does: doubled quotes, bare numbers, times of the switch's zone", () => {
  // 14:03:10.4 UTC is 09:03:10 in Chicago; + 8.3 s is 18.7, + 61.95 s is 80.65: 09:04:20. Whole seconds: 70 and 61.
  expect(asteriskLine(CALL, "America/Chicago")).toBe(
    '"lakeshore-supply","+13125550142","+16035550181","from-customer","""THE ""GOOD"" OVEN, LLC"" <+13125550142>",' +
      '"PJSIP/lakeshore-chicago-000142a8","PJSIP/carrier-chi-1-000142a9","Dial","PJSIP/+16035550181@carrier-chi-1,60",' +
      '"2026-04-07 09:03:10","2026-04-07 09:03:18","2026-04-07 09:04:20",70,61,"ANSWERED","DOCUMENTATION",' +
      '"1775570590.82600","","","1775570590.82600",41300',
  );
});

it("leaves the answer empty and unquoted where nobody answered", () => {
  const busy: PlannedCall = {
    ...CALL,
    outcome: "busy",
    ringMilliseconds: 1_200,
    talkMilliseconds: 0,
    callerName: "",
  };
  expect(asteriskLine(busy, "America/Chicago")).toContain(
    '"+13125550142",' + '"PJSIP/lakeshore-chicago-000142a8"',
  );
  expect(asteriskLine(busy, "America/Chicago")).toContain(
    '"2026-04-07 09:03:10",,"2026-04-07 09:03:11",1,0,"BUSY"',
  );
});

it("writes no second channel where all channels were taken", () => {
  const refused: PlannedCall = {
    ...CALL,
    outcome: "noChannel",
    trunkOut: null,
    ringMilliseconds: 0,
    talkMilliseconds: 0,
  };
  expect(asteriskLine(refused, "America/Chicago")).toContain(
    '"PJSIP/lakeshore-chicago-000142a8","","Congestion","5","2026-04-07 09:03:10",,"2026-04-07 09:03:10",0,0,"FAILED"',
  );
});
