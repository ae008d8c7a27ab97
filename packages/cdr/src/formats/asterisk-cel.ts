import { unreadable } from "../fault.ts";
import type { Format } from "../format-reader.ts";
import { isClipped, NOTHING_SAID, type RecordFacts } from "../record-facts.ts";
import { delimited } from "../records/delimited.ts";
import type { ReadRecord } from "../source-record.ts";
import type { Stamp } from "../stamp.ts";
import { type Column, namedColumns } from "./named-columns.ts";
import { writtenStamp } from "./written-stamp.ts";

/*
 * Asterisk CEL, cel_custom: not calls but what happened to channels, a line an event. In the order that ships with Asterisk:
 *
 *    1 eventtype                6 RDNIS     11 appname      16 linkedid
 *    2 eventtime                7 DNID      12 appdata      17 bridgepeer
 *    3 name (of the caller)     8 exten     13 amaflags     18 userfield
 *    4 num                      9 context   14 accountcode  19 userdeftype
 *    5 ANI                     10 channame  15 uniqueid     20 eventextra
 *
 * eventtime is seconds since 1970 with microseconds, or local where `dateformat` says so; an export of the table `cel` of PostgreSQL
 * writes it with its offset, `2026-04-07 10:03:00.250123-04` (wazo-platform/wazo-call-logd, integration tests). eventtype: CHAN_START, ANSWER, BRIDGE_ENTER
 * and BRIDGE_EXIT (older: BRIDGE_START, BRIDGE_END), APP_START, BLINDTRANSFER, ATTENDEDTRANSFER, HANGUP, CHAN_END, LINKEDID_END …
 * eventextra of HANGUP is `cause,source,dialstatus`, later JSON; of BLINDTRANSFER the extension, later JSON.
 * Reference: cdr and rate decks, section 2.2.
 */
const CEL_COLUMNS = [
  ...["eventtype", "eventtime", "name", "num", "ANI", "RDNIS", "DNID", "exten", "context", "channame"],
  ...["appname", "appdata", "amaflags", "accountcode", "uniqueid", "linkedid", "bridgepeer", "userfield"],
  ...["userdeftype", "eventextra"],
];

/**
 * Each event is a piece of the call that its channel was begun for: `assembleCel` makes calls of them. LINKEDID_END says nothing that
 * the ends of the channels do not say, and many switches do not write it: it is a marker.
 */
export const asteriskCel: Format = {
  split(source, handlers) {
    const separator = source.separator ?? ",";
    const columns = source.columns ?? CEL_COLUMNS;
    const fits = (cellCount: number): boolean => cellCount === columns.length;
    return delimited({ separator, quote: '"', escape: source.escape ?? "doubledQuote", fits })(
      source,
      handlers,
    );
  },
  open(source, tools) {
    const columns = source.columns ?? CEL_COLUMNS;
    const named = namedColumns(columns);
    const readEvent = eventReader(columns);
    return (record) => {
      if (record.cellCount < columns.length)
        return unreadable("RECORD_COLUMNS", `${record.cellCount} columns, and the map has ${columns.length}`);
      if (record.cellCount > columns.length) tools.extraColumns();
      return readEvent(named(record));
    };
  },
};

function eventReader(columns: readonly string[]): (column: Column) => ReturnType<ReadRecord> {
  const groupOf = birthGroups();
  return (column) => {
    const type = column("eventtype").toUpperCase();
    if (type === "EVENTTYPE") return null; // a heading
    const uniqueId = column("uniqueid");
    const group = groupOf(type, uniqueId, column("linkedid") || uniqueId);
    const stamp = writtenStamp(column("eventtime"));
    if (stamp === null || stamp === "unreadable")
      return unreadable("RECORD_TIME", `eventtime "${column("eventtime")}" is no time`);
    const fault = { keyDay: stamp.day, milliseconds: null };
    if (type === "LINKEDID_END")
      return {
        ...fault,
        bucket: "ignored",
        reason: "MARKER_RECORD",
        message: `the last channel of ${group} ended`,
      };
    if (type === "" || uniqueId === "")
      return { ...unreadable("RECORD_NO_KEY", "an event without its kind or its channel"), ...fault };
    if (isClipped(uniqueId) || isClipped(group))
      return { ...unreadable("NUMBER_CLIPPED", "the unique id went through a spreadsheet"), ...fault };
    const content = columns.map(column);
    return {
      ...NOTHING_SAID,
      role: "event",
      key: `linked ${group}`,
      content,
      ...placed(stamp, type, uniqueId === group),
      event: eventOf({ column, type, group, uniqueId }),
    };
  };
}

/** An event's own time stands where that event belongs; the beginning of the call's first channel dates the call. */
function placed(stamp: Stamp, type: string, isFirst: boolean): Pick<RecordFacts, "start" | "answer" | "end"> {
  const none = { start: null, answer: null, end: null };
  if (type === "CHAN_START" && isFirst) return { ...none, start: stamp };
  return type === "ANSWER" ? { ...none, answer: stamp } : { ...none, end: stamp };
}

type ToTell = {
  readonly column: Column;
  readonly type: string;
  readonly group: string;
  readonly uniqueId: string;
};

/** What assembling needs of an event; what is empty is left out. `micro`: the digits of its time behind the millisecond. */
function eventOf({ column, type, group, uniqueId }: ToTell): Readonly<Record<string, string>> {
  const all = {
    type,
    group,
    uniqueId,
    micro: /\.\d{3}(\d+)(?:Z|[+-][\d:]+)?$/.exec(column("eventtime"))?.[1] ?? "",
    channel: column("channame"),
    number: column("num") || column("ANI"),
    extension: column("exten"),
    account: column("accountcode"),
    application: column("appname"),
    applicationData: column("appdata"),
    extra: column("eventextra"),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ""));
}

/** Channels that are up at one time in one file: of more, the oldest are forgotten, half of these at once. */
const MOST_CHANNELS = 65_536;

/**
 * The linkedid that a channel was begun with. When calls are brought together the older one's linkedid spreads to all channels; the
 * channel still belongs to the call that it was dialled for, and there its seconds are billed.
 */
function birthGroups(): (type: string, uniqueId: string, linkedId: string) => string {
  let older = new Map<string, string>();
  let groups = new Map<string, string>();
  return (type, uniqueId, linkedId) => {
    if (type === "LINKEDID_END") return linkedId;
    if (type === "CHAN_START") groups.set(uniqueId, linkedId);
    const group = groups.get(uniqueId) ?? older.get(uniqueId) ?? linkedId;
    if (type === "CHAN_END") for (const known of [groups, older]) known.delete(uniqueId);
    if (groups.size > MOST_CHANNELS / 2) [older, groups] = [groups, new Map()];
    return group;
  };
}
