import type { AddressFields } from "@tollwright/place";
import { parseLocation } from "parse-address";

/** State and ZIP at the end of a line: what is left where the library cannot read the street. */
const TAIL = /^(?<rest>.*?)[\s,]+(?<state>[A-Za-z]{2})[\s,]+(?<zip>\d{5})(?:-(?<plus4>\d{4}))?\s*$/;
const STREET_PARTS = ["number", "prefix", "street", "type", "suffix", "sec_unit_type", "sec_unit_num"];

/**
 * Splits an address that stands in one line. The city is only printed: it decides nothing. Commas say where the street ends and the
 * city begins; only without them is that guessed by the library.
 *
 * @example `350 N Orleans St Ste 900, Chicago, IL 60654-1234`
 */
export function readOneLine(line: string): AddressFields | null {
  return byCommas(line) ?? guessed(line);
}

function byCommas(line: string): AddressFields | null {
  const { rest = "", state, zip, plus4 } = TAIL.exec(line.trim())?.groups ?? {};
  const parts = rest.split(",").map((part) => part.trim());
  const city = parts.at(-1);
  if (parts.length < 2 || parts.includes("") || !city || /\d/.test(city)) return null;
  return {
    lines: parts.slice(0, -1),
    city,
    state: state?.toUpperCase() ?? null,
    zip: `${zip}${plus4 === undefined ? "" : `-${plus4}`}`,
  };
}

function guessed(line: string): AddressFields | null {
  const parsed = parseLocation(line) ?? {};
  const tail = TAIL.exec(line.trim())?.groups ?? {};
  const zip = parsed["zip"] ?? tail["zip"] ?? /^\d{5}$/.exec(line.trim())?.[0] ?? null;
  const plus4 = parsed["plus4"] ?? tail["plus4"];
  const readable = parsed["number"] !== undefined || parsed["sec_unit_num"] !== undefined;
  const parts = readable ? STREET_PARTS.flatMap((part) => parsed[part] ?? []) : [];
  const street = parts.join(" ");
  const [before = ""] = (tail["rest"] ?? "").split(",");
  const written = street === "" ? before : street;
  if (zip === null && written === "") return null;
  return {
    lines: written === "" ? [] : [written],
    city: parsed["city"] ?? null,
    state: parsed["state"] ?? tail["state"]?.toUpperCase() ?? null,
    zip: zip === null ? null : `${zip}${plus4 === undefined ? "" : `-${plus4}`}`,
  };
}
