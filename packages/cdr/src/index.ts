export type { Call, CallDirection, RecordId, SetAside } from "./call.ts";
export { type CallJson, callJson } from "./call-json.ts";
export type { CallPart, PartFacts, PartRecord, PartRole } from "./call-part.ts";
export { decodeText } from "./decode-text.ts";
export { type JoinedParts, type JoinRequest, joinParts } from "./join-parts.ts";
export { openReader } from "./read-records.ts";
export type { ReaderSettings, Reading, RecordReader, SequenceRange } from "./record-reader.ts";
export { attributionOn, Source } from "./source.ts";
