import { fromLocal, instant, isZone } from "@tollwright/calendar";
import { zoneMinutes } from "../formats/zone-abbreviations.ts";
import type { Source } from "../source.ts";
import type { Stamp } from "../stamp.ts";
import type { Layout } from "./layout-shape.ts";
import type { Row } from "./row.ts";

/**
 * Turns a local time into an instant by the zone that the record itself states; where it states none the time stays local, in the
 * source's zone. A name's repeated hour is its first.
 */
export function zoneReader(
  { zone }: Layout,
  row: Row,
  { zoneAbbreviations = {} }: Source,
): (stamp: Stamp) => Stamp | "unreadable" {
  if (zone === undefined) return (stamp) => stamp;
  const text = row.column(zone.column);
  const byName = namedZones();
  return (stamp) => {
    const written = text();
    if (stamp.kind === "instant" || written === "") return stamp;
    if (zone.as === "name") return byName(stamp, written);
    const minutes = zone.as === "offset" ? zoneMinutes(written, zoneAbbreviations) : wholeMinutes(written);
    if (minutes === null) return "unreadable";
    const east = zone.as === "minutesWest" ? -minutes : minutes;
    return { kind: "instant", at: instant(stamp.reading - east * 60_000), day: stamp.day };
  };
}

function wholeMinutes(text: string): number | null {
  return /^[+-]?\d{1,4}$/.test(text) ? Number(text) : null;
}

function namedZones(): (stamp: Stamp & { kind: "local" }, name: string) => Stamp | "unreadable" {
  /** Asking whether a name is a zone takes long; only zones are remembered, and there are some hundreds of them. */
  const zones = new Set<string>();
  return (stamp, name) => {
    if (!zones.has(name) && !isZone(name)) return "unreadable";
    zones.add(name);
    const reading = fromLocal(stamp.reading, name);
    return reading.kind === "never" ? "unreadable" : { kind: "instant", at: reading.first, day: stamp.day };
  };
}
