import type { Instant } from "@tollwright/calendar";
import type { Call, PartRecord, RecordId, SetAside, Source } from "@tollwright/cdr";
import { readFile } from "./read-file.ts";

/**
 * One record of a file in the archive, as this source reads it; null where it finds none at this place. The file is read from its
 * beginning, for headings, control totals and weak keys depend on what stands before.
 */
export async function readRecord({
  record,
  ...file
}: {
  readonly source: Source;
  readonly path: string;
  /** When it arrived: the window of dates lies around that day. */
  readonly readAt: Instant;
  readonly record: RecordId;
}): Promise<Call | PartRecord | SetAside | null> {
  for await (const reading of readFile({ ...file, fileHash: record.fileHash, resumeAt: 0 })) {
    const found = [...reading.calls, ...reading.parts, ...reading.setAside].find(
      (each) => each.record.offset === record.offset,
    );
    if (found !== undefined || reading.nextOffset > record.offset) return found ?? null;
  }
  return null;
}
