export type { Call, CallDirection, RecordId, SetAside } from "./call.ts";
export { Source } from "./source.ts";
