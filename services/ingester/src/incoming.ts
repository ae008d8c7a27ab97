import type { Source } from "@tollwright/cdr";

/** What arrives: a file by its path, or content that no file holds (standard input, a POST) under a name that nothing else has. */
export type Incoming = string | { readonly name: string; readonly content: AsyncIterable<Uint8Array> };

export function nameOf(incoming: Incoming): string {
  return typeof incoming === "string" ? incoming : incoming.name;
}

/**
 * Formats of one record a line: a switch may go on writing such a file after it was taken. A document of JSON or XML is
 * finished when it can be read at all.
 */
const LINES = [
  "asterisk-cel",
  "asterisk-custom",
  "flatstore",
  "ribbon-act",
] as const satisfies Source["format"][];

/** A file of this source that begins with the whole of a known one can be its continuation (books 1). */
export function canGrow({ format, layout }: Pick<Source, "format" | "layout">): boolean {
  if (layout !== undefined) return layout.kind === "delimited";
  return format.endsWith("-csv") || LINES.some((name) => name === format);
}
