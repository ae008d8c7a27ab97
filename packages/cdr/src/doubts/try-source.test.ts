import { type Instant, parseInstant } from "@tollwright/calendar";
import { describe, expect, it } from "vitest";
import { sourceOf } from "../testing/read-all.ts";
import { trySource } from "./try-source.ts";

const TIME = "MM/DD/YYYY HH:mm:ss";
const FIELDS = {
  from: 2,
  to: 3,
  start: { column: 4, time: TIME },
  answer: { column: 5, time: TIME },
  end: { column: 6, time: TIME },
  billable: { column: 7, unit: "seconds" },
};
const LAYOUT = {
  kind: "delimited",
  expectedColumns: 8,
  fields: FIELDS,
  answered: { answerTime: true },
  key: [1],
};
const described = (layout: object = {}, fields: object = {}, settings: object = {}) => ({
  format: "mapped",
  carrierTrunks: ["carrier"],
  ...settings,
  layout: { ...LAYOUT, ...layout, fields: { ...FIELDS, trunkOut: 8, ...fields } },
});

/** A call of 72 s on 17 April, answered after 10 s; cells replace its own. */
function line(number: number, cells: Readonly<Record<number, string>> = {}): string {
  const own = [
    `c${number}`,
    "13125550142",
    "12125550100",
    "04/17/2026 10:03:00",
    "04/17/2026 10:03:10",
    "04/17/2026 10:04:22",
    "72",
    "carrier",
  ];
  return own.map((cell, index) => cells[index + 1] ?? cell).join(",");
}
const lines = (count: number, cells: (number: number) => Readonly<Record<number, string>> = () => ({})) =>
  `${Array.from({ length: count }, (_, index) => line(index, cells(index))).join("\n")}\n`;

function tried(settings: object, content: string | Uint8Array, now = "2026-05-01T06:00:00Z") {
  const attempt = trySource({ source: sourceOf(settings), readAt: parseInstant(now) as Instant, rows: 3 });
  attempt.read(typeof content === "string" ? new TextEncoder().encode(content) : content);
  return attempt.end();
}
const doubts = (...asked: Parameters<typeof tried>) =>
  tried(...asked).doubts.map(({ about, message }) => `${about}: ${message}`);

describe("what was understood", () => {
  it("row by row, in the file's order and the source's own time", () => {
    const { rows, ...counts } = tried(
      described(),
      `${line(1)}\n${line(2, { 4: "x" })}\n${line(3, { 5: "", 6: "", 7: "" })}\n${line(4)}\n`,
    );
    expect(counts).toMatchObject({
      records: 4,
      calls: 3,
      suspended: 1,
      answered: 2,
      billableMilliseconds: 144_000,
    });
    expect(rows).toEqual([
      {
        line: 1,
        outcome: "call",
        from: "13125550142",
        to: "12125550100",
        start: "2026-04-17 10:03:00",
        answer: "2026-04-17 10:03:10",
        end: "2026-04-17 10:04:22",
        billableMilliseconds: 72_000,
        answered: true,
        direction: "outbound",
        key: "strong",
        why: null,
      },
      expect.objectContaining({
        line: 2,
        outcome: "suspended",
        why: 'RECORD_TIME: start "x" is not written as described',
      }),
      expect.objectContaining({
        line: 3,
        outcome: "call",
        answered: false,
        answer: null,
        billableMilliseconds: 0,
      }),
    ]);
  });

  it("pieces in one file are joined, and their seconds counted", () => {
    const layout = { records: { column: 8, start: ["begin"], stop: ["done"] } };
    const text = `${line(1, { 6: "", 7: "", 8: "begin" })}\n${line(1, { 8: "done" })}\n`;
    expect(tried(described(layout), text)).toMatchObject({
      calls: 0,
      parts: 2,
      joined: 1,
      answered: 1,
      billableMilliseconds: 72_000,
    });
  });
});

describe("what is doubtful", () => {
  it("nothing, in a good file", () => {
    expect(
      doubts(
        described(),
        lines(12, (number) => ({ 7: String(71 + (number % 2)) })),
      ),
    ).toEqual([]);
  });

  it.each<readonly [string, object, string, string]>([
    [
      "no day past the 12th",
      described(),
      lines(1, () => ({ 4: "04/12/2026 10:03:00", 5: "04/12/2026 10:03:10", 6: "04/12/2026 10:04:22" })),
      "date-order: no day is past the 12th, so MM/DD/YYYY HH:mm:ss is not proved: 2026-04-12 may be 2026-12-04",
    ],
    [
      "the hour that the clock skips",
      described(),
      lines(1, () => ({ 4: "03/08/2026 02:30:00" })),
      "zone: 1 record in an hour that clocks in America/New_York skipped",
    ],
    [
      "minutes for seconds",
      described(),
      lines(3, () => ({ 6: "04/17/2026 10:05:10", 7: "2" })),
      "duration-unit: in 3 of 3 calls the time from answer to end fits the seconds if they are minutes",
    ],
    [
      "milliseconds for seconds",
      described(),
      lines(3, () => ({ 7: "72000" })),
      "duration-unit: in 3 of 3 calls the time from answer to end fits the seconds if they are milliseconds",
    ],
    [
      "HHMMSS for seconds",
      described(),
      lines(3, () => ({ 6: "04/17/2026 10:05:27", 7: "000217" })),
      "duration-unit: in 3 of 3 calls the time from answer to end fits the seconds if they are HHMMSS",
    ],
    [
      "seconds of something else",
      described(),
      lines(3, () => ({ 7: "50" })),
      "duration: in 3 of 3 calls the seconds differ",
    ],
    [
      "digits that could be a clock's",
      described({}, { end: undefined }),
      lines(10, (number) => ({ 7: String(100 + number * 103) })),
      "duration-unit: none of 10 longer calls has seconds that end in 60 to 99",
    ],
    [
      "whole minutes",
      described({}, { end: undefined }),
      lines(10, (number) => ({ 7: String(60 * (number + 1)) })),
      "rounded: every call is a multiple of 60 s",
    ],
    [
      "steps of six seconds",
      described({}, { end: undefined }),
      lines(10, (number) => ({ 7: String(66 + 6 * number) })),
      "rounded: every call is a multiple of 6 s",
    ],
    [
      "calls of hours",
      described({}, { end: undefined }),
      lines(10, (number) => ({ 7: String(40_061 + number) })),
      "duration-unit: half of the calls last three hours and more",
    ],
    [
      "a number out of a spreadsheet",
      described(),
      lines(1, () => ({ 3: "1.21256E+10" })),
      "clipped: 1 record: numbers are written as 1.5E+12",
    ],
    [
      "a number rounded by one",
      described(),
      lines(1, () => ({ 3: "12125500000" })),
      "clipped: 1 record: numbers of eleven digits and more end in five zeros",
    ],
    [
      "a zero that is lost",
      described({}, { originatingLineInfo: 8 }),
      lines(1, () => ({ 8: "0" })),
      "leading-zeros: 1 record",
    ],
    ["decimals", described(), lines(1, () => ({ 3: "12125550100.0" })), "decimals: 1 record"],
    ["no number", described(), lines(1, () => ({ 3: "" })), "numbers: 1 record: calls go to no number"],
    [
      "nobody answered",
      described({ answered: { column: 8, values: ["yes"] } }),
      lines(10),
      "answered: none of 10 calls was answered",
    ],
    [
      "answered for nothing",
      described(),
      lines(4, (number) => ({ 7: number === 0 ? "0" : "72" })),
      "answered: 1 of 4 answered calls have no seconds",
    ],
    ["no key", described({ key: "weak" }), lines(1), "key: 1 call without a key"],
    ["the same call twice", described(), lines(1) + lines(1), "key: 1 call once more: a duplicate"],
    [
      "a key that is none",
      described({ key: [2] }),
      lines(2, (number) => ({ 7: String(71 + number) })),
      "key: 1 call with the key of an earlier one and other content",
    ],
    [
      "no direction",
      described({}, {}, { carrierTrunks: [] }),
      lines(1),
      "direction: no call says which way it went",
    ],
    [
      "a column more",
      described(),
      `${line(1)},x\n`,
      "columns: more columns than the format knows in 1 of the records",
    ],
    [
      "a column unused",
      described({}, { trunkOut: undefined, trunkIn: undefined }),
      lines(1),
      "columns: never used: 8",
    ],
    ["an empty file", described(), "\n", "nothing: no call and no piece of one was read"],
    ["another file", described(), "hello\n", "refused: 1 record: RECORD_COLUMNS, 1 columns of 8"],
  ])("%s", (_, settings, text, expected) => {
    expect(doubts(settings, text).join("\n")).toContain(expected);
  });

  it("calls after now, by more than a clock's error", () => {
    expect(doubts(described(), lines(1), "2026-04-17T13:58:00Z").join()).not.toContain("after now"); // 5 min before
    expect(doubts(described(), lines(1), "2026-04-17T13:57:59Z")).toContain(
      "zone: 1 of 1 calls start after now, the first at 2026-04-17T14:03:00.000Z",
    );
  });

  it("calls of another year", () => {
    expect(doubts(described(), lines(2), "2029-01-01T00:00:00Z").join()).toContain(
      "dates: 2 of 2 calls are more than 400 days old",
    );
  });

  it.each([
    ["Windows-1252", Uint8Array.of(0xe9, 44, 49, 10), "encoding: the file is not UTF-8"],
    ["UTF-16", Uint8Array.of(0xff, 0xfe, 97, 0, 10, 0), "encoding: the file is UTF-16"],
    ["a letter cut off at the end", Uint8Array.of(97, 0xc3), "encoding: the file is not UTF-8"],
  ])("%s", (_, bytes, expected) => {
    expect(doubts(described(), bytes).join("\n")).toContain(expected);
  });

  it("UTF-8 is no doubt", () => {
    expect(
      doubts(
        described(),
        lines(1, () => ({ 3: "é" })),
      ).join("\n"),
    ).not.toContain("encoding");
  });

  it.each([
    [
      "JSON",
      {
        kind: "json",
        fields: {
          start: { column: "s", time: "iso8601" },
          billable: { column: "b.ms", unit: "milliseconds" },
        },
      },
      '[{"s":"2026-04-17T10:00:00Z","b":{"ms":1,"x":"y"},"e":null,"l":[{"z":1}]}]',
      "columns: never used: b.x, l.0.z",
    ],
    [
      "XML",
      {
        kind: "xml",
        element: "c",
        fields: { start: { column: "s", time: "iso8601" }, billable: { column: "b", unit: "seconds" } },
      },
      '<c a="1"><s>2026-04-17T10:00:00Z</s><b>1</b><d><e>x</e></d></c>',
      "columns: never used: @a, d/e",
    ],
    [
      "fixed width",
      {
        kind: "fixedWidth",
        fields: {
          start: { column: "1-14", time: "YYYYMMDDHHmmss" },
          billable: { column: "17-19", unit: "seconds" },
        },
      },
      "20260417100000AB001CD  E\n",
      "columns: never used: 15-16, 20-21, 24-24",
    ],
    [
      "a heading",
      {
        kind: "delimited",
        headingRows: 1,
        fields: { start: { column: "s", time: "iso8601" }, billable: { column: 2, unit: "seconds" } },
      },
      "s,b,c\n2026-04-17T10:00:00Z,1,x\n",
      "columns: never used: c",
    ],
  ])("columns of %s that nothing is read from", (_, layout, text, expected) => {
    const settings = { format: "mapped", layout: { ...layout, answered: { seconds: true }, key: "weak" } };
    expect(doubts(settings, text)).toContain(expected);
  });
});
