// Both are of ECMAScript's "JSON.parse source text access", which Node has and the compiler's library does not know yet.
declare global {
  interface JSON {
    parse(
      text: string,
      reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
    ): unknown;
    rawJSON(text: string): unknown;
  }
}

/** JSON whose numbers are the text that stood there: no amount ever is a binary float. @throws SyntaxError */
export function parseExactly(text: string): unknown {
  return JSON.parse(text, (_, value, { source }) =>
    typeof value === "number" && source !== undefined ? plainDecimal(source) : value,
  );
}

/** Decimal text as a JSON number with exactly its digits. */
export function jsonNumber(decimal: string): unknown {
  return JSON.rawJSON(decimal);
}

/** @example `1.5e-3` is `0.0015`, `12E2` is `1200`. */
function plainDecimal(source: string): string {
  const [mantissa = "", exponent] = source.toLowerCase().split("e");
  if (exponent === undefined) return source;
  const sign = mantissa.startsWith("-") ? "-" : "";
  const [whole = "", fraction = ""] = mantissa.replace("-", "").split(".");
  const point = whole.length + Number(exponent);
  const digits = `${"0".repeat(Math.max(0, 1 - point))}${whole}${fraction}`;
  const at = Math.max(1, point);
  const padded = digits.padEnd(at, "0");
  const after = padded.slice(at);
  return `${sign}${padded.slice(0, at).replace(/^0+(?=\d)/, "")}${after === "" ? "" : `.${after}`}`;
}
