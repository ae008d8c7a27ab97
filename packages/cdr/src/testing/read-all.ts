import { type Instant, parseInstant } from "@tollwright/calendar";
import { expect } from "vitest";
import type { Call } from "../call.ts";
import type { PartRecord } from "../call-part.ts";
import { openReader } from "../read-records.ts";
import type { SetAside } from "../set-aside.ts";
import { Source } from "../source.ts";

/** A source for tests; what a test is about is stated by it. */
export function sourceOf(settings: object): Source {
  return Source.parse({ id: "switch", description: "a test switch", zone: "America/New_York", ...settings });
}

export type AllRead = {
  readonly calls: readonly Call[];
  readonly parts: readonly PartRecord[];
  readonly setAside: readonly SetAside[];
  readonly records: number;
  readonly extra: number;
};

type HowToRead = { readonly chunk?: number; readonly closed?: boolean; readonly readOn?: string };

/** Reads a whole file of text or bytes, and looks that each of its records is in one place. */
export function readAll(settings: object, content: string | Uint8Array, how: HowToRead = {}): AllRead {
  return readBy(sourceOf(settings), content, how);
}

export function readBy(
  source: Source,
  content: string | Uint8Array,
  { chunk = 65_536, closed = true, readOn = "2026-05-01" }: HowToRead = {},
): AllRead {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const readAt = parseInstant(`${readOn}T06:00:00Z`) as Instant;
  const fileHash = "f".repeat(64);
  const reader = openReader({ source, fileHash, readAt, resumeAt: 0 });
  const readings = [];
  for (let at = 0; at < bytes.length; at += chunk) readings.push(reader.read(bytes.slice(at, at + chunk)));
  readings.push(reader.end(closed));
  const all = {
    calls: readings.flatMap(({ calls }) => calls),
    parts: readings.flatMap(({ parts }) => parts),
    setAside: readings.flatMap(({ setAside }) => setAside),
    records: readings.reduce((sum, { records }) => sum + records, 0),
    extra: readings.reduce((sum, reading) => sum + reading.recordsWithExtraColumns, 0),
  };
  expect(all.calls.length + all.parts.length + all.setAside.length).toBe(all.records);
  return all;
}

/** The one call of a text. */
export function oneCall(settings: object, text: string): Call {
  const { calls, parts, setAside } = readAll(settings, text);
  expect({ parts, setAside }).toEqual({ parts: [], setAside: [] });
  expect(calls).toHaveLength(1);
  return calls[0] as Call;
}

/** The one record of a text that is no call. */
export function oneAside(settings: object, text: string): SetAside {
  const { calls, parts, setAside } = readAll(settings, text);
  expect({ calls, parts }).toEqual({ calls: [], parts: [] });
  expect(setAside).toHaveLength(1);
  return setAside[0] as SetAside;
}
