import { asteriskLine } from "./asterisk-line.ts";
import type { DayFile, FileEntry } from "./file-entries.ts";
import type { TrafficFile } from "./traffic-file.ts";

/** A day's `Master.csv`, as log rotation leaves it. */
export function asteriskFile(file: DayFile, source: string, zone: string): TrafficFile {
  return {
    name: `${source}/Master-${file.day}.csv`,
    source,
    text: file.entries.map((entry) => `${entryLine(entry, zone)}\n`).join(""),
  };
}

const CONFLICT_SECONDS = 30;
const LEAST_COLUMNS = 12;

function entryLine({ call, mishap }: FileEntry, zone: string): string {
  const line = asteriskLine(call, zone);
  const billsec = Math.floor(call.talkMilliseconds / 1000);
  switch (mishap) {
    case "conflicting":
      return asteriskLine(call, zone, { billsec: billsec - CONFLICT_SECONDS });
    case "billsecTooLong":
      return asteriskLine(call, zone, { billsec: billsec + 3_600 });
    case "noSuchDay":
      return asteriskLine(call, zone, { start: "0000-00-00 00:00:00" });
    case "cutOff":
      return line.slice(0, line.indexOf('","') + 10);
    case "lostColumns":
      return line.split(",").slice(0, LEAST_COLUMNS).join(",");
    default:
      return line;
  }
}
