import { type CivilDate, instant } from "@tollwright/calendar";
import { zoneMinutes } from "../formats/zone-abbreviations.ts";
import { epochReader, isEpoch } from "./epoch-time.ts";
import type { ReadTime } from "./read-time.ts";
import { FIELDS, PARTS, type Part, readingOf, tokensOf } from "./time-parts.ts";

/** What letters mean, where a switch was told its own, `{ XYZ: "-05:00" }`. */
export type Zones = Readonly<Record<string, string>>;

/**
 * Reads times by a pattern, one meaning a token; nothing is guessed.
 *
 * `YYYY` `YY` (of this century) · `MM` `M` `MMM` (Jan) · `DD` `D` · `HH` `H` of 24 hours, `hh` `h` of 12 with `A` (AM, pm) · `mm` `m` ·
 * `ss` `s` · `S` (decimals, as many as there are; those beyond the millisecond are dropped) · `ZZ` (`Z`, `+02:00`, `-0500`, `EST`) ·
 * `ddd` (a weekday, passed over) · a space takes several · `[…]` and all else stand for themselves. One letter takes one digit or two. Or a
 * name: `epochSeconds`, `epochMilliseconds`, `epochMicroseconds`, `iso8601`, `rfc2822`.
 *
 * A time before 1971 is no time: clocks that were never set and the zeros of exports write those (reference: section 3.1).
 *
 * @example `MM/DD/YYYY hh:mm:ss A`: `04/07/2026 02:03:10 PM` is the reading 14:03:10 of the day 2026-04-07, in the source's zone.
 */
export function timeReader(pattern: string, zones: Zones = {}): ReadTime {
  if (isEpoch(pattern)) return epochReader(pattern);
  if (pattern === "iso8601") return isoReader(zones);
  if (pattern === "rfc2822") {
    const [withDay, without] = [`ddd, ${RFC_2822}`, RFC_2822].map((each) => patternReader(each, zones));
    return (text) => ((text.includes(",") ? withDay : without) as ReadTime)(text);
  }
  return patternReader(pattern, zones);
}

const RFC_2822 = "D MMM YYYY HH:mm:ss ZZ";

/** Why a pattern is none, for the one who writes it; null where it is one. */
export function timePatternFault(pattern: string): string | null {
  if (isEpoch(pattern) || pattern === "iso8601" || pattern === "rfc2822") return null;
  const tokens = tokensOf(pattern);
  const odd = tokens.find((token) => /^[A-Za-z]/.test(token) && token !== "T" && PARTS[token] === undefined);
  if (odd !== undefined) return `"${odd}" means nothing; letters that stand for themselves go into [ ]`;
  const fields = tokens.flatMap((token) => PARTS[token]?.field ?? []);
  const twice = fields.find((field, index) => fields.indexOf(field) !== index);
  if (twice !== undefined) return `the ${twice} stands there twice`;
  const missing = (["year", "month", "day", "hour", "minute"] as const).find(
    (field) => !fields.includes(field),
  );
  if (missing !== undefined) return `it has no ${missing}`;
  const isOfTwelve = tokens.includes("hh") || tokens.includes("h");
  return isOfTwelve === fields.includes("half")
    ? null
    : "hours of 12 (hh) go with A, hours of 24 (HH) without";
}

/** Date and clock with `T` or a space between; seconds, decimals and a zone where they stand. */
function isoReader(zones: Zones): ReadTime {
  const readers = new Map<string, ReadTime>();
  return (text) => {
    const [, between, seconds = "", fraction = "", zone = ""] =
      /^.{10}([T ])\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-].*)?$/.exec(text.trim()) ?? [];
    if (between === undefined) return /^\s*$/.test(text) ? null : "unreadable";
    const pattern = `YYYY-MM-DD[${between}]HH:mm${seconds && ":ss"}${fraction && ".S"}${zone && "ZZ"}`;
    const known = readers.get(pattern) ?? patternReader(pattern, zones);
    readers.set(pattern, known);
    return known(text);
  };
}

function patternReader(pattern: string, zones: Zones): ReadTime {
  const parts: readonly Part[] = tokensOf(pattern).map((token) => PARTS[token] ?? literal(token));
  const hasZone = parts.some(({ field }) => field === "zone");
  const fields = new Int32Array(FIELDS.length);
  let lastDate = -1;
  let day = "" as CivilDate;
  return (text) => {
    const trimmed = text.trim();
    if (trimmed === "") return null;
    fields.fill(0);
    let at = 0;
    let zone = "";
    for (const part of parts) {
      const until = part.read(trimmed, at, fields);
      if (until < 0) return "unreadable";
      if (part.field === "zone") zone = trimmed.slice(at, until);
      at = until;
    }
    if (at !== trimmed.length) return "unreadable";
    const reading = readingOf(fields);
    if (reading === null || reading === "unreadable") return reading;
    if (reading.date !== lastDate) {
      lastDate = reading.date;
      day = dayText(reading.date);
    }
    if (!hasZone) return { kind: "local", reading: reading.at, day };
    const minutes = zoneMinutes(zone, zones);
    return minutes === null
      ? "unreadable"
      : { kind: "instant", at: instant(reading.at - minutes * 60_000), day };
  };
}

/** @example 20260407 → `2026-04-07` */
function dayText(date: number): CivilDate {
  const text = String(date);
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` as CivilDate;
}

function literal(token: string): Part {
  const text = token.startsWith("[") ? token.slice(1, -1) : token;
  return {
    field: null,
    read(from, at) {
      if (!from.startsWith(text, at)) return -1;
      let until = at + text.length;
      if (text === " ") while (from[until] === " ") until += 1;
      return until;
    },
  };
}
