import { describe, expect, it } from "vitest";
import { callJson } from "../call-json.ts";
import { oneAside, oneCall, readAll } from "../testing/read-all.ts";
import { surviveDamage } from "../testing/survive-damage.ts";

const settings = {
  format: "freeswitch-xml",
  zone: "America/Los_Angeles",
  carrierTrunks: ["sofia/gateway/carrier-la"],
};

/** An answered call of 67.54 s at 2026-04-07 07:03:04.534 in Los Angeles; values are URL-encoded, and one name repeats. */
const VARIABLES = {
  direction: "inbound",
  uuid: "3da8bf84-c133-4959-9e24-000000000001",
  channel_name: "sofia/internal/1001%40pbx.example",
  accountcode: "acme%20west",
  last_app: "bridge",
  last_arg: "sofia/gateway/carrier-la/12125550100",
  start_stamp: "2026-04-07%2007%3A03%3A04",
  answer_stamp: "2026-04-07%2007%3A03%3A07",
  end_stamp: "2026-04-07%2007%3A04%3A15",
  start_uepoch: "1775570584534355",
  answer_uepoch: "1775570587954373",
  end_uepoch: "1775570655494269",
  duration: "71",
  billsec: "68",
  mduration: "70960",
  billmsec: "67540",
  hangup_cause: "NORMAL_CLEARING",
};
const profile = (from: string, to: string, more = "") =>
  `<callflow dialplan="XML"><caller_profile><caller_id_number>${from}</caller_id_number>
   <destination_number>
     ${to}
   </destination_number>${more}</caller_profile></callflow>`;
const FLOW = profile("13235550142", "12125550100");

function documentOf(change: Partial<typeof VARIABLES> & Record<string, string> = {}, flow = FLOW): string {
  const all = Object.entries({ ...VARIABLES, ...change });
  const variables = all.map(([name, value]) => `<${name}>${value}</${name}>`).join("\n");
  return `<?xml version="1.0"?>
<cdr core-uuid="x"><channel_data><direction>inbound
</direction></channel_data>
<variables>${variables}<uuid>another</uuid></variables>${flow}</cdr>\n`;
}

describe("a document becomes a call", () => {
  it("one A leg", () => {
    expect(callJson(oneCall(settings, documentOf()), "a_1.cdr.xml")).toMatchObject({
      keyIsWeak: false,
      keyDay: "2026-04-07",
      from: "13235550142",
      to: "12125550100",
      startedAt: "2026-04-07T14:03:04.534Z",
      answeredAt: "2026-04-07T14:03:07.954Z",
      releasedAt: "2026-04-07T14:04:15.494Z",
      billableMilliseconds: 68_000,
      answered: true,
      releaseCause: "NORMAL_CLEARING",
      direction: "outbound",
      trunkIn: "sofia/internal",
      trunkOut: "sofia/gateway/carrier-la",
      accountHint: "acme west",
    });
  });

  it("the same document as JSON is the same call with the same content", () => {
    const json = JSON.stringify({
      variables: VARIABLES,
      callflow: [{ caller_profile: { caller_id_number: "13235550142", destination_number: "12125550100" } }],
    });
    const { record: _, ...call } = oneCall(settings, documentOf());
    expect(oneCall({ ...settings, format: "freeswitch-json" }, json)).toMatchObject(call);
  });

  it.each([
    ["milliseconds", { billingBase: "milliseconds" }, documentOf(), { billableMilliseconds: 67_540 }],
    ["unanswered", {}, documentOf({ answer_uepoch: "0", billsec: "0" }), { answered: false }],
    ["a transfer", {}, documentOf({}, profile("1001", "2002") + FLOW), { to: "12125550100" }],
    [
      "no callflow",
      {},
      documentOf({ sip_from_user: "5", sip_req_user: "911" }, ""),
      { from: "5", to: "911" },
    ],
  ])("%s", (_, source, text, expected) => {
    expect(oneCall({ ...settings, ...source }, text)).toMatchObject(expected);
  });

  it("a B leg is told by the profile that asked for it", () => {
    const bLeg = documentOf({}, profile("1", "2", "<originator><x/></originator>"));
    expect(oneAside(settings, bLeg)).toMatchObject({ bucket: "ignored", reason: "OTHER_LEG" });
    expect(oneAside({ ...settings, billedLeg: "b" }, documentOf()).reason).toBe("OTHER_LEG");
    expect(oneCall({ ...settings, billedLeg: "b" }, bLeg).to).toBe("2");
  });
});

describe("bodies that were posted", () => {
  const base64 = btoa(documentOf());
  it.each([
    ["as they are", documentOf()],
    ["as a field", `cdr=${documentOf()}`],
    ["URL-encoded", `cdr=${encodeURIComponent(documentOf())}`],
    ["in base64 with the zeros that the module adds", `cdr=${btoa(`${documentOf()}\0\0`)}`],
    ["in base64 that was URL-encoded", encodeURIComponent(base64)],
  ])("%s", (_, body) => {
    const { record: _place, ...plain } = oneCall(settings, documentOf());
    expect(oneCall(settings, body)).toMatchObject(plain);
  });
});

describe("what is refused", () => {
  it.each([
    ["RECORD_NOT_XML", documentOf().slice(0, -10)],
    ["RECORD_NOT_XML", "<cdr><variable/></cdr>"],
    ["RECORD_NOT_XML", documentOf().replace("</uuid>", "</uid>")],
    ["RECORD_NOT_XML", "cdr=nothing"],
    ["RECORD_TIME", documentOf({ start_uepoch: "0", start_stamp: "" })],
    ["RECORD_DURATION", documentOf({ billsec: "72" })],
    ["RECORD_NO_KEY", documentOf({ uuid: "" })],
  ])("%s", (reason, text) => expect(oneAside(settings, text)).toMatchObject({ bucket: "suspended", reason }));

  it("a document that is cut off does not take the next with it", () => {
    const text = documentOf().slice(0, -10) + documentOf({ uuid: "other" }).replace(/<\?.*\?>/, "");
    expect(readAll(settings, text)).toMatchObject({ calls: [{}], setAside: [{ reason: "RECORD_NOT_XML" }] });
  });

  it("nothing is lost, whatever byte is wrong", () => surviveDamage(settings, documentOf()));
});
