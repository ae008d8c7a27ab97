export type { BatchCounts, BatchLimits } from "./batch.ts";
export { type HttpIntake, type HttpIntakeRequest, startHttpIntake } from "./http-intake.ts";
export type { Incoming } from "./incoming.ts";
export {
  type FileReport,
  type IngestEvent,
  type IngestReport,
  type IngestRequest,
  ingest,
} from "./ingest.ts";
export { type FileDelivery, type IngestStore, type KnownFile, positionId } from "./ingest-store.ts";
export { joinLoose } from "./join-loose.ts";
export { ledgerOf } from "./ledger.ts";
export { readLooseFile } from "./read-file.ts";
export { readRecord } from "./read-record.ts";
export { type RecycleReport, type RecycleStore, recycle } from "./recycle.ts";
export { replaceCall, replacePiece } from "./replace-call.ts";
export { type ResendRequest, type Resent, resend } from "./resend.ts";
export { added, NOTHING_SETTLED, overdueSince, type SettleReport, settle } from "./settle.ts";
export { serveTotals } from "./totals/read-task.ts";
export { readTotals, type Totals } from "./totals/read-totals.ts";
export { type DropFolder, type TakenFiles, watchFolders } from "./watch-folders.ts";
