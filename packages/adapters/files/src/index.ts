export {
  archivedName,
  archivedPath,
  discardFile,
  discardLeftCopies,
  keepFile,
  type ReceivedFile,
  receiveFile,
} from "./archive.ts";
export type { Prefix } from "./content-hasher.ts";
export { findFiles } from "./find-files.ts";
export { hashFile } from "./hash-file.ts";
export { rawRecord, rawRecords } from "./raw-record.ts";
export { readChunks } from "./read-chunks.ts";
export { readFolder, type TextFile } from "./read-folder.ts";
export { removeHalfWritten, writeFileAtomic } from "./write-file-atomic.ts";
