import { instantText } from "@tollwright/calendar";
import { describe, expect, it } from "vitest";
import { callJson } from "../call-json.ts";
import { oneAside, oneCall, readAll } from "../testing/read-all.ts";
import { surviveDamage } from "../testing/survive-damage.ts";

const settings = { format: "asterisk-custom", carrierTrunks: ["PJSIP/carrier"] };

/** An answered call of 72 s at 10:03 in New York, in the order that Asterisk ships with. */
const CELLS = {
  clid: '"""Ann, 2nd"" <13125550142>"',
  src: '"13125550142"',
  dst: '"12125550100"',
  dcontext: '"default"',
  channel: '"PJSIP/acme-0000a1b2"',
  dstchannel: '"PJSIP/carrier-0000a1b3"',
  lastapp: '"Dial"',
  lastdata: '"PJSIP/12125550100@carrier,60"',
  start: '"2026-04-07 10:03:00"',
  answer: '"2026-04-07 10:03:10"',
  end: '"2026-04-07 10:04:22"',
  duration: '"82"',
  billsec: '"72"',
  disposition: '"ANSWERED"',
  amaflags: '"DOCUMENTATION"',
  accountcode: '"acme"',
  uniqueid: '"1775570580.17"',
  userfield: '""',
  sequence: "17",
};
type Cells = Partial<typeof CELLS>;
const line = (cells: Cells = {}) => `${Object.values({ ...CELLS, ...cells }).join(",")}\n`;

describe("the map that Asterisk ships with", () => {
  it("one answered call", () => {
    const call = oneCall(settings, line());
    expect(callJson(call, "Master.csv")).toMatchObject({
      keyIsWeak: false,
      keyDay: "2026-04-07",
      from: "13125550142",
      to: "12125550100",
      startedAt: "2026-04-07T14:03:00.000Z",
      answeredAt: "2026-04-07T14:03:10.000Z",
      releasedAt: "2026-04-07T14:04:22.000Z",
      billableMilliseconds: 72_000,
      answered: true,
      releaseCause: "ANSWERED",
      direction: "outbound",
      trunkIn: "PJSIP/acme",
      trunkOut: "PJSIP/carrier",
      accountHint: "acme",
    });
  });

  it("the same call has the key and content that it has in cdr_csv's file: a source may change from one to the other", () => {
    const { clid, accountcode, uniqueid, userfield, sequence, src, dst, dcontext, ...rest } = CELLS;
    const before = [accountcode, src, dst, dcontext, clid];
    const master = [...before, ...Object.values(rest), uniqueid, userfield, '""', uniqueid, sequence];
    const inMaster = oneCall({ ...settings, format: "asterisk-csv" }, `${master.join(",")}\n`);
    const { callKey, contentHash } = oneCall(settings, line());
    expect([callKey, contentHash]).toEqual([inMaster.callKey, inMaster.contentHash]);
  });

  it.each([
    ["unanswered", { answer: '""', billsec: '"0"', disposition: '"NO ANSWER"' }, false, 0],
    ["busy, and yet with times and seconds", { disposition: '"BUSY"' }, false, 0],
    ["answered for no time", { billsec: '"0"' }, true, 0],
    ["stamps that differ from the seconds by one", { billsec: '"71"', duration: '"81"' }, true, 71_000],
  ])("%s", (_, cells, answered, billableMilliseconds) => {
    expect(oneCall(settings, line(cells))).toMatchObject({ answered, billableMilliseconds });
  });

  it.each([
    ["RECORD_DURATION", { billsec: '"83"' }],
    ["RECORD_DURATION", { billsec: '""' }],
    ["RECORD_DURATION", { billsec: '"-1"' }],
    ["RECORD_TIME", { start: '""' }],
    ["RECORD_TIME", { start: '"04/07/26 10:03"' }],
    ["RECORD_TIME", { answer: '"soon"' }],
    ["RECORD_TIME", { answer: '""' }],
    ["RECORD_TIME_ORDER", { end: '"2026-04-07 10:03:09"' }],
    ["RECORD_TIME_SKIPPED", { start: '"2026-03-08 02:30:00"', answer: '""', disposition: '"BUSY"' }],
    ["RECORD_DISPOSITION", { disposition: '"PERHAPS"' }],
    ["NUMBER_CLIPPED", { src: '"1.31256E+10"' }],
    ["NUMBER_CLIPPED", { uniqueid: '"1.77557E+9"' }],
  ])("%s: %o", (reason, cells) => {
    expect(oneAside(settings, line(cells))).toMatchObject({ bucket: "suspended", reason });
  });

  it("a column too few is no record, one more is counted", () => {
    expect(oneAside(settings, line().replace(',""', "")).reason).toBe("RECORD_COLUMNS");
    expect(oneAside(settings, line({ sequence: "" }).trimEnd()).reason).toBe("RECORD_COLUMNS"); // cut off
    expect(readAll(settings, line({ sequence: '17,"new"' }))).toMatchObject({ extra: 1, calls: [{}] });
  });
});

describe("keys", () => {
  it.each([
    ["another sequence is another call", { sequence: "18" }, false],
    ["another end is another content of the same call", { end: '"2026-04-07 10:04:23"' }, true],
  ])("%s", (_, cells, isSame) => {
    const [one, other] = [oneCall(settings, line()), oneCall(settings, line(cells))];
    expect(one.callKey === other.callKey).toBe(isSame);
    expect(one.contentHash === other.contentHash).toBe(!("end" in cells));
  });

  it("without a sequence in the map another channel is another call", () => {
    const columns = Object.keys(CELLS).slice(0, -1);
    const text = (cells: Cells) => line({ ...cells, sequence: "" }).replace(/,\n$/, "\n");
    const [one, same, other] = [{}, { dst: '"5"' }, { channel: '"PJSIP/b-00000001"' }].map(
      (cells) => oneCall({ ...settings, columns }, text(cells)).callKey,
    );
    expect([same === one, other === one]).toEqual([true, false]);
  });

  it("without uniqueid the key is weak", () => {
    expect(oneCall(settings, line({ uniqueid: '""' })).keyIsWeak).toBe(true);
  });
});

describe("a map of one's own", () => {
  const columns = [
    "start",
    "answer",
    "end",
    "src",
    "dst",
    "note",
    "duration",
    "billsec",
    "disposition",
    "uniqueid",
  ];
  const own = { ...settings, columns };

  it("other order, tabs, backslashes, seconds since 1970 with a fraction, numbers for dispositions", () => {
    const source = { ...own, separator: "\t", escape: "backslash" };
    const cells = [
      "1775570580.250000",
      "1775570590.500000",
      "1775570662.123456",
      "13125550142",
      "12125550100",
    ];
    const text = [...cells, '"a \\"b\\"\\tc"', "81.873456", "71.623456", "8", "1775570580.17"].join("\t");
    const call = oneCall(source, `${text}\n`);
    expect(call).toMatchObject({ keyDay: "2026-04-07", answered: true, billableMilliseconds: 71_623 });
    expect(instantText(call.startedAt)).toBe("2026-04-07T14:03:00.250Z");
    expect(oneCall(source, text.replace("\t8\t", "\t4\t"))).toMatchObject({
      answered: false,
      releaseCause: "BUSY",
    });
  });

  it("without an answer column the disposition alone says that the call was answered", () => {
    const source = { ...settings, columns: ["start", "src", "dst", "duration", "billsec", "disposition"] };
    const call = oneCall(source, "2026-04-07 10:03:00,13125550142,12125550100,82,72,ANSWERED\n");
    expect(callJson(call, "x")).toMatchObject({
      keyIsWeak: true,
      startedAt: "2026-04-07T14:03:00.000Z",
      answeredAt: "2026-04-07T14:03:10.000Z",
      releasedAt: "2026-04-07T14:04:22.000Z",
    });
  });

  it("the answer of a call into the skipped hour is an instant all the same", () => {
    const source = { ...settings, columns: ["start", "src", "dst", "duration", "billsec", "disposition"] };
    const call = oneCall(source, "2026-03-08 01:59:50,13125550142,12125550100,82,72,ANSWERED\n");
    expect(callJson(call, "x").answeredAt).toBe("2026-03-08T07:00:00.000Z");
  });
});

describe("damaged files", () => {
  it("CR alone, CRLF, a mark at the top, no line end at the bottom", () => {
    const two = `${line()}${line({ sequence: "18" })}`;
    const whole = readAll(settings, two).calls.map(({ callKey }) => callKey);
    for (const text of [two.replaceAll("\n", "\r"), two.replaceAll("\n", "\r\n"), `\uFEFF${two}`, two.trim()])
      expect(readAll(settings, text).calls.map(({ callKey }) => callKey)).toEqual(whole);
  });

  it("nothing is lost, whatever byte is wrong", () => {
    surviveDamage(settings, `${line()}${line({ sequence: "18", answer: '""', disposition: '"BUSY"' })}`);
  });
});
