import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Instant, parseInstant } from "@tollwright/calendar";
import {
  type Call,
  joinParts,
  openReader,
  type PartRecord,
  type SetAside,
  type Source,
} from "@tollwright/cdr";
import { type Expectation, sampleFolder } from "./expectation.ts";

export type SampleReading = {
  readonly records: number;
  readonly calls: readonly Call[];
  readonly parts: readonly PartRecord[];
  readonly joined: readonly Call[];
  readonly setAside: readonly SetAside[];
};

type ToRead = Pick<Expectation, "files" | "readOn"> & { readonly source: Source };

/**
 * Reads sample files as one delivery, and joins what belongs together.
 *
 * @param chunkBytes how many bytes the reader gets at a time: it changes nothing in what is read.
 */
export function readSamples({ files, readOn, source }: ToRead, chunkBytes = 65_536): SampleReading {
  const all = files.map((file) =>
    readBytes(readFileSync(join(sampleFolder, file)), { source, readOn, chunkBytes }),
  );
  const parts = all.flatMap((reading) => reading.parts);
  return {
    records: all.reduce((sum, { records }) => sum + records, 0),
    calls: all.flatMap(({ calls }) => calls),
    parts,
    joined: joinedCalls(source, parts),
    setAside: all.flatMap(({ setAside }) => setAside),
  };
}

type HowToRead = {
  readonly source: Source;
  readonly readOn: string;
  readonly chunkBytes: number;
  /** Where reading goes on after records that were stored earlier. */
  readonly resumeAt?: number;
};

export function readBytes(bytes: Uint8Array, { source, readOn, chunkBytes, resumeAt = 0 }: HowToRead) {
  const fileHash = createHash("sha256").update(bytes).digest("hex");
  const readAt = parseInstant(`${readOn}T00:00:00Z`) as Instant;
  const reader = openReader({ source, fileHash, readAt, resumeAt });
  const readings = [];
  for (let at = 0; at < bytes.length; at += chunkBytes)
    readings.push(reader.read(bytes.slice(at, at + chunkBytes)));
  readings.push(reader.end(true));
  return {
    records: readings.reduce((sum, { records }) => sum + records, 0),
    calls: readings.flatMap(({ calls }) => calls),
    parts: readings.flatMap(({ parts }) => parts),
    setAside: readings.flatMap(({ setAside }) => setAside),
  };
}

function joinedCalls(source: Source, parts: readonly PartRecord[]): readonly Call[] {
  const byCall = Map.groupBy(parts, ({ callKey }) => callKey);
  return [...byCall.values()].flatMap((ofCall) => {
    const { call, furtherCalls } = joinParts({ source, parts: ofCall, isOverdue: false });
    return call === null ? furtherCalls : [call, ...furtherCalls];
  });
}
