import { unreadable } from "../fault.ts";
import type { Format } from "../format-reader.ts";
import { delimited } from "../records/delimited.ts";
import { broadworksFacts, type RecordName } from "./broadworks-facts.ts";
import { namedColumns } from "./named-columns.ts";

/*
 * BroadWorks CSV. NOT YET SEEN ON A REAL FILE: by its description alone. No heading and no quotes; a comma inside a value is
 * `\,` and a backslash `\\`. 336 columns at release 18, 448 at release 22; columns are only added at the end, so a record with
 * fewer than 336 is cut off (markers may be short). The first is `recordId` in one piece: ten digits of the counter, the
 * system's name, date and zone, `0002183385SYSTEM20260407140305.2471-050000`. What the fields mean is in broadworks-facts.ts.
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
const FEWEST_COLUMNS = 336;
const MOST_KNOWN_COLUMNS = 448;

export const broadworksCsv: Format = {
  split: delimited({ separator: ",", quote: null, escape: "backslash" }),
  open(source, tools) {
    const factsOf = broadworksFacts(source, tools);
    const names = Array.from({ length: FEWEST_COLUMNS }, () => "");
    for (const [name, position] of Object.entries(POSITIONS)) names[position - 1] = name;
    const named = namedColumns(names);
    return (record) => {
      const column = named(record);
      const kind = column("type");
      if (record.cellCount < FEWEST_COLUMNS && kind !== "Start" && kind !== "End")
        return unreadable("RECORD_COLUMNS", `${record.cellCount} columns, and not ${FEWEST_COLUMNS}`);
      if (record.cellCount > MOST_KNOWN_COLUMNS) tools.extraColumns();
      return factsOf(column, nameIn(column("recordId")));
    };
  },
};

function nameIn(recordId: string): RecordName {
  const parts = /^(\d{10})(.+)\d{14}\.\d{3}[01][+-]\d{6}$/.exec(recordId);
  const counted = parts === null ? null : { system: parts[2] ?? "", counter: Number(parts[1]) };
  return { key: recordId, counted };
}
