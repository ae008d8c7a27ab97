export { byCodeUnit, type CanonicalValue, canonicalJson, inOrder } from "./canonical-json.ts";
export { canonicalHash, sha256 } from "./sha256.ts";
