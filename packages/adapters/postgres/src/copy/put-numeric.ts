import { type CopyBuffer, putInt16, putInt32, setInt32 } from "./copy-buffer.ts";

/** Postgres counts in groups of four decimal digits. */
const GROUP = 4;
const NEGATIVE = 0x4000;
const LENGTH_BYTES = 4;
const HEADER_BYTES = 8;

/**
 * Decimal text as a field in the binary form of `numeric` (Postgres source, `numeric_recv`): number of groups, weight of the first
 * group, sign, places shown, then the groups. Written from the digits as they stand: nearly every charge is another text.
 *
 * @example `0.0350` is one group, 350, of weight -1, with 4 places.
 */
export function putNumeric(out: CopyBuffer, text: string): void {
  const from = text.charCodeAt(0) === MINUS ? 1 : 0;
  const point = text.indexOf(".", from);
  const until = point < 0 ? text.length : point;
  const places = point < 0 ? 0 : text.length - point - 1;
  if (until === from || (point >= 0 && places === 0)) refuse(text);
  const start = out.length;
  putInt32(out, 0);
  putInt32(out, 0);
  putInt32(out, 0);
  const wholeGroups = Math.ceil((until - from) / GROUP);
  const groups = wholeGroups + Math.ceil(places / GROUP);
  let first = -1;
  // Behind the last group that is not zero.
  let end = out.length;
  for (let index = 0; index < groups; index += 1) {
    const behind = index - wholeGroups;
    const at = behind < 0 ? until + GROUP * behind : until + 1 + GROUP * behind;
    const group = groupAt(text, at, behind < 0 ? from : at);
    if (group === 0 && first < 0) continue;
    if (first < 0) first = index;
    putInt16(out, group);
    if (group !== 0) end = out.length;
  }
  out.length = end;
  const kept = (end - start - LENGTH_BYTES - HEADER_BYTES) / 2;
  setInt32(out, start, end - start - LENGTH_BYTES);
  setInt16s(out, start + LENGTH_BYTES, kept, kept === 0 ? 0 : wholeGroups - 1 - first);
  setInt16s(out, start + LENGTH_BYTES + 4, kept > 0 && from === 1 ? NEGATIVE : 0, places);
}

const [MINUS, ZERO, NINE] = [0x2d, 0x30, 0x39];

/** Four digits from `at` on; what lies before `from`, or behind the text, is zero. */
function groupAt(text: string, at: number, from: number): number {
  let group = 0;
  for (let place = at; place < at + GROUP; place += 1) {
    const code = place < from || place >= text.length ? ZERO : text.charCodeAt(place);
    if (code < ZERO || code > NINE) refuse(text);
    group = group * 10 + (code - ZERO);
  }
  return group;
}

function setInt16s(out: CopyBuffer, at: number, high: number, low: number): void {
  setInt32(out, at, (high << 16) | (low & 0xffff));
}

function refuse(text: string): never {
  throw new Error(`no decimal: ${text}`);
}
