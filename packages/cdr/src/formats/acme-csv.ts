import { type Fault, unreadable } from "../fault.ts";
import type { Format } from "../format-reader.ts";
import { NOTHING_SAID, type RecordFacts } from "../record-facts.ts";
import { delimited } from "../records/delimited.ts";
import type { SourceRecord } from "../source-record.ts";
import { recordStamps } from "./record-stamps.ts";
import { sipNumber } from "./sip-number.ts";
import { writtenSeconds } from "./written-seconds.ts";
import { clockFirstTime, type ReadTime } from "./written-times.ts";

/*
 * Oracle (Acme Packet) SBC, local CDR files `cdrYYYYMMDDHHMM[a-j]`. NOT YET SEEN ON A REAL FILE.
 *
 * Commas, some values in double quotes, in which quotes may stand bare; no heading. The first column says the kind, and each kind has
 * its own layout. Columns from 1:
 *
 *        Start (1), Interim (3)   Stop (2)
 *            4                      4         Acct-Session-Id: the call
 *           10                     10         Calling-Station-Id: a whole From header, `'NAME'<sip:13125550142@10.0.0.1>;tag=x`
 *           11                     11         Called-Station-Id: a whole To header; `;rn=+13125550000` in it is the LRN
 *            –                     12         Acct-Terminate-Cause
 *            –                     13         Acct-Session-Time: whole seconds of conversation
 *           12                     14         set-up     `15:54:56.868 PST DEC 18 2017`: the zone as letters
 *           13                     15         connect    empty if never answered
 *            –                     16         disconnect
 *            –                     17         disconnect cause
 *           18                     22         egress realm
 *           19                     23         ingress realm
 *            –                    126         P-Asserted-ID, for callers that hide their number; 220 in rows of 269
 *
 * Release S-CX6.1 has no column 8 (the forked call), so all behind it stand one column earlier: its set-up time tells it.
 * Stop rows have 175 columns, or 269: 94 more stand behind column 115. Releases differ behind column 23, so of rows of any other
 * width only what stands before is read. The CDR sequence number (last column) is not read: whether Interims have it is unknown.
 *
 * Source: reference, cdr and rate decks, section 2.8; docs.oracle.com, SBC Accounting Guide 8.4 and 9.0, "Local CDR Start / Interim /
 * Stop Record"; crushton/acme_packet_parsecdr C610_… to C640_start.csv and _stop.csv (S-CX6.1 to 6.4); freeside/Freeside FS/FS/cdr/acmepacket.pm.
 */
const [KIND, SESSION, FORKED_CALL, CALLING, CALLED] = [0, 3, 7, 9, 10];
const STOP = {
  cause: 11,
  seconds: 12,
  setup: 13,
  connect: 14,
  disconnect: 15,
  q850: 16,
  egress: 21,
  ingress: 22,
};
const OPENING = { setup: 11, connect: 12, egress: 17, ingress: 18 };
/** Column of P-Asserted-ID by the width of a Stop row. */
const ASSERTED = new Map([
  [175, 125],
  [269, 219],
]);

/**
 * A Stop is a whole call, with all its seconds. Start and Interim are pieces under the same key: they are merged into it, or tell of a
 * call whose Stop never came; they say no seconds.
 */
export const acmeCsv: Format = {
  split: delimited({ separator: ",", quote: '"', escape: "none" }),
  open(source) {
    const readTime = clockFirstTime(source.zoneAbbreviations);
    return (written) => {
      const kind = written.cell(KIND).trim();
      const isStop = kind === "2";
      const setUp = readTime(written.cell((isStop ? STOP : OPENING).setup - 1).trim());
      const record = typeof setUp === "object" && setUp !== null ? withForkedCall(written) : written;
      if (isStop) return stopFacts(record, readTime);
      if (kind === "1" || kind === "3") return openingFacts(record, readTime, kind);
      return unreadable("RECORD_KIND", `the first column is "${kind}", not 1, 2 or 3`);
    };
  },
};

/** A record of release S-CX6.1 as the later ones would write it. */
function withForkedCall(record: SourceRecord): SourceRecord {
  const cell = (index: number): string =>
    index === FORKED_CALL ? "" : record.cell(index < FORKED_CALL ? index : index - 1);
  return { ...record, cellCount: record.cellCount + 1, cell };
}

function openingFacts(record: SourceRecord, readTime: ReadTime, kind: "1" | "3"): RecordFacts | Fault {
  if (record.cellCount <= OPENING.ingress + 1) return cutOff(record);
  const text = (column: number): string => record.cell(column).trim();
  const stamps = recordStamps(
    { start: text(OPENING.setup), answer: text(OPENING.connect), end: "" },
    readTime,
    null,
  );
  if ("bucket" in stamps) return stamps;
  return {
    ...NOTHING_SAID,
    role: kind === "1" ? "start" : "interim",
    ...endsOf(text, null),
    content: contentOf(record, record.cellCount - 1),
    ...stamps,
    answered: stamps.answer !== null,
    trunkIn: text(OPENING.ingress) || null,
    trunkOut: text(OPENING.egress) || null,
  };
}

function stopFacts(record: SourceRecord, readTime: ReadTime): RecordFacts | Fault {
  if (record.cellCount <= STOP.ingress + 1) return cutOff(record);
  const text = (column: number): string => record.cell(column).trim();
  const milliseconds = text(STOP.seconds) === "" ? 0 : writtenSeconds(text(STOP.seconds));
  const stamps = recordStamps(
    { start: text(STOP.setup), answer: text(STOP.connect), end: text(STOP.disconnect) },
    readTime,
    milliseconds,
  );
  if ("bucket" in stamps) return stamps;
  const answered = stamps.answer !== null && milliseconds > 0;
  const asserted = ASSERTED.get(record.cellCount);
  return {
    ...NOTHING_SAID,
    ...endsOf(text, asserted === undefined ? null : text(asserted)),
    content: contentOf(record, STOP.ingress),
    ...stamps,
    answer: answered ? stamps.answer : null,
    billableMilliseconds: milliseconds,
    answered,
    releaseCause: text(STOP.q850) || text(STOP.cause),
    trunkIn: text(STOP.ingress) || null,
    trunkOut: text(STOP.egress) || null,
  };
}

type Text = (column: number) => string;

/** Who called whom, of the same columns in every layout. A caller who hides the number is known by the asserted one. */
function endsOf(text: Text, asserted: string | null) {
  const [calling, called] = [sipNumber(text(CALLING)), sipNumber(text(CALLED))];
  const known = asserted === null ? "" : sipNumber(asserted).number;
  const isHidden = !/\d/.test(calling.number) && /\d/.test(known);
  return {
    key: text(SESSION) || null,
    from: isHidden ? known : calling.number,
    to: called.number,
    routingNumber: called.routingNumber,
  };
}

/**
 * Of a Stop only what stands in every release: a row of another width must not be another call. Of a piece all of it: one Interim
 * differs from the next in its traffic alone.
 */
function contentOf(record: SourceRecord, lastColumn: number): readonly string[] {
  return Array.from({ length: lastColumn + 1 }, (_, column) => record.cell(column));
}

function cutOff({ cellCount }: SourceRecord): Fault {
  return unreadable("RECORD_COLUMNS", `${cellCount} columns are too few for its kind`);
}
