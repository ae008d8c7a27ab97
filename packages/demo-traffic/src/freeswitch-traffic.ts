import type { Source } from "@tollwright/cdr";
import { byRelease, type FileEntry } from "./file-entries.ts";
import { billedSeconds, freeswitchDocument, freeswitchFileName } from "./freeswitch-document.ts";
import type { PlannedCall } from "./planned-call.ts";
import type { SourceTraffic } from "./source-traffic.ts";
import { sourceCounts } from "./summary.ts";
import type { TrafficFile } from "./traffic-file.ts";

/** A document a call. A third of the way one is cut off, for the disk was full; the next one is sent again later. */
export function freeswitchTraffic(calls: readonly PlannedCall[], source: Source): SourceTraffic {
  const cutOffAt = Math.floor(calls.length / 3);
  const entries = calls
    .toSorted(byRelease)
    .map((call, index): FileEntry => ({ call, mishap: index === cutOffAt ? "cutOff" : "whole" }));
  const resent = entries.slice(cutOffAt + 1, cutOffAt + 2);
  return {
    entries,
    billable: (call) =>
      source.billingBase === "milliseconds" ? call.talkMilliseconds : billedSeconds(call) * 1000,
    counts: sourceCounts({
      source: source.id,
      files: entries.length,
      entries,
      resentFiles: resent.length,
      resentRecords: resent.length,
    }),
    *files() {
      for (const entry of entries) yield fileOf(entry, source.zone);
      for (const entry of resent) {
        const file = fileOf(entry, source.zone);
        // The module writes this name where it is told to leave the leg out.
        yield { ...file, name: file.name.replace("/a_", "/") };
      }
    },
  };
}

function fileOf({ call, mishap }: FileEntry, zone: string): TrafficFile {
  const text = freeswitchDocument(call, zone);
  return {
    name: freeswitchFileName(call),
    source: call.source,
    text: mishap === "cutOff" ? text.slice(0, Math.floor(text.length / 2)) : text,
  };
}
