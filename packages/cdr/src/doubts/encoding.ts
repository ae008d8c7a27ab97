import type { Encoding } from "./sample.ts";

/** Tells how a file's text is encoded, as its bytes pass by. */
export function encodingWatch(): {
  readonly take: (bytes: Uint8Array) => void;
  readonly told: () => Encoding;
} {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let isFirst = true;
  let isUtf8 = true;
  let isAscii = true;
  let isUtf16 = false;
  const decode = (bytes: Uint8Array, stream: boolean): void => {
    try {
      decoder.decode(bytes, { stream });
    } catch {
      isUtf8 = false; // told by `told`
    }
  };
  return {
    take(bytes) {
      if (isFirst)
        isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
      isFirst = false;
      isAscii &&= bytes.every((byte) => byte < 128);
      if (isUtf8) decode(bytes, true);
    },
    told() {
      if (isUtf16) return "utf16";
      if (isAscii) return "ascii";
      if (isUtf8) decode(new Uint8Array(0), false);
      return isUtf8 ? "utf8" : "windows1252";
    },
  };
}
