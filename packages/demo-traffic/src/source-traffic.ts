import type { FileEntry } from "./file-entries.ts";
import type { PlannedCall } from "./planned-call.ts";
import type { SourceCounts } from "./summary.ts";
import type { TrafficFile } from "./traffic-file.ts";

/** What one switch left behind in a month. */
export type SourceTraffic = {
  readonly counts: SourceCounts;
  readonly entries: readonly FileEntry[];
  /** Milliseconds that the records of a call are billed by. */
  readonly billable: (call: PlannedCall) => number;
  readonly files: () => Iterable<TrafficFile>;
};
