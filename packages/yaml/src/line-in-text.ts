import { LineCounter, parseDocument } from "yaml";
import { lineOfPath, type Path } from "./yaml-lines.ts";

/** The line of a field in a document as delivered, for problems that are found long after it was read. */
export function lineInText(text: string, path: Path): number {
  const lines = new LineCounter();
  return lineOfPath(parseDocument(text, { lineCounter: lines, schema: "core" }), lines, path);
}
