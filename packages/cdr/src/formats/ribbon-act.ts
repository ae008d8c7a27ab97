import { wholeNumber } from "../digits.ts";
import { type Fault, unreadable } from "../fault.ts";
import type { Format } from "../format-reader.ts";
import { NOTHING_SAID, type RecordFacts } from "../record-facts.ts";
import { delimited } from "../records/delimited.ts";
import type { Source } from "../source.ts";
import type { SourceRecord } from "../source-record.ts";
import { ignored } from "./ignored.ts";
import { attemptEnd, nodeClock, nodeTimes, zoneFits } from "./ribbon-times.ts";

/*
 * Ribbon (Sonus) accounting files `.ACT` of GSX and SBC. Comma-separated; what a signalling protocol adds stands in one quoted
 * cell and holds commas. The first cell is the kind of the record; positions are counted from the left and differ by kind, and
 * newer releases add columns at the end (STOP: 223 in the sample, 301 at release 12.1).
 *
 *                                          START  STOP  ATTEMPT  INTERMEDIATE
 *    gateway, accounting id (0x…)           2, 3   2, 3   2, 3     2, 3
 *    zone of the node                          5      5      5        5
 *    start, MM/DD/YYYY and HH:MM:SS.t       6, 7   6, 7   6, 7     6, 7
 *    set-up to answer, units of 10 ms         10     10      –        9
 *    end, or the moment of the record          –  11, 12  105, 10  10, 11
 *    seconds of conversation, 10 ms            –     14      –       12
 *    disconnect reason (Q.850)                 –     15     12        –
 *    calling, called (after translation)  15, 16 20, 21 17, 18   17, 18
 *    billing number                           23     28     25
 *    trunk group in, out                  29, 54 34, 68 31, 58
 *    line information, jurisdiction       34, 35 43, 44 36, 37
 *    dialled number                           50     60     53
 *    kind of long-duration record              –    118      –
 *
 * The first line of a file names its maker, its release, and its kind with a moment, `Maker, Inc.0…0ACT202604070000…`: it is no call.
 * Nor is the last line of one that was closed in order, `07042026 000000: File administratively closed.`, nor a RECORDING, which newer
 * releases write beside the call's own record for each recorder.
 * Older releases leave the date of an ATTEMPT's end out (105): just after midnight it is a day later than the start's. Of INTERMEDIATE
 * the description at hand goes to column 20. The zone in column 5 is a fixed offset that does not say whether daylight time is in
 * force: clocks are read in the source's zone, and a node whose offset that zone never has is refused, for its times would be
 * wrong by hours. What the record sequence number counts (START 104, STOP 127, ATTEMPT 117) is not known: it is not read.
 * Reference: cdr and rate decks, section 2.7; positions also from the maker's CDR field descriptions, releases 6.2 to 12; the first
 * line from thomasmarsh/xcdr, src/gateway/sonus/callgen.cc; the last line and RECORDING from the maker's "Billing Introduction" and
 * "RECORDING Accounting Records" (publicdoc.rbbn.com, SBC Core 5.0 and 12.1).
 */
type Layout = {
  /** One more than are read always: so the last of them is whole in a record that is cut off. */
  readonly fewestColumns: number;
  readonly setUp: number;
  readonly endDate: number;
  readonly endTime: number;
  readonly seconds: number;
  readonly cause: number;
  readonly calling: number;
  readonly called: number;
  readonly dialed: number;
  readonly billing: number;
  readonly trunkIn: number;
  readonly trunkOut: number;
  readonly line: number;
  readonly jurisdiction: number;
};

/** 0: the kind has no such column, or nobody says where it is. */
const NONE: Layout = {
  fewestColumns: 0,
  setUp: 0,
  endDate: 0,
  endTime: 0,
  seconds: 0,
  cause: 0,
  calling: 0,
  called: 0,
  dialed: 0,
  billing: 0,
  trunkIn: 0,
  trunkOut: 0,
  line: 0,
  jurisdiction: 0,
};
const START: Layout = {
  ...NONE,
  fewestColumns: 55,
  setUp: 10,
  calling: 15,
  called: 16,
  billing: 23,
  trunkIn: 29,
  line: 34,
  jurisdiction: 35,
  dialed: 50,
  trunkOut: 54,
};
const STOP: Layout = {
  fewestColumns: 119,
  setUp: 10,
  endDate: 11,
  endTime: 12,
  seconds: 14,
  cause: 15,
  calling: 20,
  called: 21,
  billing: 28,
  trunkIn: 34,
  line: 43,
  jurisdiction: 44,
  dialed: 60,
  trunkOut: 68,
};
const ATTEMPT: Layout = {
  ...NONE,
  fewestColumns: 59,
  endDate: 105,
  endTime: 10,
  cause: 12,
  calling: 17,
  called: 18,
  billing: 25,
  trunkIn: 31,
  line: 36,
  jurisdiction: 37,
  dialed: 53,
  trunkOut: 58,
};
const INTERMEDIATE: Layout = {
  ...NONE,
  fewestColumns: 19,
  setUp: 9,
  endDate: 10,
  endTime: 11,
  seconds: 12,
  calling: 17,
  called: 18,
};

const LAYOUTS: ReadonlyMap<string, Layout> = new Map(Object.entries({ START, STOP, ATTEMPT, INTERMEDIATE }));
const EVENTS = new Set(["REBOOT", "SWITCHOVER", "SW_CHANGE"]);
const FIRST_LINE = /ACT\d{28}\s*$/;
const LAST_LINE = /^\d{8} \d{6}: File administratively closed/;
const ROUTE_ATTEMPT = 27;
const LONG_DURATION = 118;

/**
 * A STOP is a call by itself; START and INTERMEDIATE are pieces under its key, for the case that it never comes. A STOP that closes
 * a long-duration call is a piece too, so that the source's `interim` decides how its seconds are counted.
 */
export const ribbonAct: Format = {
  split: delimited({ separator: ",", quote: '"', escape: "none" }),
  open(source) {
    const factsOf = ribbonFacts(source);
    return (record) => {
      const kind = record.cell(0);
      if (EVENTS.has(kind)) return ignored("MARKER_RECORD", kind);
      if (kind === "RECORDING")
        return ignored("NOT_A_CALL", "the recording of a call, which has a record of its own");
      const layout = LAYOUTS.get(kind);
      if (layout === undefined) return otherLine(record);
      if (record.cellCount < layout.fewestColumns)
        return unreadable("RECORD_COLUMNS", `${record.cellCount} columns of ${kind}: it is cut off`);
      return factsOf(kind, layout, record);
    };
  },
};

function otherLine(record: SourceRecord): Fault {
  const text = record.text();
  if (FIRST_LINE.test(text)) return ignored("MARKER_RECORD", "the first line of a file");
  if (LAST_LINE.test(text)) return ignored("MARKER_RECORD", "the last line of a file");
  return unreadable("RECORD_KIND", `a record "${record.cell(0).slice(0, 20)}"`);
}

type ToFacts = (kind: string, layout: Layout, record: SourceRecord) => RecordFacts | Fault;

function ribbonFacts(source: Source): ToFacts {
  const timesOf = nodeTimes(source.zone);
  const isOfZone = zoneFits(source.zone);
  return (kind, layout, record) => {
    const at = (column: number): string => (column === 0 ? "" : record.cell(column - 1));
    const seconds = layout.seconds === 0 ? 0 : wholeNumber(at(layout.seconds)) * 10;
    const start = nodeClock(at(6), at(7));
    const fault = (reason: Fault["reason"], message: string): Fault => ({
      ...unreadable(reason, message),
      keyDay: start?.day ?? null,
      milliseconds: seconds >= 0 ? seconds : null,
    });
    if (start === null) return fault("RECORD_TIME", `start "${at(6)} ${at(7)}" is no time`);
    if (!isOfZone(at(5), start))
      return fault("RECORD_ZONE", `the node is in "${at(5)}", the source in ${source.zone}`);
    if (!(seconds >= 0)) return fault("RECORD_DURATION", `duration "${at(layout.seconds)}"`);
    const hasEnd = layout.endTime !== 0;
    const endClock = kind === "ATTEMPT" ? attemptEnd.bind(null, start) : nodeClock;
    const end = hasEnd ? endClock(at(layout.endDate), at(layout.endTime)) : null;
    if (hasEnd && end === null) return fault("RECORD_TIME", `end "${at(layout.endTime)}" is no time`);
    const setUpMilliseconds = layout.setUp === 0 ? null : wholeNumber(at(layout.setUp)) * 10;
    if (setUpMilliseconds !== null && !(setUpMilliseconds >= 0))
      return fault("RECORD_TIME", `set-up to answer "${at(layout.setUp)}"`);
    const times = timesOf({ start, setUpMilliseconds, billableMilliseconds: seconds, end });
    if ("bucket" in times) return times;
    return {
      ...NOTHING_SAID,
      ...identityOf(kind, at),
      content: contentOf(layout, at),
      ...times,
      billableMilliseconds: kind === "START" ? null : seconds,
      answered: setUpMilliseconds !== null,
      from: at(layout.calling),
      to: at(layout.called) || at(layout.dialed),
      releaseCause: at(layout.cause),
      trunkIn: at(layout.trunkIn) || null,
      trunkOut: at(layout.trunkOut) || null,
      chargeNumber: at(layout.billing) || null,
      originatingLineInfo: at(layout.line) || null,
      jurisdictionParameter: at(layout.jurisdiction) || null,
    };
  };
}

type At = (column: number) => string;

/** Each attempt at a route is a record of its own under one accounting id. */
function identityOf(kind: string, at: At): Pick<RecordFacts, "role" | "key"> {
  const isNamed = at(2) !== "" && at(3) !== "";
  const call = isNamed ? `${at(2)} ${at(3)}` : null;
  if (kind === "ATTEMPT") return { role: "whole", key: call && `${call} ATTEMPT ${at(ROUTE_ATTEMPT)}` };
  if (kind === "START") return { role: "start", key: call };
  if (kind === "INTERMEDIATE") return { role: "interim", key: call };
  const isLong = !["", "0"].includes(at(LONG_DURATION));
  return { role: isLong ? "stop" : "whole", key: call };
}

/** What the record says of its call; the sub-records of protocols are not in it. */
function contentOf(layout: Layout, at: At): readonly string[] {
  const { fewestColumns: _, ...columns } = layout;
  return [1, 2, 3, 6, 7, ...Object.values(columns)].map(at);
}
