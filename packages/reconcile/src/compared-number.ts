import { normaliseNumber } from "@tollwright/numbering";

/** A number as two sides may write it, in one form: E.164 where it is one, else its characters. @example `+1 (312) 555-0100` is 13125550100. */
export function comparedNumber(raw: string): string {
  return normaliseNumber(raw).e164 ?? raw.trim().toLowerCase();
}
