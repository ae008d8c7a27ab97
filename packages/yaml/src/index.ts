export { checkYaml } from "./check-yaml.ts";
export { lineInText } from "./line-in-text.ts";
export type { SourceFile } from "./source-file.ts";
/** For writing YAML, and for changing a file without losing its comments. */
export {
  Document,
  isMap,
  isScalar,
  isSeq,
  parse,
  parseDocument,
  Scalar,
  stringify,
  visit,
} from "./writing.ts";
export { pathText } from "./yaml-lines.ts";
