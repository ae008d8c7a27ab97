/**
 * The E.164 digits of a North American number that is written whole and without ornament, as most are; null for any other
 * text, which is no statement about it: `normaliseNumber` takes the long way then.
 *
 * @example `13125550142`, `+13125550142` and `3125550142` are `13125550142`; `(312) 555-0142` is null.
 */
export function plainNanp(raw: string): string | null {
  switch (raw.length) {
    case NATIONAL_DIGITS:
      return isNational(raw, 0) ? `1${raw}` : null;
    case NATIONAL_DIGITS + 1:
      return raw.charCodeAt(0) === ONE && isNational(raw, 1) ? raw : null;
    case NATIONAL_DIGITS + 2:
      return raw.startsWith("+1") && isNational(raw, 2) ? raw.slice(1) : null;
    default:
      return null;
  }
}

const NATIONAL_DIGITS = 10;
const [ZERO, ONE, TWO, NINE] = [0x30, 0x31, 0x32, 0x39];

/** Ten digits from `start` to the end, the first from 2 to 9. */
function isNational(raw: string, start: number): boolean {
  if (raw.charCodeAt(start) < TWO) return false;
  for (let index = start; index < raw.length; index += 1) {
    const code = raw.charCodeAt(index);
    if (code < ZERO || code > NINE) return false;
  }
  return true;
}
