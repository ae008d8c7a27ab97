import { unzipSync, type Zippable, zipSync } from "fflate";

/**
 * The same archive with every entry dated `date`: the library that wrote it stamps each entry with now, and the same
 * invoice must give the same bytes.
 */
export function withFixedDates(archive: Uint8Array, date: string): Uint8Array {
  const entries: Zippable = {};
  // Zip has no zones and the writer reads the parts of local time: noon exists on every day in every zone.
  const mtime = new Date(`${date}T12:00:00`);
  for (const [name, content] of Object.entries(unzipSync(archive))) entries[name] = [content, { mtime }];
  return zipSync(entries, { level: 6 });
}
