import type { Instant } from "@tollwright/calendar";
import { instantText, parseInstant } from "@tollwright/calendar";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Call } from "./call.ts";
import { openReader } from "./read-records.ts";
import type { Reading } from "./record-reader.ts";
import type { SetAside } from "./set-aside.ts";
import { Source } from "./source.ts";

const settings = {
  id: "pbx",
  description: "a test switch",
  format: "asterisk-csv",
  zone: "America/New_York",
  carrierTrunks: ["SIP/carrier"],
};
const readAt = parseInstant("2026-05-01T06:00:00Z") as Instant;

/** One answered call of 72 s with all 21 columns; `cells` replaces some of them by name. */
const COLUMNS = {
  accountcode: '"acme"',
  src: '"13125550142"',
  dst: '"12125550100"',
  dcontext: '"from-trunk"',
  clid: '"""Ann"" <13125550142>"',
  channel: '"SIP/acme-chi-0000a1b2"',
  dstchannel: '"SIP/carrier-0000a1b3"',
  lastapp: '"Dial"',
  lastdata: '"SIP/carrier/12125550100,60"',
  start: '"2026-04-07 10:03:00"',
  answer: '"2026-04-07 10:03:10"',
  end: '"2026-04-07 10:04:22"',
  duration: "82",
  billsec: "72",
  disposition: '"ANSWERED"',
  amaflags: '"DOCUMENTATION"',
  uniqueid: '"1775570580.17"',
  userfield: '""',
  peeraccount: '""',
  linkedid: '"1775570580.17"',
  sequence: "17",
};
const NAMES = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];

function line(cells: Partial<typeof COLUMNS> = {}, names: readonly (keyof typeof COLUMNS)[] = NAMES): string {
  return names.map((name) => cells[name] ?? COLUMNS[name]).join(",");
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

type Options = { chunk?: number; closed?: boolean; resumeAt?: number; source?: object; fileHash?: string };

function read(content: string | Uint8Array, options: Options = {}) {
  const bytes = typeof content === "string" ? bytesOf(content) : content;
  const source = Source.parse({ ...settings, ...options.source });
  const { fileHash = "f".repeat(64), resumeAt = 0, chunk = 7_000, closed = true } = options;
  const reader = openReader({ source, fileHash, readAt, resumeAt });
  const readings: Reading[] = [];
  for (let at = 0; at < bytes.length; at += chunk) readings.push(reader.read(bytes.subarray(at, at + chunk)));
  readings.push(reader.end(closed));
  return {
    calls: readings.flatMap(({ calls }) => calls),
    setAside: readings.flatMap(({ setAside }) => setAside),
    records: readings.reduce((sum, { records }) => sum + records, 0),
    extra: readings.reduce((sum, reading) => sum + reading.recordsWithExtraColumns, 0),
    nextOffset: readings.at(-1)?.nextOffset,
  };
}

function one(text: string, options: Options = {}): Call {
  const { calls, setAside } = read(text, options);
  expect(setAside).toEqual([]);
  expect(calls).toHaveLength(1);
  return calls[0] as Call;
}

function refused(text: string, options: Options = {}): SetAside {
  const { calls, setAside } = read(text, options);
  expect(calls).toEqual([]);
  expect(setAside).toHaveLength(1);
  return setAside[0] as SetAside;
}

describe("a record becomes a Call of raw facts", () => {
  it("all 21 columns", () => {
    const call = one(`${line()}\n`);
    expect(call).toMatchObject({
      source: "pbx",
      keyIsWeak: false,
      keyDay: "2026-04-07",
      record: { fileHash: "f".repeat(64), offset: 0, length: line().length, line: 1 },
      from: "13125550142",
      to: "12125550100",
      billableMilliseconds: 72_000,
      answered: true,
      releaseCause: "ANSWERED",
      direction: "outbound",
      trunkIn: "SIP/acme-chi",
      trunkOut: "SIP/carrier",
      accountHint: "acme",
      chargeNumber: null,
      originatingLineInfo: null,
      jurisdictionParameter: null,
      routingNumber: null,
      estimated: false,
    });
    // New York is four hours behind UTC in April
    expect(
      [call.startedAt, call.answeredAt, call.releasedAt].map((at) => instantText(at as Instant)),
    ).toEqual(["2026-04-07T14:03:00.000Z", "2026-04-07T14:03:10.000Z", "2026-04-07T14:04:22.000Z"]);
  });

  it.each([
    ["answered", "ANSWERED", '"2026-04-07 10:03:10"', "72", true, 72_000],
    ["answered for 0 s", "ANSWERED", '"2026-04-07 10:03:10"', "0", true, 0],
    ["answered, but no answer time and no seconds", "ANSWERED", "", "0", false, 0],
    ["not answered", "NO ANSWER", "", "0", false, 0],
    ["busy with an answer time and seconds", "BUSY", '"2026-04-07 10:03:10"', "72", false, 0],
    ["failed with an answer time", "FAILED", '"2026-04-07 10:03:10"', "0", false, 0],
    ["congestion", "CONGESTION", "", "0", false, 0],
    ["the zero of a clock for no time", "NO ANSWER", '"1970-01-01 00:00:00"', "0", false, 0],
  ])("%s", (_, disposition, answer, billsec, answered, milliseconds) => {
    const call = one(line({ disposition: `"${disposition}"`, answer, billsec }));
    expect(call).toMatchObject({ answered, billableMilliseconds: milliseconds, releaseCause: disposition });
    expect(call.answeredAt === null).toBe(!answered);
  });

  it.each([
    ['"SIP/acme-chi-0000a1b2"', "SIP/acme-chi"],
    ['"PJSIP/acme-chi-0000a1b2"', "PJSIP/acme-chi"],
    ['"PJSIP/acme-chi"', "PJSIP/acme-chi"],
    ['"SIP/acme-cafe"', "SIP/acme-cafe"], // too short for a suffix
    ['"IAX2/acme-1234"', "IAX2/acme"],
    ['"DAHDI/i1/13125550142-1a"', "DAHDI/i1"],
    ['"DAHDI/7-1"', "DAHDI/7"],
    ['"Local/200@internal-0000ab12;2"', null],
    ['""', null],
  ])("channel %s is trunk %s", (channel, trunk) => {
    expect(one(line({ channel })).trunkIn).toBe(trunk);
  });

  it.each([
    ["SIP/acme-0000a1b2", "SIP/carrier-0000a1b3", "outbound"],
    ["SIP/carrier-0000a1b2", "SIP/acme-0000a1b3", "inbound"],
    ["SIP/carrier-0000a1b2", "", "inbound"],
    ["SIP/carrier-0000a1b2", "SIP/carrier-0000a1b3", "inbound"], // forwarded out again
    ["SIP/acme-0000a1b2", "SIP/other-0000a1b3", "onNet"],
    ["SIP/acme-0000a1b2", "", "unknown"],
    ["SIP/acme-0000a1b2", "Local/1@x-0000a1b3;1", "unknown"], // its other half carries the call
    ["Local/1@x-0000a1b3;2", "SIP/carrier-0000a1b3", "outbound"],
  ])("%s to %s is %s", (channel, dstchannel, direction) => {
    const call = one(line({ channel: `"${channel}"`, dstchannel: `"${dstchannel}"` }));
    expect(call.direction).toBe(direction);
  });

  it("says nothing of the direction where the source names no carrier trunks", () => {
    const text = line({ dstchannel: '"SIP/other-0000a1b3"' });
    expect(one(text, { source: { carrierTrunks: [] } }).direction).toBe("unknown");
  });
});

describe("columns", () => {
  it.each([16, 18, 19, 21])(
    "two records of %i columns without the line end between them are no call",
    (width) => {
      const one = line({}, NAMES.slice(0, width));
      const { calls, setAside } = read(`${one}${one}\n`);
      expect([calls.length, setAside.map(({ reason }) => reason)]).toEqual([0, ["RECORD_COLUMNS"]]);
    },
  );

  const without = (...names: string[]) => NAMES.filter((name) => !names.includes(name));
  const ONLY_16 = without("uniqueid", "userfield", "peeraccount", "linkedid", "sequence");
  it.each([
    ["16", ONLY_16, undefined, true],
    ["17, uniqueid", [...ONLY_16, "uniqueid" as const], "uniqueid", false],
    ["17, userfield", [...ONLY_16, "userfield" as const], "userfield", true],
    ["18", without("peeraccount", "linkedid", "sequence"), undefined, false],
    ["19", without("uniqueid", "userfield"), undefined, false],
    ["20, uniqueid", without("userfield"), "uniqueid", false],
    ["20, userfield", without("uniqueid"), "userfield", false],
    ["21", NAMES, undefined, false],
  ])("%s", (_, names, seventeenthColumn, keyIsWeak) => {
    expect(one(line({}, names), { source: { seventeenthColumn } }).keyIsWeak).toBe(keyIsWeak);
  });

  it("17 are refused where the source does not say which one it is", () => {
    expect(refused(line({}, [...ONLY_16, "uniqueid"]))).toMatchObject({
      reason: "SEVENTEENTH_COLUMN_UNKNOWN",
    });
  });

  it("more than 21 are read, and counted", () => {
    expect(read(`${line()},"new","newer"`)).toMatchObject({ calls: [{ to: "12125550100" }], extra: 1 });
  });

  it.each([
    [
      "15",
      NAMES.slice(0, 15)
        .map((name) => COLUMNS[name])
        .join(","),
    ],
    ["1", "hello"],
    ["21, cut off before the sequence", line({ sequence: "" })],
    [
      "the layout of cdr_custom, caller name first",
      [COLUMNS.clid, ...line().split(",").slice(0, 18)].join(","),
    ],
  ])("%s is set aside", (_, text) => {
    expect(refused(text).bucket).toBe("suspended");
  });
});

describe("the key", () => {
  const key = (cells: Partial<typeof COLUMNS>, options: Options = {}) => one(line(cells), options).callKey;

  it("is uniqueid and sequence, per source", () => {
    expect(key({})).toMatch(/^[0-9a-f]{32}$/);
    expect(key({ dst: '"5"', start: '"2026-04-07 10:02:59"' })).toBe(key({}));
    expect(key({ sequence: "18" })).not.toBe(key({}));
    expect(key({ uniqueid: '"1775570580.18"' })).not.toBe(key({}));
    expect(key({}, { source: { id: "other" } })).not.toBe(key({}));
    expect(key({}, { fileHash: "e".repeat(64) })).toBe(key({}));
  });

  it("is uniqueid, channel and start where there is no sequence", () => {
    const names = NAMES.slice(0, 18);
    const keyOf = (cells: Partial<typeof COLUMNS>) => one(line(cells, names)).callKey;
    expect(keyOf({ dst: '"5"' })).toBe(keyOf({}));
    expect(keyOf({ start: '"2026-04-07 10:02:59"' })).not.toBe(keyOf({}));
    expect(keyOf({ channel: '"SIP/acme-chi-0000a1b9"' })).not.toBe(keyOf({}));
  });

  it("is weak without a uniqueid: equal lines of one file are different calls, and the same ones next time", () => {
    const names = NAMES.slice(0, 16);
    const text = [line({}, names), line({ dst: '"5"' }, names), line({}, names), line({}, names)].join("\n");
    const keys = read(text).calls.map(({ callKey }) => callKey);
    expect(new Set(keys).size).toBe(4);
    expect(read(text, { chunk: 11 }).calls.map(({ callKey }) => callKey)).toEqual(keys);
    const third = text.indexOf(line({}, names), 10);
    expect(read(text, { resumeAt: third }).calls.map(({ callKey }) => callKey)).toEqual(keys.slice(2));
  });

  it("the content does not depend on quoting, file or zone, and does on seconds", () => {
    const content = (cells: Partial<typeof COLUMNS>, options: Options = {}) =>
      one(line(cells), options).contentHash;
    expect(content({ src: "13125550142", duration: '"82"' })).toBe(content({}));
    expect(content({}, { source: { zone: "America/Chicago" }, fileHash: "e".repeat(64) })).toBe(content({}));
    expect(content({ billsec: "71" })).not.toBe(content({}));
  });

  it("is refused where a spreadsheet has cut it", () => {
    expect(refused(line({ uniqueid: '"1.77557E+09"' }))).toMatchObject({
      reason: "RECORD_NO_KEY",
      keyDay: "2026-04-07",
      milliseconds: 72_000,
    });
  });
});

describe("what is suspended, never clamped and never dropped", () => {
  it.each([
    ["billsec above duration", { billsec: "83" }, "RECORD_DURATION", 83_000],
    ["negative billsec", { billsec: "-1" }, "RECORD_DURATION", null],
    ["negative duration", { duration: "-1", billsec: "0" }, "RECORD_DURATION", 0],
    ["scientific notation", { billsec: "7.2E+1" }, "RECORD_DURATION", null],
    ["a caller cut by a spreadsheet", { src: '"1.31256E+10"' }, "NUMBER_CLIPPED", 72_000],
    ["a callee cut by a spreadsheet", { dst: "1.21256E+10" }, "NUMBER_CLIPPED", 72_000],
    ["no seconds", { billsec: "" }, "RECORD_DURATION", null],
    ["no start", { start: "" }, "RECORD_TIME", 72_000],
    ["a start without seconds", { start: '"2026-04-07 10:03"' }, "RECORD_TIME", 72_000],
    ["30 February", { start: '"2026-02-30 10:03:00"' }, "RECORD_TIME", 72_000],
    ["29 February of no leap year", { start: '"2025-02-29 10:03:00"' }, "RECORD_TIME", 72_000],
    ["hour 24", { start: '"2026-04-07 24:00:00"' }, "RECORD_TIME", 72_000],
    ["an answer that is no time", { answer: '"soon"' }, "RECORD_TIME", 72_000],
    ["answered with seconds, and no answer time", { answer: "" }, "RECORD_TIME", 72_000],
    ["answered before the start", { answer: '"2026-04-07 10:02:59"' }, "RECORD_TIME_ORDER", 72_000],
    ["ended before the answer", { end: '"2026-04-07 10:03:09"' }, "RECORD_TIME_ORDER", 72_000],
    ["a disposition by number", { disposition: "8" }, "RECORD_DISPOSITION", 72_000],
    ["401 days back", { start: '"2025-03-26 10:00:00"' }, "DATE_OUT_OF_RANGE", 72_000],
    ["three days ahead", nextDays("2026-05-04"), "DATE_OUT_OF_RANGE", 72_000],
  ])("%s", (_, cells, reason, milliseconds) => {
    const aside = refused(line(cells));
    expect(aside).toMatchObject({ bucket: "suspended", reason, milliseconds, source: "pbx" });
    expect(aside.wayOut).not.toBe("");
    expect(aside.record).toMatchObject({ offset: 0, line: 1 });
  });

  it.each([
    ["400 days back", { start: '"2025-03-27 10:00:00"' }],
    ["two days ahead", nextDays("2026-05-03")],
  ])("%s is inside the window", (_, cells) => {
    expect(one(line(cells)).answered).toBe(true);
  });
});

/** A call that starts and ends on that day. */
function nextDays(day: string): Partial<typeof COLUMNS> {
  return { start: `"${day} 10:03:00"`, answer: `"${day} 10:03:10"`, end: `"${day} 10:04:22"` };
}

describe("nights on which the clock changes, in New York", () => {
  const night = (start: string, end: string, duration: number) =>
    line({
      start: `"${start}"`,
      answer: `"${start}"`,
      end: `"${end}"`,
      duration: `${duration}`,
      billsec: `${duration}`,
    });
  const autumn = { source: { window: { daysBack: 400, daysAhead: 400 } } };
  // 2026-11-01: 02:00 EDT (06:00Z) becomes 01:00 EST
  it.each([
    ["in the first 01:30", "2026-11-01 01:30:00", "2026-11-01 01:40:00", 600, "05:30", "05:40"],
    ["over the change", "2026-11-01 01:50:00", "2026-11-01 01:05:00", 900, "05:50", "06:05"],
    ["an hour longer than it looks", "2026-11-01 01:30:00", "2026-11-01 01:40:00", 4200, "05:30", "06:40"],
    ["from before", "2026-11-01 00:59:00", "2026-11-01 01:01:00", 3720, "04:59", "06:01"],
    ["to behind, 30 minutes", "2026-11-01 01:45:00", "2026-11-01 02:15:00", 1800, "06:45", "07:15"],
    ["to behind, 90 minutes", "2026-11-01 01:45:00", "2026-11-01 02:15:00", 5400, "05:45", "07:15"],
  ])("%s", (_, start, end, duration, startedAt, releasedAt) => {
    const call = one(night(start, end, duration), autumn);
    const minute = (at: Instant | null) => instantText(at as Instant).slice(11, 16);
    expect([minute(call.startedAt), minute(call.answeredAt), minute(call.releasedAt)]).toEqual([
      startedAt,
      startedAt,
      releasedAt,
    ]);
    expect(call.keyDay).toBe("2026-11-01");
    expect(call.billableMilliseconds).toBe(duration * 1000);
  });

  it("the hour that spring skips is suspended, the minutes around it are not", () => {
    const skipped = refused(night("2026-03-08 02:30:00", "2026-03-08 03:30:00", 3600));
    expect(skipped).toMatchObject({ reason: "RECORD_TIME_SKIPPED", keyDay: "2026-03-08" });
    const call = one(night("2026-03-08 01:59:59", "2026-03-08 03:00:09", 10));
    expect((call.releasedAt ?? 0) - call.startedAt).toBe(10_000);
  });
});

describe("bytes", () => {
  it.each([
    ["LF", "\n"],
    ["CRLF", "\r\n"],
    ["CR", "\r"],
  ])("%s ends a line, the last one needs none, blank ones are none", (_, end) => {
    const { calls, records } = read(
      `${end}${line()}${end}${line({ sequence: "18" })}${end}${end}${line({ sequence: "19" })}`,
    );
    expect(records).toBe(3);
    expect(calls.map(({ record }) => record.line)).toEqual([2, 3, 5]);
    expect(calls.map(({ record }) => record.length)).toEqual([1, 1, 1].map(() => line().length));
  });

  it("drops a byte order mark, and counts its bytes", () => {
    expect(one(`\uFEFF${line()}\n`)).toMatchObject({ accountHint: "acme", record: { offset: 3 } });
  });

  it("a caller name may hold commas, quotes and line ends", () => {
    const text = `${line({ clid: '"""O\'Neil, Ann\r\nB."" <1>"' })}\n${line({ sequence: "18" })}\n`;
    expect(read(text).calls.map(({ record }) => record.line)).toEqual([1, 3]);
  });

  it("text is UTF-8, else Windows-1252", () => {
    expect(one(line({ accountcode: '"Zoë"' })).accountHint).toBe("Zoë");
    const latin = Uint8Array.from(line({ accountcode: '"Zo@"' }), (character) =>
      character === "@" ? 0xeb : character.charCodeAt(0),
    );
    expect(read(latin).calls[0]?.accountHint).toBe("Zoë");
  });

  it("a last line without its end waits, unless the file is closed", () => {
    const text = `${line()}\n${line({ sequence: "18" })}`;
    expect(read(text, { closed: false })).toMatchObject({ records: 1, nextOffset: line().length + 1 });
    expect(read(text)).toMatchObject({ records: 2, nextOffset: text.length });
  });

  it("a line cut inside its quotes costs that line alone", () => {
    const cut = line().slice(0, -30);
    const { calls, setAside } = read(
      `${line()}\n${cut}\n${line({ sequence: "18" })}\n${line({ sequence: "19" })}\n`,
    );
    expect(calls.map(({ record }) => record.line)).toEqual([1, 3, 4]);
    expect(setAside).toMatchObject([
      { reason: "RECORD_QUOTING", record: { line: 2, offset: line().length + 1, length: cut.length } },
    ]);
  });

  it("cut at any byte, the lines before and behind are read", () => {
    for (let length = 1; length < line().length; length += 1) {
      const { calls, records } = read(`${line()}\n${line().slice(0, length)}\n${line({ sequence: "18" })}\n`);
      expect(calls.filter(({ record }) => record.line !== 2).map(({ record }) => record.line)).toEqual([
        1, 3,
      ]);
      expect(records).toBe(3);
    }
  });

  it("cut at any byte of the last line, what is left of it is no call of another layout", () => {
    const last = line({ sequence: "18" });
    expect(read(`${line()}\n${last}`).calls).toHaveLength(2);
    for (let length = 1; length < last.length - "18".length; length += 1) {
      const { calls } = read(`${line()}\n${last.slice(0, length)}`);
      expect(calls).toHaveLength(1);
    }
  });

  it("a line of a megabyte without an end is one broken record", () => {
    const { calls, setAside, records } = read(`${"x".repeat(1_000_000)}\r\n${line()}\n`, { chunk: 1000 });
    expect(setAside).toMatchObject([{ reason: "RECORD_TOO_LONG", record: { offset: 0, length: 1_000_000 } }]);
    expect(calls).toMatchObject([{ record: { line: 2, offset: 1_000_002 } }]);
    expect(records).toBe(2);
    expect(read("y".repeat(50_000))).toMatchObject({ records: 1, nextOffset: 50_000 });
  });
});

describe("properties", () => {
  const anyLine = fc.oneof(
    fc.constant(line()),
    fc.constantFrom('"', ",", '"a', 'a"b,c', "", '""', '"x","y"').map((text) => text),
    fc.string({ maxLength: 30 }),
    fc.nat(60).map((sequence) => line({ sequence: `${sequence}`, clid: '"a\nb"' })),
  );
  const anyFile = fc
    .array(fc.tuple(anyLine, fc.constantFrom("\n", "\r\n", "\r")), { maxLength: 12 })
    .map((lines) => lines.map(([text, end]) => text + end).join(""));

  it("the size of the chunks changes nothing, and every record is in one place", () => {
    fc.assert(
      fc.property(anyFile, fc.integer({ min: 1, max: 200 }), (text, chunk) => {
        const whole = read(text, { chunk: 1_000_000 });
        expect(read(text, { chunk })).toEqual(whole);
        expect(whole.records).toBe(whole.calls.length + whole.setAside.length);
        expect(whole.nextOffset).toBe(bytesOf(text).length);
      }),
    );
  });

  it("read in two passes from any stored position, each record comes once", () => {
    fc.assert(
      fc.property(anyFile, fc.nat(1000), (text, cut) => {
        const whole = read(text);
        const offsets = [...whole.calls, ...whole.setAside].map(({ record }) => record.offset);
        const resumeAt = offsets.find((offset) => offset >= cut) ?? bytesOf(text).length;
        const rest = read(text, { resumeAt });
        expect(rest.calls).toEqual(whole.calls.filter(({ record }) => record.offset >= resumeAt));
        expect(rest.setAside).toEqual(whole.setAside.filter(({ record }) => record.offset >= resumeAt));
      }),
    );
  });
});
