import { describe, expect, it } from "vitest";
import { unreadable } from "../fault.ts";
import { NOTHING_SAID } from "../record-facts.ts";
import { Source } from "../source.ts";
import type { SourceRecord } from "../source-record.ts";
import { byHeading, byMember, type ColumnNames } from "./headed-columns.ts";

const SOURCE = { id: "carrier", description: "a test", format: "asterisk-csv", zone: "UTC" };
const names: ColumnNames = {
  key: ["call_id"],
  from: ["caller", "from"],
  to: ["called"],
  seconds: ["duration"],
};

function record(line: string): SourceRecord {
  const cells = line.split(",");
  const cell = (index: number): string => cells[index] ?? "";
  return { cellCount: cells.length, cell, text: () => line, offset: 0, length: line.length, line: 1 };
}

/** What each line is: `heading`, key·from·to·seconds, or why it is nothing. */
function read(lines: readonly string[], headings: Record<string, string> = {}) {
  let extra = 0;
  const readRecord = byHeading(
    { names, required: ["from", "to"] },
    {
      source: Source.parse({ ...SOURCE, headings }),
      tools: { extraColumns: () => (extra += 1), sequence: () => undefined },
    },
    ({ text }) =>
      /^\d+$/.test(text("from"))
        ? { ...NOTHING_SAID, key: text("key"), content: [text("from"), text("to"), text("seconds")] }
        : unreadable("RECORD_TIME", "words where digits belong"),
  );
  const outcomes = lines.map((line) => {
    const outcome = readRecord(record(line));
    if (outcome === null) return "heading";
    return "bucket" in outcome
      ? `${outcome.reason} ${outcome.message}`
      : [outcome.key, ...outcome.content].join("·");
  });
  return { outcomes, extra };
}

describe("columns by their heading", () => {
  it.each<[name: string, lines: readonly string[], outcome: string]>([
    ["in any order", ["Called,Call ID,Caller,Rate", "2,k,1,9"], "k·1·2·"],
    ["the better name first", ["from,caller,called", "8,1,2"], "·1·2·"],
    ["spelt with spaces and capitals", ["CALL_ID,Caller,CALLED,(Duration)", "k,1,2,30"], "k·1·2·30"],
    ["a heading that comes again", ["caller,called", "caller,called"], "heading"],
    [
      "a heading of other columns behind it",
      ["caller,called,x", "1,2,9", "Called,Duration,Caller", "2,30,1"],
      "·1·2·30",
    ],
    ["a record that is wrong", ["caller,called", "ann,2"], "RECORD_TIME words where digits belong"],
    ["cells with blanks", ["caller,called", " 1 , 2"], "·1·2·"],
    ["no heading", ["1,2"], "RECORD_COLUMNS no heading row stands before the record"],
    [
      "a heading that we do not know",
      ["a,b", "1,2"],
      "RECORD_COLUMNS no heading row stands before the record",
    ],
    [
      "a required column missing",
      ["caller,duration", "1,2"],
      "RECORD_COLUMNS the heading names no to: state headings",
    ],
    ["a record cut off", ["caller,called,duration", "1,2"], "RECORD_COLUMNS 2 cells under a heading of 3"],
  ])("%s", (_, lines, outcome) => expect(read(lines).outcomes.at(-1)).toBe(outcome));

  it("takes the source's own headings", () => {
    const lines = ["ANI,DNIS,caller", "1,2,8"];
    expect(read(lines, { from: "ani", to: "DNIS" }).outcomes).toEqual(["heading", "·1·2·"]);
  });

  it("counts records with more cells than the heading", () => {
    const { outcomes, extra } = read(["caller,called", "1,2,3", "1,2"]);
    expect([outcomes[1], extra]).toEqual(["·1·2·", 1]);
  });

  it("reads members of a JSON object the same way", () => {
    const object = { Caller: "1", duration: 30, called: null, call_id: 2 ** 60 };
    const { text } = byMember(names, Source.parse(SOURCE))(object);
    const facts = ["from", "seconds", "to", "key", "cause"] as const;
    expect(facts.map(text)).toEqual(["1", "30", "", "", ""]);
  });
});
