import { type Fault, unreadable } from "../fault.ts";
import type { Format } from "../format-reader.ts";
import { NOTHING_SAID, type RecordFacts } from "../record-facts.ts";
import { delimited } from "../records/delimited.ts";
import type { Source } from "../source.ts";
import type { SourceRecord } from "../source-record.ts";
import { ignored } from "./ignored.ts";
import { type Column, namedColumns } from "./named-columns.ts";
import { recordStamps } from "./record-stamps.ts";
import { clockFirstTime, type ReadTime } from "./written-times.ts";

/*
 * Cisco IOS and CUBE, file accounting (`gw-accounting file`). NOT YET SEEN ON A REAL FILE.
 *
 * Commas, no heading, fixed order, empty fields kept: one record for each leg and for each feature that was used on it. Columns:
 *
 *    1 unix_time               9 alert-time              17 paks-out
 *    2 call-id (of the leg)   10 h323-connect-time       18 bytes-out
 *    3 cdr-type               11 h323-disconnect-time    19 paks-in
 *    4 leg-type               12 h323-disconnect-cause   20 bytes-in
 *    5 h323-conf-id           13 disconnect-text         21 username
 *    6 peer-address           14 h323-call-origin        22 clid (calling number)
 *    7 peer-sub-address       15 charged-units           23 dnis (called number)
 *    8 h323-setup-time        16 info-type               24 the feature: `fn:TWC` is the plain call, HOLD, RESUME, CFA, … are not
 *
 * The detailed form (`acct-template callhistory-detail`) has the same 23 and 90 or more behind them, of which these are read:
 *
 *   33 account-code   76 originating-line-info   77 charge-number   82 out-trunkgroup-label   85 in-trunkgroup-label   113 the feature
 *
 * A record tells its form by its width; one between the two is cut off. A source that was set up otherwise may
 * state its own `columns` by these names. Times are `*16:46:02.356 EET Wed Dec 11 2002`: `*` the clock was never set, `.` it lost
 * its source. There are no seconds: conversation is from connect to disconnect, by `billingBase` cut to the second or to the
 * millisecond. h323-call-origin is `answer` (or `callback`) for the leg by which the call came in, `originate` for the one by which
 * it went out. That a connect time equal to the disconnect time means "never answered" is our reading (verify).
 *
 * Source: reference, cdr and rate decks, section 2.9; cisco.com "CDR Accounting for Cisco IOS Voice Gateways: Configuring File
 * Accounting", whose compact order a public bundle of INVITE Communications for its CDR import repeats, with examples.
 */
const COLUMNS = [
  ...["unix_time", "call-id", "cdr-type", "leg-type", "h323-conf-id", "peer-address", "peer-sub-address"],
  ...["h323-setup-time", "alert-time", "h323-connect-time", "h323-disconnect-time", "h323-disconnect-cause"],
  ...[
    "disconnect-text",
    "h323-call-origin",
    "charged-units",
    "info-type",
    "paks-out",
    "bytes-out",
    "paks-in",
  ],
  ...["bytes-in", "username", "clid", "dnis", "feature"],
];
const GENERIC_COLUMNS = COLUMNS.length - 1;
/** Of the detailed form those behind the generic ones that are read, by their positions. */
const DETAILS: Readonly<Record<string, number>> = {
  "account-code": 33,
  "originating-line-info": 76,
  "charge-number": 77,
  "out-trunkgroup-label": 82,
  "in-trunkgroup-label": 85,
  feature: 113,
};
const DETAILED_COLUMNS = Array.from({ length: 114 }, (_, index) =>
  index < GENERIC_COLUMNS ? (COLUMNS[index] ?? "") : (nameAt(index + 1) ?? ""),
);
/** The compact form has the generic columns and twelve of the feature, and a little room for newer ones. */
const MOST_COMPACT_COLUMNS = 60;

function nameAt(position: number): string | undefined {
  return Object.keys(DETAILS).find((name) => DETAILS[name] === position);
}

/**
 * One leg of a call bills: the one by which it came in, for there is exactly one, while each attempt to reach the other side writes
 * one of its own. `billedLeg: b` turns this round. Legs of one call share h323-conf-id.
 */
export const cubeCsv: Format = {
  split: delimited({ separator: ",", quote: '"', escape: "doubledQuote", looseQuotes: true }),
  open(source) {
    const readTime = clockFirstTime(source.zoneAbbreviations);
    const stated = source.columns === undefined ? null : layoutOf(source.columns);
    return (record) => {
      const layout = stated ?? (record.cellCount > MOST_COMPACT_COLUMNS ? DETAILED : COMPACT);
      if (record.cellCount < layout.fewest)
        return unreadable("RECORD_COLUMNS", `${record.cellCount} columns, and ${layout.fewest} are read`);
      return legFacts(layout.named(record), { source, readTime });
    };
  },
};

type Layout = { readonly fewest: number; readonly named: (record: SourceRecord) => Column };

const NEEDED = [
  "h323-conf-id",
  "h323-setup-time",
  "h323-connect-time",
  "h323-disconnect-time",
  "clid",
  "dnis",
];

/** One column more than are needed, where there is one: so the last of them is whole in a record that is cut off. */
function layoutOf(columns: readonly string[], last: readonly string[] = NEEDED): Layout {
  const needed = Math.max(...last.map((name) => columns.indexOf(name))) + 1;
  return { fewest: Math.min(needed + 1, columns.length), named: namedColumns(columns) };
}

const COMPACT = layoutOf([...COLUMNS, "what belongs to the feature"], ["feature"]);
const DETAILED = layoutOf(DETAILED_COLUMNS, ["feature"]);

type LegSettings = { readonly source: Source; readonly readTime: ReadTime };

function legFacts(text: Column, { source, readTime }: LegSettings): RecordFacts | Fault {
  const stamps = recordStamps(
    {
      start: text("h323-setup-time"),
      answer: text("h323-connect-time"),
      end: text("h323-disconnect-time"),
    },
    readTime,
    null,
  );
  if ("bucket" in stamps) return stamps;
  const exact = conversation(stamps);
  const billable = source.billingBase === "seconds" ? cutToSeconds(exact) : exact;
  const aside = asideOf(text, source.billedLeg ?? "a");
  if (aside !== null) return { ...aside, keyDay: stamps.start?.day ?? null, milliseconds: billable };
  const answered = stamps.answer !== null && exact !== 0;
  const [conference, leg] = [text("h323-conf-id"), text("call-id")];
  return {
    ...NOTHING_SAID,
    key: conference === "" ? null : `${conference} ${leg}`,
    content: CONTENT.map(text),
    ...stamps,
    answer: answered ? stamps.answer : null,
    billableMilliseconds: billable,
    answered,
    from: text("clid"),
    to: text("dnis"),
    releaseCause: text("h323-disconnect-cause"),
    trunkIn: text("in-trunkgroup-label") || null,
    trunkOut: text("out-trunkgroup-label") || null,
    accountHint: text("account-code") || null,
    chargeNumber: text("charge-number") || null,
    originatingLineInfo: text("originating-line-info") || null,
  };
}

const CONTENT = COLUMNS.filter((name) => !["unix_time", "username"].includes(name));

/** Why a record is not the one that bills its call. */
function asideOf(text: Column, billedLeg: "a" | "b"): Fault | null {
  const [feature = ""] = text("feature").replace(/^fn:/i, "").split(",");
  if (feature !== "" && feature.toUpperCase() !== "TWC")
    return ignored("NOT_A_CALL", `the feature ${feature}`);
  const origin = text("h323-call-origin").toLowerCase();
  const isIncoming = origin === "answer" || origin === "callback";
  if (!isIncoming && origin !== "originate")
    return unreadable("RECORD_KIND", `h323-call-origin "${origin}" is neither answer nor originate`);
  if (isIncoming === (billedLeg === "a")) return null;
  return ignored("OTHER_LEG", `the ${origin} leg`);
}

type Stamps = Pick<RecordFacts, "answer" | "end">;

/** Milliseconds; null where a call was answered and nothing says when it ended, negative where it ended before. */
function conversation({ answer, end }: Stamps): number | null {
  if (answer === null) return 0;
  return end === null ? null : timeOf(end) - timeOf(answer);
}

function cutToSeconds(milliseconds: number | null): number | null {
  return milliseconds === null ? null : Math.floor(milliseconds / 1_000) * 1_000;
}

function timeOf(stamp: NonNullable<Stamps["answer"]>): number {
  return stamp.kind === "instant" ? stamp.at : stamp.reading;
}
