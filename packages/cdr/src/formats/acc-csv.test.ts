import { describe, expect, it } from "vitest";
import { callJson } from "../call-json.ts";
import { joinParts } from "../join-parts.ts";
import { oneAside, oneCall, readAll, sourceOf } from "../testing/read-all.ts";
import { surviveDamage } from "../testing/survive-damage.ts";

const settings = { format: "acc-csv" };
const HEADING =
  '"id","method","from_tag","to_tag","callid","sip_code","sip_reason","time","src_user","dst_user"\n';
const INVITE = '"1","INVITE","aaa","bbb","c1","200","OK","2026-04-07 10:03:10","3125550101","2125550142"\n';
const BYE = '"2","BYE","bbb","aaa","c1","200","OK","2026-04-07 10:04:22",NULL,NULL\n';

describe("an export of acc", () => {
  it.each([
    ["under its heading, times local to the server", settings, HEADING],
    [
      "without a heading, with its columns stated",
      { ...settings, columns: HEADING.trim().replaceAll('"', "").split(",") },
      "",
    ],
  ])("%s", (_, changed, heading) => {
    const { parts } = readAll(changed, heading + INVITE + BYE);
    const { call } = joinParts({ source: sourceOf(changed), parts, isOverdue: false });
    expect(call).not.toBeNull();
    if (call === null) return;
    expect(callJson(call, "x")).toMatchObject({
      from: "3125550101",
      to: "2125550142",
      answeredAt: "2026-04-07T14:03:10.000Z",
      releasedAt: "2026-04-07T14:04:22.000Z",
      billableMilliseconds: 72_000,
      keyDay: "2026-04-07",
    });
  });

  it("in the hour that autumn repeats an unanswered call stands, and pieces too where the zone has no such hour", () => {
    const night = (row: string) => row.replace("2026-04-07 10:", "2025-11-02 01:");
    const busy = oneCall(settings, HEADING + night(INVITE).replace("200", "486"));
    expect(busy).toMatchObject({ answered: false, billableMilliseconds: 0 });
    const first = { ...settings, zone: "Etc/GMT+4" };
    const { parts } = readAll(
      first,
      HEADING + night(INVITE) + BYE.replace("2026-04-07 10:", "2025-11-02 01:"),
    );
    const { call } = joinParts({ source: sourceOf(first), parts, isOverdue: false });
    expect(call?.billableMilliseconds).toBe(72_000);
  });

  it("the site's own columns are found by the headings that the source states", () => {
    const heading = HEADING.replace("src_user", "Caller").replace("dst_user", "billed_to");
    const stated = { ...settings, headings: { from: "caller", account: "Billed_To" } };
    const [invite] = readAll(stated, heading + INVITE).parts;
    expect(invite?.part.facts).toMatchObject({ from: "3125550101", accountHint: "2125550142", to: null });
  });

  it("of OpenSIPS, with whole calls and nulls of the database", () => {
    const columns = '"duration","ms_duration","setuptime","created"';
    const heading = HEADING.replace("\n", `,${columns}\n`);
    const row = INVITE.replace("\n", ',"72","71640","10","2026-04-07 10:03:00"\n');
    expect(callJson(oneCall(settings, heading + row), "x")).toMatchObject({
      startedAt: "2026-04-07T14:03:00.000Z",
      billableMilliseconds: 72_000,
    });
    const piece = INVITE.replace("\n", ',"0","0","0",NULL\n');
    expect(readAll(settings, heading + piece).parts).toHaveLength(1);
  });
});

describe("an export of acc_cdrs", () => {
  const heading = "id,start_time,end_time,duration,callid,from_tag,to_tag,from,to\n";
  const row = "1,2026-04-07 10:03:10,2026-04-07 10:04:22,71.640123,c1,aaa,bbb,3125550101,2125550142\n";
  const known = { ...settings, dialogStart: "answer" };

  it("has whole calls, exact to the millisecond", () => {
    expect(callJson(oneCall(known, heading + row), "x")).toMatchObject({
      keyIsWeak: false,
      startedAt: "2026-04-07T14:03:10.000Z",
      answeredAt: "2026-04-07T14:03:10.000Z",
      releasedAt: "2026-04-07T14:04:22.000Z",
      billableMilliseconds: 71_640,
    });
  });

  it("without a Call-ID the key is weak", () => {
    const bare = (heading + row).replace(",callid,from_tag,to_tag", "").replace(",c1,aaa,bbb", "");
    expect(oneCall(known, bare)).toMatchObject({ keyIsWeak: true, to: "2125550142" });
  });

  it("is refused while nobody says whether ringing is in the seconds, but where there are none", () => {
    expect(oneAside(settings, heading + row)).toMatchObject({
      reason: "DIALOG_START_UNKNOWN",
      milliseconds: 71_640,
      keyDay: "2026-04-07",
    });
    expect(oneCall(settings, heading + row.replace("71.640123", "0.000000"))).toMatchObject({
      answered: false,
    });
  });
});

describe("what is refused", () => {
  it.each([
    ["RECORD_COLUMNS", `${HEADING}1,INVITE,aaa\n`],
    ["RECORD_KIND", INVITE],
    ["RECORD_TIME", HEADING + INVITE.replace("2026-04-07", "07/04/2026")],
    ["RECORD_TIME_SKIPPED", HEADING + INVITE.replace("2026-04-07 10:", "2026-03-08 02:")],
    ["RECORD_TIME_TWICE", HEADING + INVITE.replace("2026-04-07 10:", "2025-11-02 01:")],
    ["RECORD_TIME_TWICE", HEADING + BYE.replace("2026-04-07 10:", "2025-11-02 01:")],
    ["RECORD_QUOTING", HEADING + BYE.replace('"bbb"', '"bbb')],
  ])("%s", (reason, text) => {
    expect(oneAside(settings, text)).toMatchObject({ bucket: "suspended", reason });
  });

  it("nothing is lost, whatever byte is wrong", () => surviveDamage(settings, HEADING + INVITE + BYE));
});
