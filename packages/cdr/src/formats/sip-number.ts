/** The user of a SIP header or address, and the `rn=` that tells where a ported number lives. */
export type SipNumber = { readonly number: string; readonly routingNumber: string | null };

/**
 * Digits come from the address, never from the display name; a text that is no address is its own number.
 *
 * @example `'ANN 5551234'<sip:13125550142@10.0.0.1;user=phone>;tag=x` → `13125550142`
 * @example `<sip:+13125550142;npdi;rn=+13125550000@10.0.0.1>` → `+13125550142`, routing number `13125550000`
 * @example `<sip:10.0.0.1>` → no number; `anonymous` → `anonymous`.
 */
export function sipNumber(header: string): SipNumber {
  const address = /<\s*((?:sips?|tel):[^>]*)>/i.exec(header)?.[1] ?? header.trim();
  const isAddress = /^(?:sips?|tel):/i.test(address);
  const isSip = /^sips?:/i.test(address);
  const plain = address.replace(/^(?:sips?|tel):/i, "").replaceAll(/%2B/gi, "+");
  const routingNumber = /;rn=\+?(\d+)/i.exec(plain)?.[1] ?? null;
  const hasUser = !isSip || plain.includes("@");
  const user = hasUser ? (plain.split("@")[0] ?? "") : "";
  return { number: isAddress ? (user.split(";")[0] ?? "") : user, routingNumber };
}
