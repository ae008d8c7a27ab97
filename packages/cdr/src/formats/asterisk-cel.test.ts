import { describe, expect, it } from "vitest";
import { type CelLine, celChannel, celLine, celRead, celText, uniqueId } from "../testing/cel-text.ts";
import { oneAside, readAll } from "../testing/read-all.ts";
import { surviveDamage } from "../testing/survive-damage.ts";

const settings = { format: "asterisk-cel" };
const START: CelLine = {
  type: "CHAN_START",
  at: 0.250_123,
  id: 1,
  channel: "SIP/acme-0000a1b2",
  num: "13125550142",
  exten: "12125550100",
};

describe("an event is a piece of the call of its linkedid", () => {
  it("the beginning of the caller's channel dates the call", () => {
    const { parts, records } = celRead([START]);
    expect(records).toBe(1);
    expect(parts).toMatchObject([
      {
        keyDay: "2026-04-07",
        part: {
          role: "event",
          at: Date.parse("2026-04-07T14:03:00.250Z"),
          facts: { keyDay: "2026-04-07", startedAt: Date.parse("2026-04-07T14:03:00.250Z") },
          event: { type: "CHAN_START", group: uniqueId(1), uniqueId: uniqueId(1), micro: "123" },
        },
      },
    ]);
  });

  it("other events do not; all of one linkedid have one key, other linkedids others", () => {
    const { parts } = celRead([START, { ...START, type: "ANSWER", at: 2 }, { ...START, at: 3, id: 2 }]);
    expect(parts.map(({ part }) => part.facts.keyDay)).toEqual(["2026-04-07", null, null]);
    expect(parts.map(({ part }) => part.facts.answered)).toEqual([null, true, null]);
    expect(new Set(parts.map(({ callKey }) => callKey)).size).toBe(1);
    expect(celRead([{ ...START, id: 2, linked: 2 }]).parts[0]?.callKey).not.toBe(parts[0]?.callKey);
  });

  it("a channel stays with the call that it was dialled for, when calls are brought together", () => {
    const moved = { id: 3, channel: "SIP/b-00000003" };
    const { parts } = celRead([
      { ...moved, type: "CHAN_START", at: 1, linked: 2 },
      { ...moved, type: "HANGUP", at: 9, linked: 1 },
      { ...moved, type: "CHAN_END", at: 9.1, linked: 1 },
      { ...moved, type: "CHAN_END", at: 9.2, linked: 1 }, // after its end nothing is remembered
    ]);
    const groups = parts.map(({ part: { event: { group } = {} } }) => group);
    expect(groups).toEqual([2, 2, 2, 1].map(uniqueId));
  });

  it("LINKEDID_END marks, a heading is nothing, an unknown kind is a piece", () => {
    const heading =
      "eventtype,eventtime,name,num,ANI,RDNIS,DNID,exten,context,channame,appname,appdata,amaflags";
    const rest = ",accountcode,uniqueid,linkedid,bridgepeer,userfield,userdeftype,eventextra\n";
    const lines = celText([
      START,
      { ...START, type: "LINKEDID_END", at: 9 },
      { ...START, type: "MY_OWN", at: 8 },
    ]);
    const { parts, setAside, records } = readAll(settings, heading + rest + lines);
    expect([records, parts.length]).toEqual([3, 2]);
    expect(setAside).toMatchObject([{ bucket: "ignored", reason: "MARKER_RECORD", keyDay: "2026-04-07" }]);
  });

  it("local times and another map, with tabs and backslashes", () => {
    const columns = ["eventtime", "eventtype", "uniqueid", "linkedid", "channame", "num", "eventextra"];
    const source = { ...settings, columns, separator: "\t", escape: "backslash" };
    const row = `2026-04-07 10:03:00.250123\tCHAN_START\t${uniqueId(1)}\t${uniqueId(1)}\tSIP/a-00000001\t100\t"{\\"a\\"}"\n`;
    expect(readAll(source, row).parts).toMatchObject([
      { part: { at: Date.parse("2026-04-07T14:03:00.250Z"), event: { micro: "123", extra: '{"a"}' } } },
    ]);
  });
});

it("an export of the table `cel`: events of one millisecond, with a database's offset, are told apart", () => {
  const columns = ["eventtype", "eventtime", "cid_name", "num", "exten", "channame", "uniqueid", "linkedid"];
  const row = (type: string, time: string): string =>
    `${[type, `2026-04-07 10:03:${time}-04`, "", "100", "s", "PJSIP/a-00000001", uniqueId(1), uniqueId(1)].join(",")}\n`;
  const { parts } = readAll(
    { ...settings, columns },
    row("CHAN_START", "00.250123") + row("XIVO_INCALL", "00.250456"),
  );
  expect(parts.map(({ keyDay, part: { at, event } }) => [keyDay, at, event?.["micro"]])).toEqual([
    ["2026-04-07", Date.parse("2026-04-07T14:03:00.250Z"), "123"],
    ["2026-04-07", Date.parse("2026-04-07T14:03:00.250Z"), "456"],
  ]);
});

describe("what is refused", () => {
  const line = celLine(START);
  it.each([
    ["RECORD_TIME", line.replace(/"\d+\.250123"/, '"soon"')],
    ["RECORD_NO_KEY", line.replace('"CHAN_START"', '""')],
    ["RECORD_NO_KEY", line.replaceAll(uniqueId(1), "")],
    ["RECORD_COLUMNS", line.replace(',""', "")],
    ["NUMBER_CLIPPED", line.replace(uniqueId(1), "1.77557E+9")],
    ["DATE_OUT_OF_RANGE", line.replace(/"\d+\.250123"/, '"1335310195.513823"')],
  ])("%s", (reason, text) => expect(oneAside(settings, text)).toMatchObject({ bucket: "suspended", reason }));

  it("nothing is lost, whatever byte is wrong", () => {
    const channel = { id: 1, channel: "SIP/a-00000001", begin: 0, answer: 2, hangup: 9 };
    surviveDamage(settings, celText(celChannel(channel)));
  });
});
