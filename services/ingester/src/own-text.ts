/**
 * The same text in memory of its own. A cell that a reader cut out of a chunk holds the whole chunk in memory for as long as it is
 * kept; what is kept to the end of a long file must not.
 */
export function ownText(text: string): string {
  return Buffer.from(text, "utf16le").toString("utf16le");
}
