import type { CsvRecord } from "./csv-records.ts";

/**
 * The trunk or telephone of a channel: its name without the suffix that tells calls apart.
 *
 * `SIP/acme-chi-0000a1b2` → `SIP/acme-chi` (also PJSIP and other technologies) · `IAX2/acme-1234` → `IAX2/acme` ·
 * `DAHDI/i1/5551234-1a` → `DAHDI/i1` (the span) · `DAHDI/7-1` → `DAHDI/7`. A `Local/` channel is the switch talking to
 * itself, and no trunk.
 */
export function trunkOf(channel: string): string | null {
  if (channel === "" || channel.startsWith("Local/")) return null;
  if (channel.startsWith("DAHDI/i") && channel.indexOf("/", 7) > 0)
    return channel.slice(0, channel.indexOf("/", 7));
  const isShort = channel.startsWith("IAX2/") || channel.startsWith("DAHDI/");
  const digits = hexadecimalDigitsAtEnd(channel);
  const dash = channel.length - digits - 1;
  const isSuffix = dash > 0 && channel.charCodeAt(dash) === DASH && digits >= (isShort ? 1 : 8);
  return isSuffix ? channel.slice(0, dash) : channel;
}

const DASH = 45;
const SUFFIX_LENGTH = 9;
const [CAPITAL_D, CAPITAL_L] = [68, 76];

/** The same of a cell. Where a dash and eight digits end it, as nearly always, the trunk is found without making a text of the rest. */
export function trunkOfCell(record: CsvRecord, index: number): string | null {
  const length = record.byteLength(index) - SUFFIX_LENGTH;
  if (length <= 0) return trunkOf(record.cell(index));
  const { bytes } = record.page;
  const start = record.start(index);
  const first = bytes[start];
  const isOfKind = first !== CAPITAL_D && first !== CAPITAL_L;
  return isOfKind && isSuffix(bytes, start + length)
    ? record.beginning(index, length)
    : trunkOf(record.cell(index));
}

function isSuffix(bytes: Uint8Array, dash: number): boolean {
  if (bytes[dash] !== DASH) return false;
  for (let at = dash + 1; at < dash + SUFFIX_LENGTH; at += 1)
    if (!isHexadecimal(bytes[at] ?? 0)) return false;
  return true;
}

function isHexadecimal(code: number): boolean {
  const letter = code | 32;
  return (code >= 48 && code <= 57) || (letter >= 97 && letter <= 102);
}

/** By hand, for it is asked twice a record. */
function hexadecimalDigitsAtEnd(text: string): number {
  let at = text.length;
  for (; at > 0; at -= 1) {
    if (!isHexadecimal(text.charCodeAt(at - 1))) break;
  }
  return text.length - at;
}
