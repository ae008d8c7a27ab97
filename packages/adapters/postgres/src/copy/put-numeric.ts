import { type CopyBuffer, reserve } from "./copy-buffer.ts";

/** Postgres counts in groups of four decimal digits. */
const GROUP = 4;
const NEGATIVE = 0x4000;
/** The field's length, and the four numbers of two bytes before the groups. */
const HEAD_BYTES = 12;
const [MINUS, ZERO, NINE] = [0x2d, 0x30, 0x39];

/**
 * Decimal text as a field in the binary form of `numeric` (Postgres source, `numeric_recv`): number of groups, weight of the first
 * group, sign, places shown, then the groups. Written from the digits as they stand: nearly every charge is another text.
 *
 * @example `0.0350` is one group, 350, of weight -1, with 4 places.
 */
export function putNumeric(out: CopyBuffer, text: string): void {
  const from = text.charCodeAt(0) === MINUS ? 1 : 0;
  const found = text.indexOf(".", from);
  const point = found < 0 ? text.length : found;
  if (point === from || found === text.length - 1) refuse(text);
  reserve(out, HEAD_BYTES + text.length + GROUP);
  const { view, length: start } = out;
  const groupsFrom = start + HEAD_BYTES;
  let weight = Math.ceil((point - from) / GROUP) - 1;
  let at = groupsFrom;
  // Behind the last group that is not zero.
  let end = at;
  let group = 0;
  // As if zeros stood before the first group, and behind the last.
  let missing = (point - from) % GROUP === 0 ? GROUP : (point - from) % GROUP;
  for (let place = from; place < text.length || missing < GROUP; place += 1) {
    if (place === point && place < text.length) continue;
    const code = place < text.length ? text.charCodeAt(place) : ZERO;
    if (code < ZERO || code > NINE) refuse(text);
    group = group * 10 + (code - ZERO);
    missing -= 1;
    if (missing > 0) continue;
    missing = GROUP;
    if (group === 0 && at === groupsFrom) weight -= 1;
    else {
      view.setInt16(at, group);
      at += 2;
      if (group > 0) end = at;
    }
    group = 0;
  }
  const isZero = end === groupsFrom;
  view.setInt32(start, end - start - 4);
  view.setInt16(start + 4, (end - groupsFrom) / 2);
  view.setInt16(start + 6, isZero ? 0 : weight);
  view.setInt16(start + 8, from === 1 && !isZero ? NEGATIVE : 0);
  view.setInt16(start + 10, found < 0 ? 0 : text.length - found - 1);
  out.length = end;
}

function refuse(text: string): never {
  throw new Error(`no decimal: ${text}`);
}
