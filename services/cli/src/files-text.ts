/** Files that differ by their extension only, in one. @example `out/acme/TW-1.{json,pdf}` */
export function filesText(files: readonly string[]): string {
  const stems = Map.groupBy(files, (file) => file.slice(0, file.lastIndexOf(".")));
  return [...stems]
    .map(([stem, own]) => {
      const extensions = own.map((file) => file.slice(file.lastIndexOf(".") + 1));
      return extensions.length === 1 ? `${stem}.${extensions[0]}` : `${stem}.{${extensions.join(",")}}`;
    })
    .join(" ");
}
