import { hash } from "node:crypto";
import { type CanonicalValue, canonicalJson } from "./canonical-json.ts";

/** SHA-256 of text (as UTF-8) or bytes, as 64 hexadecimal digits. */
export function sha256(content: string | Uint8Array): string {
  return hash("sha256", content);
}

/** The name of a version: SHA-256 of its canonical JSON (books 8). */
export function canonicalHash(value: CanonicalValue): string {
  return sha256(canonicalJson(value));
}
