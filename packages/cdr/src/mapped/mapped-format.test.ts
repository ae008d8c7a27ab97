import { type Instant, instantText, parseInstant } from "@tollwright/calendar";
import { describe, expect, it } from "vitest";
import type { Call } from "../call.ts";
import { openReader } from "../read-records.ts";
import { oneAside, oneCall, readAll, sourceOf } from "../testing/read-all.ts";
import { surviveDamage } from "../testing/survive-damage.ts";

/** A carrier's CSV with a heading: one answered call of 72 s that took 10 s to be answered. */
const HEADING = "id,from,to,start,answer,end,ring,total,seconds,status";
const CALL = {
  id: "c1",
  from: "13125550142",
  to: "12125550100",
  start: "07/04/2026 10:03:00",
  answer: "07/04/2026 10:03:10",
  end: "07/04/2026 10:04:22",
  ring: "10",
  total: "82",
  seconds: "72",
  status: "ok",
};
const TIME = "DD/MM/YYYY HH:mm:ss";
const layout = {
  kind: "delimited",
  headingRows: 1,
  fields: {
    from: "from",
    to: "to",
    start: { column: "start", time: TIME },
    answer: { column: "answer", time: TIME, noTime: ["NA"] },
    end: { column: "end", time: TIME },
    duration: { column: "total", unit: "seconds" },
    billable: { column: "seconds", unit: "seconds" },
    releaseCause: "status",
  },
  answered: { column: "status", values: ["ok"] },
  key: ["id"],
};
const source = (changes: object = {}, fields: object = {}) => ({
  format: "mapped",
  layout: { ...layout, ...changes, fields: { ...layout.fields, ...fields } },
});
const file = (...calls: readonly Partial<typeof CALL>[]) =>
  [HEADING, ...calls.map((cells) => Object.values({ ...CALL, ...cells }).join(",")), ""].join("\n");
const times = (call: Call) =>
  [call.startedAt, call.answeredAt, call.releasedAt].map((at) => at && instantText(at).slice(11, 19));

describe("a call by its heading", () => {
  it("is a Call of raw facts", () => {
    const call = oneCall(source(), file({}));
    expect(call).toMatchObject({
      from: "13125550142",
      to: "12125550100",
      keyDay: "2026-04-07",
      keyIsWeak: false,
      billableMilliseconds: 72_000,
      answered: true,
      releaseCause: "ok",
      direction: "unknown",
      trunkIn: null,
      record: { line: 2, offset: HEADING.length + 1 },
    });
    expect(times(call)).toEqual(["14:03:00", "14:03:10", "14:04:22"]); // New York in April
  });

  it.each([
    ["not answered, no seconds", { status: "busy", answer: "", seconds: "" }, false, 0],
    ["not answered, but seconds stand there", { status: "busy", answer: "NA", seconds: "72" }, false, 0],
    ["answered for nothing", { seconds: "0" }, true, 0],
    ["decimals", { seconds: "71.999" }, true, 71_999],
    [
      "the hour zero of 1970 as no answer",
      { status: "busy", answer: "01/01/1970 00:00:00", seconds: "0" },
      false,
      0,
    ],
  ])("%s", (_, cells, answered, milliseconds) => {
    expect(oneCall(source(), file(cells))).toMatchObject({ answered, billableMilliseconds: milliseconds });
  });

  it.each([
    ["answered without seconds", { seconds: "" }, "RECORD_DURATION"],
    ["seconds as text", { seconds: "1:12" }, "RECORD_DURATION"],
    ["negative seconds", { seconds: "-1" }, "RECORD_DURATION"],
    ["more seconds than the call has", { seconds: "83" }, "RECORD_DURATION"],
    ["answered without an answer time", { answer: "" }, "RECORD_TIME"],
    ["month and day changed about", { start: "04/27/2026 10:03:00" }, "RECORD_TIME"],
    ["no start", { start: "" }, "RECORD_TIME"],
    ["an end before the start", { end: "07/04/2026 10:02:59" }, "RECORD_TIME_ORDER"],
    ["an empty key", { id: "" }, "RECORD_NO_KEY"],
    ["a number out of a spreadsheet", { from: "1.31255E+10" }, "NUMBER_CLIPPED"],
    ["an hour that the clock skipped", { start: "08/03/2026 02:30:00" }, "RECORD_TIME_SKIPPED"],
  ])("suspended: %s", (_, cells, reason) => {
    expect(oneAside(source(), file(cells))).toMatchObject({ bucket: "suspended", reason });
  });

  it("a row with a column too few is refused, one with more is read and counted", () => {
    const row = Object.values(CALL).join(",");
    const { calls, setAside, extra } = readAll(
      source(),
      `${HEADING}\n${row}\n${row},x\n${row.slice(0, -3)}\n`,
    );
    expect([calls.length, extra]).toEqual([2, 1]);
    expect(setAside).toMatchObject([
      { reason: "RECORD_COLUMNS", message: "9 columns of 10", record: { line: 4 } },
    ]);
  });

  it("a heading without the column refuses every row, and says so", () => {
    const text = file({}).replace(",seconds,", ",billsec,");
    expect(oneAside(source(), text).message).toContain('no column "seconds"');
  });

  it("columns in another order, and a heading repeated where files were joined, change nothing", () => {
    const turned = file({}, { id: "c2" })
      .split("\n")
      .map((line) => line.split(",").reverse().join(","))
      .join("\n");
    const { calls, records } = readAll(source(), turned + turned);
    expect([calls.length, records]).toEqual([4, 4]);
    expect(calls[0]).toMatchObject({ from: "13125550142", billableMilliseconds: 72_000 });
  });

  it("what no field names does not change the content; what one names does", () => {
    const contentOf = (cells: Partial<typeof CALL>) => oneCall(source(), file(cells)).contentHash;
    expect(contentOf({ ring: "11" })).toBe(contentOf({}));
    expect(contentOf({ to: "12125550101" })).not.toBe(contentOf({}));
  });

  it("a weak key tells equal rows apart", () => {
    const { calls } = readAll(source({ key: "weak" }), file({}, {}));
    expect(calls.map(({ keyIsWeak }) => keyIsWeak)).toEqual([true, true]);
    expect(new Set(calls.map(({ callKey }) => callKey)).size).toBe(2);
  });
});

describe("moments that are worked out", () => {
  const written = { start: undefined, answer: undefined, end: undefined };
  const start = { column: "start", time: TIME };
  const answer = { column: "answer", time: TIME };
  const end = { column: "end", time: TIME };
  const setup = { column: "ring", unit: "seconds" };
  it.each([
    ["answer at the start", { start, answer: { rule: "start" } }, ["14:03:00", "14:03:00", null]],
    ["start and set-up", { start, answer: { rule: "start + setup" }, setup }, ["14:03:00", "14:03:10", null]],
    [
      "duration less seconds",
      { start, answer: { rule: "start + duration - billable" } },
      ["14:03:00", "14:03:10", null],
    ],
    [
      "end less seconds",
      { start, answer: { rule: "end - billable" }, end },
      ["14:03:00", "14:03:10", "14:04:22"],
    ],
    [
      "end by the duration",
      { start, answer, end: { rule: "start + duration" } },
      ["14:03:00", "14:03:10", "14:04:22"],
    ],
    [
      "end by the seconds",
      { start, answer, end: { rule: "answer + billable" } },
      ["14:03:00", "14:03:10", "14:04:22"],
    ],
    ["start at the answer", { start: { rule: "answer" }, answer }, ["14:03:10", "14:03:10", null]],
    [
      "start by the end",
      { start: { rule: "end - duration" }, answer, end },
      ["14:03:00", "14:03:10", "14:04:22"],
    ],
  ])("%s", (_, fields, expected) => {
    const call = oneCall(source({}, { ...written, ...fields }), file({}));
    expect(times(call)).toEqual(expected);
    expect(call.keyDay).toBe("2026-04-07");
  });

  it("an unanswered call has no answer, whatever the rule", () => {
    const fields = { ...written, start, answer: { rule: "start + setup" }, setup };
    expect(oneCall(source({}, fields), file({ status: "busy", seconds: "0" }))).toMatchObject({
      answeredAt: null,
    });
  });

  it("in the night that the clocks go back: start 01:59:50 the first time, answered 10 s later, not an hour", () => {
    const fields = { ...written, start, answer: { rule: "start + setup" }, setup };
    const call = oneCall(source({}, fields), file({ start: "02/11/2025 01:59:50", total: "82" }));
    expect(times(call).slice(0, 2)).toEqual(["05:59:50", "06:00:00"]);
  });

  it("in the night that they go forward: an end at 03:00:10 less 20 s is at 01:59:50", () => {
    const fields = { ...written, start, answer: { rule: "end - billable" }, end };
    const cells = { start: "08/03/2026 01:59:40", end: "08/03/2026 03:00:10", total: "30", seconds: "20" };
    expect(times(oneCall(source({}, fields), file(cells)))).toEqual(["06:59:40", "06:59:50", "07:00:10"]);
  });

  it("a start on the day before its end is of the day before", () => {
    const fields = { ...written, start: { rule: "end - duration" }, answer: { rule: "end - billable" }, end };
    const call = oneCall(source({}, fields), file({ end: "08/04/2026 00:00:30" }));
    expect([call.keyDay, ...times(call)]).toEqual(["2026-04-07", "03:59:08", "03:59:18", "04:00:30"]);
  });
});

describe("what the columns mean", () => {
  it.each([
    ["a prefix taken off", { from: { column: "from", strip: ["00", "1"] } }, { from: "3125550142" }],
    ["a prefix exchanged", { from: { column: "from", strip: "1", add: "+1" } }, { from: "+13125550142" }],
    ["no prefix to exchange", { from: { column: "from", strip: "00", add: "+" } }, { from: "13125550142" }],
    [
      "the first that is not empty",
      { chargeNumber: { firstOf: ["status", "from"] } },
      { chargeNumber: "ok" },
    ],
    [
      "account, trunks, line, routing",
      {
        accountCode: "id",
        trunkIn: "from",
        trunkOut: "to",
        originatingLineInfo: "ring",
        jurisdictionParameter: "total",
        routingNumber: "to",
      },
      {
        accountHint: "c1",
        trunkIn: "13125550142",
        trunkOut: "12125550100",
        originatingLineInfo: "10",
        jurisdictionParameter: "82",
        routingNumber: "12125550100",
      },
    ],
    ["by position", { from: 3 }, { from: "12125550100" }],
  ])("%s", (_, fields, expected) => {
    expect(oneCall(source({}, fields), file({}))).toMatchObject(expected);
  });

  it.each([
    ["In", "inbound"],
    ["Out", "outbound"],
    ["Lan", "onNet"],
    ["?", "unknown"],
  ])("direction %s is %s", (status, direction) => {
    const changes = {
      direction: { column: "status", inbound: ["In"], outbound: ["Out"], onNet: ["Lan"] },
      answered: "always",
    };
    expect(oneCall(source(changes), file({ status }))).toMatchObject({ direction });
  });

  it("from and to change places with the values that say so", () => {
    const changes = { direction: { column: "status", inbound: ["In"], outbound: ["Out"], swapped: ["In"] } };
    const [out, come] = ["Out", "In"].map((status) => oneCall(source(changes), file({ status })));
    expect([come?.from, come?.to, come?.direction]).toEqual([out?.to, out?.from, "inbound"]);
    expect(out?.direction).toBe("outbound");
  });

  it.each([
    ["always", "always", {}, true],
    ["an answer time", { answerTime: true }, {}, true],
    ["no answer time", { answerTime: true }, { answer: "" }, false],
    ["seconds", { seconds: true }, {}, true],
    ["no seconds", { seconds: true }, { seconds: "0" }, false],
    [
      "value and seconds, one missing",
      { column: "status", values: ["ok"], seconds: true },
      { seconds: "0" },
      false,
    ],
    [
      "value and answer time, one missing",
      { column: "status", values: ["ok"], answerTime: true },
      { status: "no" },
      false,
    ],
  ])("answered: %s", (_, answered, cells, expected) => {
    expect(oneCall(source({ answered }), file(cells)).answered).toBe(expected);
  });

  it.each([
    ["name", "Europe/Berlin", "08:03:00"],
    ["offset", "+02:00", "08:03:00"],
    ["offset", "PDT", "17:03:00"],
    ["minutesEast", "120", "08:03:00"],
    ["minutesWest", "300", "15:03:00"],
    ["minutesWest", "", "14:03:00"],
  ])("a zone in the record: %s %s", (as, ring, expected) => {
    const call = oneCall(source({ zone: { column: "ring", as } }), file({ ring }));
    expect(times(call)[0]).toBe(expected);
    expect(call.keyDay).toBe("2026-04-07");
  });

  it("date and clock in two columns, and one of several patterns", () => {
    const text = "07/04/26;2:03:00 PM;72\n2026-04-08;14:03:00;5\n";
    const fields = {
      start: { columns: [1, 2], time: ["DD/MM/YY h:mm:ss A", "YYYY-MM-DD HH:mm:ss"] },
      answer: { rule: "start" },
      billable: { column: 3, unit: "seconds" },
    };
    const described = { kind: "delimited", separator: ";", fields, answered: "always", key: "weak" };
    const { calls } = readAll({ format: "mapped", layout: described }, text);
    expect(calls.map((call) => [call.keyDay, times(call)[0]])).toEqual([
      ["2026-04-07", "18:03:00"],
      ["2026-04-08", "18:03:00"],
    ]);
  });
});

describe("records that are no calls", () => {
  const kinds = {
    records: { column: "status", call: ["ok"], ignored: ["restart"], trailer: ["end"] },
    answered: "always",
  };
  const totals = { trailer: { records: { column: "id" }, billable: { column: "seconds", unit: "seconds" } } };

  it("are ignored, suspended where nobody described them", () => {
    const { calls, setAside } = readAll(source(kinds), file({}, { status: "restart" }, { status: "odd" }));
    expect(calls).toHaveLength(1);
    expect(setAside.map(({ bucket, reason }) => [bucket, reason])).toEqual([
      ["ignored", "MARKER_RECORD"],
      ["suspended", "RECORD_KIND"],
    ]);
  });

  it.each([
    ["agrees", "2", "144", "ignored", "MARKER_RECORD"],
    ["counts one more", "3", "144", "suspended", "TRAILER_DIFFERS"],
    ["sums a second less", "2", "143", "suspended", "TRAILER_DIFFERS"],
    ["cannot be read", "x", "144", "suspended", "TRAILER_DIFFERS"],
  ])("a trailer that %s", (_, id, seconds, bucket, reason) => {
    const { setAside } = readAll(
      source({ ...kinds, ...totals }),
      file({}, { id: "c2" }, { status: "end", id, seconds }),
    );
    expect(setAside).toMatchObject([{ bucket, reason }]);
  });

  it("a trailer counts the calls that are suspended too", () => {
    const text = file({}, { id: "c2", start: "" }, { status: "end", id: "2", seconds: "144" });
    expect(readAll(source({ ...kinds, ...totals }), text).setAside).toMatchObject([
      { reason: "RECORD_TIME" },
      { reason: "MARKER_RECORD" },
    ]);
  });

  it("pieces are told by their value, and joined by the key", () => {
    const pieces = {
      records: { column: "status", start: ["begin"], interim: ["part"], stop: ["done"] },
      answered: { answerTime: true },
    };
    const { parts } = readAll(
      source(pieces),
      file({ status: "begin", seconds: "", end: "" }, { status: "part", seconds: "60" }, { status: "done" }),
    );
    expect(parts.map(({ part }) => [part.role, part.facts.billableMilliseconds])).toEqual([
      ["start", null],
      ["interim", 60_000],
      ["stop", 72_000],
    ]);
    expect(new Set(parts.map(({ callKey }) => callKey)).size).toBe(1);
  });
});

describe("other shapes", () => {
  const FIXED = {
    format: "mapped",
    layout: {
      kind: "fixedWidth",
      records: { column: "1-3", call: ["CDR"], ignored: ["HDR"], trailer: ["TRL"] },
      fields: {
        from: "4-13",
        to: { column: "14-26", strip: "00" },
        start: { column: "27-40", time: "YYYYMMDDHHmmss" },
        answer: { rule: "start" },
        billable: { column: "41-46", unit: "HHMMSS" },
      },
      answered: "always",
      key: ["4-13", "27-40"],
      trailer: { records: { column: "4-9" }, billable: { column: "10-17", unit: "HHMMSS" } },
    },
  };
  const FIXED_FILE = [
    "HDR20260408",
    "CDR3125550142001212555010020260407100300000112",
    "CDR31255501432125550100   20260407100400000217",
    "TRL00000200000329",
    "",
  ].join("\r\n");

  it("fixed width: durations as HHMMSS, and a trailer that proves it", () => {
    const { calls, setAside } = readAll(FIXED, FIXED_FILE);
    expect(calls.map(({ from, to, billableMilliseconds }) => [from, to, billableMilliseconds])).toEqual([
      ["3125550142", "12125550100", 72_000],
      ["3125550143", "2125550100", 137_000],
    ]);
    expect(setAside.map(({ reason }) => reason)).toEqual(["MARKER_RECORD", "MARKER_RECORD"]);
  });

  it("fixed width: a line cut off inside its seconds is refused, not read as fewer", () => {
    const { setAside } = readAll(FIXED, FIXED_FILE.slice(0, 13 + 44));
    expect(setAside).toMatchObject([{}, { reason: "RECORD_COLUMNS", message: "44 characters of 46" }]);
  });

  const JSON_LAYOUT = {
    format: "mapped",
    layout: {
      kind: "json",
      path: "data",
      fields: {
        from: "caller.number",
        to: "legs.0.to",
        start: { column: "start", time: "iso8601" },
        answer: { column: "answer", time: "iso8601" },
        billable: { column: "ms", unit: "milliseconds" },
      },
      answered: { answerTime: true },
      key: ["id"],
    },
  };
  const JSON_FILE = JSON.stringify({
    data: [
      {
        id: 1,
        caller: { number: "+13125550142" },
        legs: [{ to: "+12125550100" }],
        start: "2026-04-07T14:03:00Z",
        answer: "2026-04-07T14:03:10Z",
        ms: 72_000,
      },
      { id: 2, caller: {}, start: "2026-04-07T14:03:00Z", answer: null },
    ],
  });

  it("JSON: by paths; what is absent or null is empty", () => {
    const { calls } = readAll(JSON_LAYOUT, JSON_FILE);
    expect(
      calls.map(({ from, to, answered, billableMilliseconds }) => [from, to, answered, billableMilliseconds]),
    ).toEqual([
      ["+13125550142", "+12125550100", true, 72_000],
      ["", "", false, 0],
    ]);
  });

  it("JSON: numbers of many digits keep them", () => {
    const keys = ["12345678901234567", "12345678901234568"].map(
      (id) =>
        oneCall(JSON_LAYOUT, JSON_FILE.replace('"id":1,', `"id":${id},`).replace(/,\{"id":2.*\}\]/, "]"))
          .callKey,
    );
    expect(new Set(keys).size).toBe(2);
  });

  it("JSON: an element that is no object is set aside", () => {
    expect(oneAside(JSON_LAYOUT, '{"data":[12]}').reason).toBe("RECORD_NOT_JSON");
    expect(oneAside(JSON_LAYOUT, '{"data":[{"id":01}]}').reason).toBe("RECORD_NOT_JSON");
  });

  const XML_LAYOUT = {
    format: "mapped",
    layout: {
      kind: "xml",
      element: "call",
      fields: {
        from: "party/@from",
        to: "party/to",
        start: { column: "start", time: "epochSeconds" },
        answer: { column: "answer", time: "epochSeconds" },
        billable: { column: "length", unit: "MMMMMSST" },
      },
      answered: { answerTime: true },
      key: ["@id"],
    },
  };
  const XML_FILE =
    '<?xml version="1.0"?><calls><call id="7"><party from="13125550142"><to>1212555&#48;100</to></party><start>1775570580</start><answer>1775570590</answer><length>00001120</length></call></calls>';

  it("XML: by elements and attributes", () => {
    expect(oneCall(XML_LAYOUT, XML_FILE)).toMatchObject({
      from: "13125550142",
      to: "12125550100",
      billableMilliseconds: 72_000,
    });
    expect(oneAside(XML_LAYOUT, XML_FILE.replace("&#48;", "&zero;")).reason).toBe("RECORD_NOT_XML");
  });

  it.each([
    ["delimited", source(), file({}, { id: "c2" }, { id: "c3" })],
    ["fixed width", FIXED, FIXED_FILE],
    ["JSON", JSON_LAYOUT, JSON_FILE],
    ["XML", XML_LAYOUT, XML_FILE],
  ])(
    "%s: a reading that goes on from any place gives what was left, and nothing twice",
    (_, settings, content) => {
      const bytes = new TextEncoder().encode(content);
      const whole = readAll(settings, bytes);
      for (let at = 0; at <= bytes.length; at += 1) {
        const first = readFrom(settings, bytes.subarray(0, at), { resumeAt: 0, closed: false });
        const rest = readFrom(settings, bytes, { resumeAt: first.nextOffset, closed: true });
        expect([...first.calls, ...rest.calls]).toEqual(whole.calls);
        expect([...first.setAside, ...rest.setAside]).toEqual(whole.setAside);
      }
    },
  );

  it.each([
    ["delimited", source(), file({}, { id: "c2", from: '"a,b"' })],
    ["fixed width", FIXED, FIXED_FILE],
    ["JSON", JSON_LAYOUT, JSON_FILE],
    ["XML", XML_LAYOUT, XML_FILE],
  ])("%s: whatever is damaged, each record is in one place", (_, settings, content) => {
    surviveDamage(settings, content);
  });
});

function readFrom(
  settings: object,
  bytes: Uint8Array,
  { resumeAt, closed }: { readonly resumeAt: number; readonly closed: boolean },
) {
  const readAt = parseInstant("2026-05-01T06:00:00Z") as Instant;
  const reader = openReader({ source: sourceOf(settings), fileHash: "f".repeat(64), readAt, resumeAt });
  const readings = [reader.read(bytes), reader.end(closed)];
  return {
    calls: readings.flatMap(({ calls }) => calls),
    setAside: readings.flatMap(({ setAside }) => setAside),
    nextOffset: readings.at(-1)?.nextOffset ?? 0,
  };
}

describe("a description that contradicts itself is refused, with its place", () => {
  const faults = (settings: object) => {
    try {
      sourceOf(settings);
      return [];
    } catch (error) {
      const { issues } = error as { issues: readonly { path: readonly unknown[]; message: string }[] };
      return issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    }
  };

  it.each([
    [
      "a layout missing",
      { format: "mapped" },
      "layout: a layout goes with the format mapped, and with no other",
    ],
    [
      "a layout too many",
      { format: "asterisk-csv", layout },
      "layout: a layout goes with the format mapped, and with no other",
    ],
    [
      "a heading where there is none",
      source({ headingRows: 0 }),
      'layout.fields.start.column: "start" is a heading, and headingRows is 0',
    ],
    [
      "an unknown unit",
      source({}, { billable: { column: "seconds", unit: "sec" } }),
      "layout.fields.billable.unit",
    ],
    [
      "an unknown pattern",
      source({}, { start: { column: "start", time: "DD/MM/YYYY hh:mm" } }),
      "layout.fields.start.time: hours of 12",
    ],
    [
      "two ways to an answer",
      source({}, { answer: { column: "answer", time: TIME, rule: "start" } }),
      "layout.fields.answer: state one of column, columns and rule",
    ],
    ["no way to read it", source({}, { answer: { column: "answer" } }), "layout.fields.answer: state time"],
    [
      "a rule without its part",
      source({}, { answer: { rule: "start + setup" } }),
      'layout.fields.answer: "start + setup" needs setup',
    ],
    [
      "rules in a circle",
      source({}, { start: { rule: "answer" }, answer: { rule: "start" } }),
      "layout.fields.start",
    ],
    [
      "half an answered rule",
      source({ answered: { column: "status" } }),
      "layout.answered: column and values go together",
    ],
    ["an empty answered rule", source({ answered: {} }), "layout.answered: state what"],
    [
      "a trailer that nothing marks",
      source({ trailer: { records: { column: "id" } } }),
      "layout.trailer: state records.trailer",
    ],
    [
      "pieces without a key",
      source({ key: "weak", records: { column: "status", stop: ["x"] } }),
      "layout.key: pieces are joined",
    ],
    [
      "a value of two meanings",
      source({ records: { column: "status", call: ["x"], ignored: ["x"] } }),
      'layout.records: "x" has two meanings',
    ],
    ["a misspelt member", source({ ansered: "always" }), "layout: Unrecognized key"],
    [
      "a name in a fixed width",
      { format: "mapped", layout: { ...layout, kind: "fixedWidth" } },
      "layout.fields.start.column: characters",
    ],
  ])("%s", (_, settings, expected) => {
    expect(faults(settings).join("\n")).toContain(expected);
  });
});
