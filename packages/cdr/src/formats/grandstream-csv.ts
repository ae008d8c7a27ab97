import { unreadable } from "../fault.ts";
import type { Format } from "../format-reader.ts";
import { delimited } from "../records/delimited.ts";
import type { SourceRecord } from "../source-record.ts";
import { asteriskFacts } from "./asterisk-facts.ts";
import { namedColumns, surplusOfCaller, withoutSurplus } from "./named-columns.ts";
import { writtenStamp } from "./written-stamp.ts";

/*
 * Grandstream UCM, CDR export and `Master.csv`: an Asterisk in a box. Comma-separated, with a heading or without:
 *
 *    1 AcctId       5 dcontext    9 lastapp   13 end         17 amaflags   21 dstchannel_ext
 *    2 accountcode  6 clid       10 lastdata  14 duration    18 uniqueid   22 service
 *    3 src          7 channel    11 start     15 billsec     19 userfield (EXT, IVR …)
 *    4 dst          8 dstchannel 12 answer    16 disposition 20 channel_ext
 *
 * lastdata is written bare in the maker's own example, `SIP/5301,60,`: the row then has columns too many. So the columns behind it
 * are counted from the first start time that stands behind lastapp. Files that the box sends by itself begin with accountcode: where
 * the sixth cell is a channel, there is no AcctId. A channel out by a trunk also names the number that was dialled,
 * `SIP/trunk_1/12125550100` (maker's CDR API guide, "Source Channel, Dest Channel"). Reference: cdr and rate decks, section 2.10.
 * Not yet seen on a real file.
 */
const COLUMNS = [
  ...[
    "acctid",
    "accountcode",
    "src",
    "dst",
    "dcontext",
    "clid",
    "channel",
    "dstchannel",
    "lastapp",
    "lastdata",
  ],
  ...["start", "answer", "end", "duration", "billsec", "disposition", "amaflags", "uniqueid", "userfield"],
  ...["channel_ext", "dstchannel_ext", "service"],
];
const START = COLUMNS.indexOf("start");
/** Without the three at the end older firmware is read too. One cell behind the unique id: so that it is whole in a line that is cut off. */
const LEAST_COLUMNS = COLUMNS.indexOf("channel_ext");

const HEADINGS = new Set(["acctid", "accountcode"]);

export const grandstreamCsv: Format = {
  split: delimited({ separator: ",", quote: '"', escape: "doubledQuote", looseQuotes: true }),
  open(source, tools) {
    const factsOf = asteriskFacts(source, COLUMNS);
    const named = namedColumns(COLUMNS);
    return (row) => {
      if (HEADINGS.has(row.cell(0).trim().toLowerCase())) return null;
      const written = hasNoId(row) ? withEmptyId(row) : row;
      const [caller, lastData] = [COLUMNS.indexOf("clid"), COLUMNS.indexOf("lastdata")];
      const withCaller = withoutSurplus(written, caller, surplusOfCaller(written, caller));
      const surplus = surplusBeforeStart(withCaller);
      if (surplus === null || withCaller.cellCount - surplus < LEAST_COLUMNS)
        return unreadable(
          "RECORD_COLUMNS",
          `${written.cellCount} columns, and no times where they should be`,
        );
      const record = withoutSurplus(withCaller, lastData, surplus);
      if (record.cellCount > COLUMNS.length) tools.extraColumns();
      const facts = factsOf(named(record));
      if ("bucket" in facts) return facts;
      return { ...facts, trunkIn: lineOf(facts.trunkIn), trunkOut: lineOf(facts.trunkOut) };
    };
  },
};

/** The caller stands in the fifth cell, with commas or without, and the channel behind. */
function hasNoId(row: SourceRecord): boolean {
  const caller = COLUMNS.indexOf("clid") - 1;
  const channel = withoutSurplus(row, caller, surplusOfCaller(row, caller)).cell(caller + 1);
  return /^[A-Za-z]\w*\/\S+$/.test(channel.trim());
}

function withEmptyId(row: SourceRecord): SourceRecord {
  const cell = (index: number): string => (index === 0 ? "" : row.cell(index - 1));
  return { ...row, cellCount: row.cellCount + 1, cell };
}

/** @example a channel `SIP/trunk_1/12125550100-00000003` is on the trunk `SIP/trunk_1`. */
function lineOf(trunk: string | null): string | null {
  return trunk === null ? null : trunk.split("/").slice(0, 2).join("/");
}

/** How many columns too many lastdata makes; null where no start and end stand behind it. */
function surplusBeforeStart(record: SourceRecord): number | null {
  for (let at = START; at + 2 < record.cellCount; at += 1) {
    if (isTime(record.cell(at)) && isTime(record.cell(at + 2))) return at - START;
  }
  return null;
}

function isTime(text: string): boolean {
  const stamp = writtenStamp(text.trim());
  return stamp !== null && stamp !== "unreadable";
}
