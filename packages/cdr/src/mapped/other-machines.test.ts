import { describe, expect, it } from "vitest";
import { readAll } from "../testing/read-all.ts";

const TIME = "YYYY-MM-DD HH:mm:ss";

function mapped(kind: object, columns: readonly (number | string)[]): object {
  const [from, to, start, billable, id] = columns;
  return {
    format: "mapped",
    layout: {
      ...kind,
      fields: {
        from,
        to,
        start: { column: start, time: TIME },
        answer: { rule: "start" },
        billable: { column: billable, unit: "seconds" },
      },
      answered: "always",
      key: [id],
    },
  };
}

const ROWS = [
  ["13125550142", "12125550100", "2026-04-07 10:03:00", "72", "a1"],
  ["13125550142", "12125550101", "2026-04-07 10:04:00", "181", "a2"],
] as const;
const NAMES = ["from", "to", "start", "billable", "id"] as const;
const lines = (rows: readonly (readonly string[])[], between = ","): string =>
  rows.map((cells) => `${cells.join(between)}\n`).join("");
const padded = ROWS.map(([from, to, start, billable, id]) => [from, to, start, billable.padEnd(4), id]);

const KINDS = [
  ["delimited", mapped({ kind: "delimited" }, [1, 2, 3, 4, 5]), lines(ROWS)],
  ["delimited with a heading", mapped({ kind: "delimited", headingRows: 1 }, NAMES), lines([NAMES, ...ROWS])],
  [
    "fixed width",
    mapped({ kind: "fixedWidth" }, ["1-11", "12-22", "23-41", "42-45", "46-47"]),
    lines(padded, ""),
  ],
  [
    "JSON, one a line",
    mapped({ kind: "json" }, NAMES),
    ROWS.map(
      (cells) => `${JSON.stringify(Object.fromEntries(NAMES.map((name, at) => [name, cells[at]])))}\n`,
    ).join(""),
  ],
  [
    "XML",
    mapped({ kind: "xml", element: "call" }, NAMES),
    `<calls>\n${ROWS.map((cells) => `<call>${cells.map((cell, at) => `<${NAMES[at]}>${cell}</${NAMES[at]}>`).join("")}</call>\n`).join("")}</calls>\n`,
  ],
] as const;

const keysOf = (settings: object, content: string | Uint8Array) =>
  readAll(settings, content).calls.map(({ callKey, billableMilliseconds: of }) => `${callKey} ${of}`);

describe.each(KINDS)("%s", (_, settings, text) => {
  it.each([
    ["a byte order mark", Buffer.from(`\uFEFF${text}`)],
    ["CRLF", Buffer.from(text.replaceAll("\n", "\r\n"))],
    ["CR", Buffer.from(text.replaceAll("\n", "\r"))],
    ["CRLF here and LF there", Buffer.from(text.replace("\n", "\r\n"))],
    ["no line end behind the last record", Buffer.from(text.slice(0, -1))],
    ["a block that NUL fills", Buffer.from(`${text}${"\0".repeat(512)}`)],
    ["blank lines at the end", Buffer.from(`${text}\n\n`)],
  ])("with %s is the same", (_what, written) => {
    expect(keysOf(settings, text)).toHaveLength(2);
    expect(keysOf(settings, written)).toEqual(keysOf(settings, text));
  });

  it.each([
    ["UTF-16", Buffer.from(`\uFEFF${text}`, "utf16le")],
    ["UTF-16 without its mark", Buffer.from(text, "utf16le")],
    ["UTF-16, the higher byte first", Buffer.from(`\uFEFF${text}`, "utf16le").swap16()],
  ])("in %s is refused, and bills nothing", (_what, bytes) => {
    const { calls, setAside } = readAll(settings, bytes);
    expect(calls).toEqual([]);
    expect(setAside.some(({ bucket }) => bucket === "suspended")).toBe(true);
  });

  it("a line that no switch would write costs itself", () => {
    expect(keysOf(settings, `${text}${"A".repeat(2_000_000)}\n`)).toEqual(keysOf(settings, text));
  });

  it("nothing is no record", () => expect(readAll(settings, "").records).toBe(0));

  it("cut off anywhere behind its first record, it bills what is whole, and nothing else", () => {
    const whole = keysOf(settings, text);
    for (let cut = text.indexOf("a1") + 2; cut < text.length; cut += 1)
      expect(whole).toEqual(expect.arrayContaining(keysOf(settings, text.slice(0, cut))));
  });
});

it("a heading alone is no record", () => {
  expect(readAll(KINDS[1][1], lines([NAMES])).records).toBe(0);
});

describe("where the file ends without a line end", () => {
  const settings = mapped({ kind: "delimited" }, [1, 2, 3, 4, 5]);
  const last = (cell: string, from = ROWS[0]): string => [...from.slice(0, 4), cell].join(",");
  it.each<readonly [string, string, string | null]>([
    ["a last column that is shorter than before", `${lines(ROWS)}${last("a")}`, "RECORD_CUT_OFF"],
    ["one that is empty, and never was", `${lines(ROWS)}${last("")}`, "RECORD_NO_KEY"],
    ["one as long as before", `${lines(ROWS)}${last("a3")}`, null],
    ["one that was as short before", `${last("b")}\n${lines(ROWS)}${last("a")}`, null],
    ["the first record, of which nothing tells", last("a"), null],
    ["a quote that closes", `${lines(ROWS)}${last('"a"')}`, null],
  ])("%s", (_what, text, reason) => {
    const { calls, setAside } = readAll(settings, text);
    const records = text.split("\n").length;
    expect(setAside.map((aside) => [aside.reason, aside.record.line, aside.keyDay])).toEqual(
      reason === null ? [] : [[reason, records, "2026-04-07"]],
    );
    expect(calls).toHaveLength(records - setAside.length);
  });

  it("a column that nobody reads may be cut off", () => {
    const text = `${lines(ROWS.map((cells) => [...cells, "remark"]))}${last("a3")},rem`;
    expect(readAll(settings, text).calls).toHaveLength(3);
  });

  it("a line of fixed width that may be short is refused where it is shorter than any before", () => {
    const trimmed = mapped({ kind: "fixedWidth", trimmed: true }, [
      "1-11",
      "12-22",
      "23-41",
      "42-45",
      "46-47",
    ]);
    const text = lines(padded, "");
    expect(keysOf(trimmed, `${text}${text.slice(0, 46)}`)).toHaveLength(2);
    expect(readAll(trimmed, `${text}${text.slice(0, 46)}`).setAside).toMatchObject([
      { reason: "RECORD_CUT_OFF" },
    ]);
    expect(keysOf(trimmed, `${text}${text.slice(0, 47)}`)).toHaveLength(3);
  });
});
