export type { Call, CallDirection, RecordId, SetAside } from "./call.ts";
export { type CallJson, callJson } from "./call-json.ts";
export { decodeText } from "./decode-text.ts";
export { openReader } from "./read-records.ts";
export type { ReaderSettings, Reading, RecordReader } from "./record-reader.ts";
export { Source } from "./source.ts";
