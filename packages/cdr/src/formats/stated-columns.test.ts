import { describe, expect, it } from "vitest";
import { Source } from "../source.ts";

const source = { id: "pbx", description: "a test switch", zone: "America/Chicago" };

describe("columns that a source states", () => {
  it.each([
    ["asterisk-custom", "start src dst billsec disposition", null],
    ["asterisk-custom", "calldate src dst billsec disposition", null],
    ["asterisk-custom", "start src dst bilsec disposition", "columns lack billsec"],
    ["asterisk-custom", "end src dst billsec", "columns lack start or calldate, disposition"],
    ["asterisk-cel", "eventtype eventtime uniqueid channame", "columns lack linkedid"],
    ["freeswitch-csv", "uuid start_epoch answer_epoch billsec", null],
    [
      "freeswitch-csv",
      "uuid start_epoch end_epoch billsec",
      "columns lack answer_stamp or answer_epoch or answer_uepoch",
    ],
    ["3cx-csv", "time-start time-answered duration from-no dial-no", null],
    ["3cx-csv", "time-start time-answered from-no dial-no", "columns lack duration"],
    ["asterisk-csv", "one two three", null], // knows its own
  ])("%s: %s", (format, names, message) => {
    const { error } = Source.safeParse({ ...source, format, columns: names.split(" ") });
    expect(error?.issues.map((issue) => [issue.path, issue.message])).toEqual(
      message === null ? undefined : [[["columns"], message]],
    );
  });
});
