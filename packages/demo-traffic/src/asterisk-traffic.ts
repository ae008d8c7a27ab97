import { addDays, type Period } from "@tollwright/calendar";
import type { Source } from "@tollwright/cdr";
import { asteriskFile } from "./asterisk-file.ts";
import { asteriskDays } from "./file-entries.ts";
import type { PlannedCall } from "./planned-call.ts";
import type { SourceTraffic } from "./source-traffic.ts";
import { sourceCounts } from "./summary.ts";

/** The day, counted from the first, whose file comes twice. */
const RESENT_DAY = 8;

/** A `Master.csv` a day, by the day on which calls ended. */
export function asteriskTraffic(
  calls: readonly PlannedCall[],
  source: Source,
  period: Period,
): SourceTraffic {
  const days = asteriskDays(calls, source.zone, period);
  const entries = days.flatMap((file) => file.entries);
  const resent = days.filter(({ day }) => day === addDays(period.from, RESENT_DAY));
  return {
    entries,
    billable: (call) => Math.floor(call.talkMilliseconds / 1000) * 1000,
    counts: sourceCounts({
      source: source.id,
      files: days.length,
      entries,
      resentFiles: resent.length,
      resentRecords: resent.flatMap((file) => file.entries).length,
    }),
    *files() {
      for (const file of days) yield asteriskFile(file, source.id, source.zone);
      for (const file of resent) {
        const { text, name } = asteriskFile(file, source.id, source.zone);
        yield { name: name.replace(".csv", "-resent.csv"), source: source.id, text };
      }
    },
  };
}
