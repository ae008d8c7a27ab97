import { unreadable } from "../fault.ts";
import type { Format } from "../format-reader.ts";
import { delimited } from "../records/delimited.ts";
import type { SourceRecord } from "../source-record.ts";
import { broadworksFacts, type RecordName } from "./broadworks-facts.ts";
import { ignored } from "./ignored.ts";
import type { Column } from "./named-columns.ts";

/*
 * BroadWorks CSV. NOT YET SEEN ON A REAL FILE: by its description, and single records of release 14 that a program quotes. No heading
 * and no quotes; a comma inside a value is `\,` and a backslash `\\`. 197 columns at release 14.2, 336 at release 18, 448 at release
 * 22; columns are only added at the end, so a record with fewer than the one before it is cut off, as is one with fewer than 197
 * (markers have three). Release 14 begins its files with `version=14.2 encoding=ISO-8859-1`. The first column is `recordId` in one
 * piece: the digits of the counter, the system's name, date and zone, `0002183385SYSTEM20260407140305.2471-050000`. What the fields
 * mean is in broadworks-facts.ts.
 */
const POSITIONS: Readonly<Record<string, number>> = {
  recordId: 1,
  serviceProvider: 2,
  type: 3,
  userNumber: 4,
  groupNumber: 5,
  direction: 6,
  callingNumber: 7,
  calledNumber: 9,
  startTime: 10,
  userTimeZone: 11,
  answerIndicator: 12,
  answerTime: 13,
  releaseTime: 14,
  terminationCause: 15,
  dialedDigits: 18,
  networkTranslatedNumber: 21,
  route: 24,
  group: 32,
  chargeIndicator: 42,
  trunkGroupName: 135,
  chargeNumber: 146,
  q850Cause: 188,
  routingNumber: 198,
  asCallType: 231,
};
const FEWEST_COLUMNS = 197;
const MOST_KNOWN_COLUMNS = 448;
const FIRST_LINE = /^version=\S+( encoding=\S+)?$/;

export const broadworksCsv: Format = {
  split: delimited({ separator: ",", quote: null, escape: "backslash" }),
  open(source, tools) {
    const factsOf = broadworksFacts(source, tools);
    let fewest = FEWEST_COLUMNS;
    return (record) => {
      const { cellCount } = record;
      const column = columnIn(record);
      const kind = column("type");
      const isMarker = kind === "Start" || kind === "End";
      if (cellCount === 1 && FIRST_LINE.test(record.cell(0)))
        return ignored("MARKER_RECORD", "the first line of a file");
      if (cellCount < fewest && !isMarker)
        return unreadable("RECORD_COLUMNS", `${cellCount} columns, and not ${fewest}`);
      if (!isMarker) fewest = cellCount;
      if (cellCount > MOST_KNOWN_COLUMNS) tools.extraColumns();
      return factsOf(column, nameIn(column("recordId")));
    };
  },
};

/** Of a record that may be cut off the last cell, which may be a part of one, is not read. */
function columnIn(record: SourceRecord): Column {
  return (name) => {
    const position = POSITIONS[name] ?? 0;
    const isWhole = position < record.cellCount || position <= FIRST_COLUMNS;
    return position > 0 && isWhole ? record.cell(position - 1).trim() : "";
  };
}

/** A marker ends behind its type. */
const FIRST_COLUMNS = 3;

function nameIn(recordId: string): RecordName {
  const parts = /^(\d{10})(.+)\d{14}\.\d{3}[01][+-]\d{6}$/.exec(recordId);
  const counted = parts === null ? null : { system: parts[2] ?? "", counter: Number(parts[1]) };
  return { key: recordId, counted };
}
