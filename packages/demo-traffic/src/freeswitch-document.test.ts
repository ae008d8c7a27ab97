import { parseInstant } from "@tollwright/calendar";
import { expect, it } from "vitest";
import { freeswitchDocument, freeswitchFileName } from "./freeswitch-document.ts";
import type { PlannedCall } from "./planned-call.ts";

const CALL: PlannedCall = {
  source: "freeswitch-la",
  serial: 7,
  account: "wavecrest-support",
  category: "inbound",
  from: "+13125550142",
  to: "13235550101",
  callerName: "CAFÉ, 1",
  accountCode: "WAVECREST-01",
  peerAccountCode: "",
  trunkIn: "sofia/gateway/wavecrest-outbound",
  trunkOut: "sofia/gateway/carrier-la-1",
  startedAt: parseInstant("2026-04-07T14:03:10.400Z")!,
  ringMilliseconds: 8_300,
  talkMilliseconds: 61_950,
  outcome: "answered",
  isSpecial: false,
};
type Document = {
  readonly variables: Readonly<Record<string, string>>;
  readonly callflow: readonly { readonly caller_profile: Readonly<Record<string, string>> }[];
};
const parsed = (call: PlannedCall): Document =>
  JSON.parse(freeswitchDocument(call, "America/Los_Angeles")) as Document;

it("writes variables URL-encoded and the call flow as it is", () => {
  const { variables, callflow } = parsed(CALL);
  const { uuid, ...rest } = variables;
  expect(rest).toMatchObject({
    start_stamp: "2026-04-07%2007%3A03%3A10",
    sip_from_user: "%2B13125550142",
    caller_id: "%22CAF%C3%89,%201%22%20%3C%2B13125550142%3E",
    last_arg: "sofia/gateway/carrier-la-1/13235550101",
  });
  expect(callflow[0]).toMatchObject({ caller_profile: { caller_id_name: "CAFÉ, 1", uuid } });
  expect(freeswitchFileName(CALL)).toBe(`freeswitch-la/a_${uuid}.cdr.json`);
});

it("cuts each stamp to its second before it subtracts, and keeps milliseconds exact", () => {
  // Start 10.400, answer 18.700, end 80.650 after the minute: 80 − 10 = 70 s, 80 − 18 = 62 s, though 61,950 ms were spoken.
  const { variables } = parsed(CALL);
  expect(variables).toMatchObject({ duration: "70", billsec: "62", mduration: "70250", billmsec: "61950" });
  const { answer_uepoch: answer, end_uepoch: end } = variables;
  expect(Number(end) - Number(answer)).toBe(61_950_000);
});

it("has the epoch 0 and no stamp where nobody answered", () => {
  const { variables } = parsed({ ...CALL, outcome: "noAnswer", talkMilliseconds: 0 });
  expect(variables).toMatchObject({
    answer_epoch: "0",
    answer_uepoch: "0",
    billsec: "0",
    billmsec: "0",
    hangup_cause: "ORIGINATOR_CANCEL",
  });
  expect(variables).not.toHaveProperty("answer_stamp");
  expect(variables).not.toHaveProperty("bridge_channel");
});
