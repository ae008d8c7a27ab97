/** Rows of a table of ours by their headings: plain text, one row a line, no quotes. */
export function tableRows(
  text: string,
  separator: "," | "\t" = ",",
): readonly Readonly<Record<string, string>>[] {
  const [heading = "", ...lines] = text.trimEnd().split(/\r?\n/);
  const names = heading.split(separator);
  return lines.map((line) => {
    const cells = line.split(separator);
    return Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ""]));
  });
}
