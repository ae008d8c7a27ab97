import type { ReadAbroad } from "@tollwright/numbering";
import { isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/max";

const USES: Readonly<Record<string, "tollFree" | "premium" | "personal">> = {
  TOLL_FREE: "tollFree",
  PREMIUM_RATE: "premium",
  PERSONAL_NUMBER: "personal",
};

/**
 * Numbers as they are dialled in any country: its own prefixes for abroad and for another town. Whether a number is assigned is not asked.
 *
 * @example `00 1 212 555 0100` in GB is 12125550100; `0800 123456` is toll-free there.
 */
export const readAbroad: ReadAbroad = (text, country) => {
  if (!isSupportedCountry(country)) return null;
  const number = parsePhoneNumberFromString(text, country);
  if (number === undefined || !number.isPossible()) return null;
  const type = number.getType();
  return {
    e164: number.number.slice(1),
    country: number.country ?? null,
    use: type === undefined ? null : (USES[type] ?? null),
  };
};
