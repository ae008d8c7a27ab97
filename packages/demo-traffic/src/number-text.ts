/** How a customer's PBX writes numbers of the North American plan; a plus also goes before numbers abroad. */
export type DiallingStyle = "plus" | "eleven" | "ten";

export const WITHHELD = "anonymous";

/**
 * E.164 digits as that PBX sends them.
 *
 * @example 16035550101: `+16035550101`, `16035550101` or `6035550101`; 442079460123: `+442079460123` or `011442079460123`.
 */
export function written(e164: string, style: DiallingStyle): string {
  if (style === "plus") return `+${e164}`;
  if (!e164.startsWith("1")) return `011${e164}`;
  return style === "ten" ? e164.slice(1) : e164;
}
