const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const windows1252 = new TextDecoder("windows-1252");

/** Bytes of a switch as text: UTF-8 where they are valid UTF-8, else Windows-1252. */
export function decodeText(bytes: Uint8Array): string {
  return decodedOrNull(bytes) ?? windows1252.decode(bytes);
}

/** One character for each byte, so that positions in text and bytes agree; right as it stands where all are ASCII. */
export function byteText(bytes: Uint8Array): { readonly text: string; readonly isAscii: boolean } {
  const text = decodedOrNull(bytes);
  // Beyond ASCII a character takes two bytes or more.
  if (text?.length === bytes.length) return { text, isAscii: true };
  return { text: windows1252.decode(bytes), isAscii: false };
}

function decodedOrNull(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}
