export type DialledUser = {
  readonly user: string;
  /** `rn=`: the location routing number of a ported number. */
  readonly lrn: string | null;
  /** `cic=`: the carrier identification code. */
  readonly cic: string | null;
  /** `isup-oli=`: originating line information. */
  readonly oli: string | null;
};

const PLAIN = /^\+?\d+$/;

/** The user part of a SIP or tel address, or the text itself. @example `"Ann" <sip:+13125550142;rn=+13125550000@h>;tag=1` → `+13125550142`, lrn `13125550000`. */
export function dialledUser(raw: string): DialledUser {
  if (PLAIN.test(raw)) return { user: raw, lrn: null, cic: null, oli: null };
  const address = /<([^>]*)>/.exec(raw)?.[1] ?? raw;
  const withoutScheme = address.trim().replace(/^(?:sips?|tel):/i, "");
  const [userPart = ""] = withoutScheme.split("@");
  const [user = "", ...parameters] = userPart.replaceAll(/%2B/gi, "+").split(";");
  return {
    user,
    lrn: digitsOf(parameters, "rn"),
    cic: digitsOf(parameters, "cic")?.slice(-4) ?? null,
    oli: LINE_INFORMATION.exec(raw)?.[1] ?? null,
  };
}

/** Stands behind the user or behind the host, as gateways like it. */
const LINE_INFORMATION = /;(?:isup-|ss7-)?oli=(\d{1,2})(?!\d)/i;

function digitsOf(parameters: readonly string[], name: string): string | null {
  const value = parameters.find((parameter) => parameter.toLowerCase().startsWith(`${name}=`));
  const digits = value?.slice(name.length + 1).replace(/\D/g, "") ?? "";
  return digits === "" ? null : digits;
}
