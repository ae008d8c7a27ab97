/** Postgres counts in groups of four decimal digits. */
const GROUP = 4;
const NEGATIVE = 0x4000;

/**
 * Decimal text as the binary form of `numeric` (Postgres source, `numeric_recv`): number of groups, weight of the first group,
 * sign, places shown, then the groups.
 *
 * @example `0.0350` is one group, 350, of weight -1, with 4 places.
 */
export function numericBytes(text: string): Uint8Array {
  const [, sign = "", whole = "", decimals = ""] = DECIMAL.exec(text) ?? refuse(text);
  const padded =
    whole.padStart(Math.ceil(whole.length / GROUP) * GROUP, "0") +
    decimals.padEnd(Math.ceil(decimals.length / GROUP) * GROUP, "0");
  const groups = (padded.match(/\d{4}/g) ?? []).map(Number);
  const first = groups.findIndex((group) => group !== 0);
  const last = groups.findLastIndex((group) => group !== 0);
  const kept = first < 0 ? [] : groups.slice(first, last + 1);
  const weight = first < 0 ? 0 : Math.ceil(whole.length / GROUP) - 1 - first;
  const isNegative = sign === "-" && kept.length > 0;
  const numbers = [kept.length, weight, isNegative ? NEGATIVE : 0, decimals.length, ...kept];
  const bytes = Buffer.alloc(2 * numbers.length);
  numbers.forEach((number, index) => {
    bytes.writeInt16BE(number, 2 * index);
  });
  return bytes;
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

function refuse(text: string): never {
  throw new Error(`no decimal: ${text}`);
}
