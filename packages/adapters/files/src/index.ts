export {
  archivedName,
  archivedPath,
  discardFile,
  discardLeftCopies,
  keepFiles,
  type ReceivedFile,
  receiveFile,
} from "./archive.ts";
export { type Compression, ContentUnreadable, compressionOf } from "./compression.ts";
export type { Prefix } from "./content-hasher.ts";
export { type Dropped, droppedFiles } from "./drop-folder.ts";
export { fileBytes } from "./file-bytes.ts";
export { findFiles } from "./find-files.ts";
export { hashFile } from "./hash-file.ts";
export { type KeptByKey, keptByKey } from "./kept-by-key.ts";
export { copyWhole, storedHash, writePacked } from "./kept-file.ts";
export { lineNumber } from "./line-number.ts";
export { type ByteRange, lineRanges, readRange } from "./line-ranges.ts";
export { discardLeftMoves, putDone, putRefused } from "./put-away.ts";
export { rawBytes, rawRecord, rawRecords } from "./raw-record.ts";
export { readChunks, type Stored } from "./read-chunks.ts";
export { readFolder, type TextFile } from "./read-folder.ts";
export { type Settling, settling } from "./settling.ts";
export { wholeLines } from "./whole-lines.ts";
export { removeHalfWritten, writeFileAtomic } from "./write-file-atomic.ts";
