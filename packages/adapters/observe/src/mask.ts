/** A number as North America writes it: `(312) 555-0142`, `312-555-0142`, `312.555.0142`. */
const WRITTEN = /\(?\b(\d{3})\)?([ .-]{1,2})(\d{3})([ .-])\d{4}(?!\d)/g;
/** Seven digits are a local number, fifteen the longest of E.164; longer runs hold one too. */
const DIGITS = /\d{7,}/g;
/** Keys of calls and hashes of files: hexadecimal, of exactly 16 or 32 bytes. */
const HASH = /\b(?=\d*[a-f])(?:[0-9a-f]{32}|[0-9a-f]{64})\b/g;

/**
 * Text for a log: the last four digits of whatever could be a telephone number are taken out. Area and exchange stay, which is
 * what somebody looks for who searches a fault; the person behind the number does not.
 *
 * A long number that is no telephone number loses its last digits too: better so than a customer in a log.
 *
 * @example `from 13125550142` is `from 1312555****` · `(312) 555-0142` is `312-555-****`
 */
export function masked(text: string): string {
  let end = 0;
  let told = "";
  for (const { 0: hash, index } of text.matchAll(HASH)) {
    told += maskedDigits(text.slice(end, index)) + hash;
    end = index + hash.length;
  }
  return told + maskedDigits(text.slice(end));
}

function maskedDigits(text: string): string {
  return text
    .replace(WRITTEN, (_, area: string, _gap: string, exchange: string) => `${area}-${exchange}-****`)
    .replace(DIGITS, (digits) => `${digits.slice(0, -4)}****`);
}
