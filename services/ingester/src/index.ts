export type { BatchCounts } from "./batch.ts";
export { type HttpIntake, type HttpIntakeRequest, startHttpIntake } from "./http-intake.ts";
export { canGrow, type Incoming } from "./incoming.ts";
export {
  type FileReport,
  type IngestEvent,
  type IngestReport,
  type IngestRequest,
  ingest,
} from "./ingest.ts";
export { type FileDelivery, type IngestStore, type KnownFile, positionId } from "./ingest-store.ts";
export { ledgerOf } from "./ledger.ts";
export { readLooseFile } from "./read-file.ts";
export { readTotals, type Totals } from "./totals/read-totals.ts";
export { type DropFolder, type TakenFiles, watchFolders } from "./watch-folders.ts";
