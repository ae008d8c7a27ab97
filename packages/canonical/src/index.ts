export { byCodeUnit, type CanonicalValue, canonicalJson, remembered } from "./canonical-json.ts";
export { canonicalHash, sha256 } from "./sha256.ts";
