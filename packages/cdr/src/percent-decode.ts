import { decodeText } from "./decode-text.ts";

/** `2026-04-07%2014%3A03` → `2026-04-07 14:03`; the bytes are UTF-8, else Windows-1252. A `%` without two digits stands for itself. */
export function percentDecoded(text: string): string {
  if (!text.includes("%")) return text;
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) =>
    decodeText(Uint8Array.from(run.slice(1).split("%"), (pair) => Number.parseInt(pair, 16))),
  );
}
