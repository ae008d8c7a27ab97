import { type CanonicalValue, canonicalJson, sha256 } from "@tollwright/canonical";
import type { Levy } from "./schema/levy.ts";

const versions = new WeakMap<Levy, string>();

/** The edition of a levy: the hash of its canonical JSON, as it is named where versions are kept (books 8). */
export function versionOf(levy: Levy): string {
  const known = versions.get(levy);
  if (known !== undefined) return known;
  const version = sha256(canonicalJson(plain(levy)));
  versions.set(levy, version);
  return version;
}

/** A levy holds text, whole numbers, flags, lists and objects. */
function plain(levy: Levy): CanonicalValue {
  return JSON.parse(JSON.stringify(levy)) as CanonicalValue;
}
