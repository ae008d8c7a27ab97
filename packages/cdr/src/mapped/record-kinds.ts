import { type Fault, unreadable } from "../fault.ts";
import type { RecordFacts } from "../record-facts.ts";
import type { Layout } from "./layout-shape.ts";
import type { Row } from "./row.ts";

type Kind = RecordFacts["role"] | "trailer" | Fault;

/** What the record in hand is: a call, a piece of one, the trailer, or a Fault where it is none of them. */
export function recordKinds({ records }: Layout, row: Row): () => Kind {
  if (records === undefined) return () => "whole";
  const text = row.column(records.column);
  const kinds = new Map<string, Kind>();
  const mean = (values: readonly string[] | undefined, kind: Kind): void => {
    for (const value of values ?? []) kinds.set(value, kind);
  };
  mean(records.call, "whole");
  mean(records.start, "start");
  mean(records.interim, "interim");
  mean(records.stop, "stop");
  mean(records.ignored, MARKER);
  mean(records.trailer, "trailer");
  return () => {
    const value = text();
    const kind = kinds.get(value);
    if (kind !== undefined) return kind;
    if (records.otherwise === "refused")
      return unreadable("RECORD_KIND", `"${value}" in column ${records.column} is not described`);
    return records.otherwise === "call" ? "whole" : MARKER;
  };
}

/** Counted, and passed over. */
export const MARKER: Fault = {
  bucket: "ignored",
  reason: "MARKER_RECORD",
  message: "a record that is no call",
  keyDay: null,
  milliseconds: null,
};
