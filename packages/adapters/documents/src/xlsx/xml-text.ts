/** Printable ASCII but for what XML or an escape may begin with. */
const PLAIN_TEXT = /^[ !"#$%'-;=?-^`-~]*$/;
/** Control characters cannot stand in XML; spreadsheets read `_x0009_` for them (ECMA-376, part 1, 22.9.2.19, ST_Xstring). */
const NEEDS_CARE = /[&<>\p{Cc}\uFFFE\uFFFF]|_x[0-9A-Fa-f]{4}_/u;

/** Text as it stands in an element. @example `a & b` is `a &amp; b` */
export function xmlText(text: string): string {
  if (PLAIN_TEXT.test(text) || !NEEDS_CARE.test(text)) return text;
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/[\p{Cc}\uFFFE\uFFFF]/gu, (character) => {
      const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
      return `_x${code}_`;
    });
}
