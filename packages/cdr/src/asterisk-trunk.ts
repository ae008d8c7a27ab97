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

/** By hand, for it is asked twice a record. */
function hexadecimalDigitsAtEnd(text: string): number {
  let at = text.length;
  for (; at > 0; at -= 1) {
    const code = text.charCodeAt(at - 1);
    const letter = code | 32;
    if (!(code >= 48 && code <= 57) && !(letter >= 97 && letter <= 102)) break;
  }
  return text.length - at;
}
