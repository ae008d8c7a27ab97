import { archivedPath, rawBytes } from "@tollwright/files";
import { readLooseFile } from "@tollwright/ingester";
import { fileByHash, type RecordPlace, recordsOfCall, setAsideRecord } from "@tollwright/postgres";
import type { Context } from "../context.ts";
import { closing } from "./closing.ts";
import { openIntake } from "./open-intake.ts";

/** A record with the bytes that the switch wrote. */
export type FoundRecord = RecordPlace & { readonly bytes: Uint8Array };

/**
 * The records that a text names, out of the archive: a call's key (all records of the call), the number of a record that was set
 * aside, or a file's hash and a byte of the record, `HASH:OFFSET`. None where nothing is named so.
 */
export async function findRecords(context: Context, text: string): Promise<readonly FoundRecord[]> {
  const places = await placesOf(context, text);
  const found: FoundRecord[] = [];
  for (const place of places) {
    const [bytes = new Uint8Array(0)] = await rawBytes({
      archive: context.archive,
      fileHash: place.fileHash,
      places: [place],
    });
    found.push({ ...place, bytes });
  }
  return found;
}

async function placesOf(context: Context, text: string): Promise<readonly RecordPlace[]> {
  if (/^[0-9a-f]{32}$/.test(text)) return recordsOfCall(context.database, text);
  if (/^\d{1,18}$/.test(text)) return placeSetAside(context, BigInt(text));
  const [, fileHash = "", offset = ""] = /^([0-9a-f]{64}):(\d{1,15})$/.exec(text) ?? [];
  return fileHash === "" ? [] : placeAt(context, fileHash, Number(offset));
}

async function placeSetAside({ database }: Context, id: bigint): Promise<readonly RecordPlace[]> {
  const aside = await setAsideRecord(database, id);
  if (aside === null) return [];
  return [{ role: aside.bucket, source: aside.source, ...aside.record, file: aside.fileName }];
}

/** Where a record ends, only the reader of its format knows: the file is read once more, up to it. */
async function placeAt(context: Context, fileHash: string, byte: number): Promise<readonly RecordPlace[]> {
  const file = await fileByHash(context.database, fileHash);
  if (file === null) return [];
  const source = await closing(await openIntake(context), (intake) => intake.source(file.source));
  const path = archivedPath(context.archive, fileHash);
  for await (const reading of readLooseFile({ source, path, readAt: context.clock() })) {
    const records = [
      ...reading.calls.map(({ record }) => ({ role: "call", record })),
      ...reading.parts.map(({ record }) => ({ role: "piece", record })),
      ...reading.setAside.map(({ record, bucket }) => ({ role: bucket, record })),
    ];
    const found = records.find(({ record: { offset, length } }) => offset <= byte && byte < offset + length);
    if (found !== undefined)
      return [{ role: found.role, source: source.id, ...found.record, fileHash, file: file.name }];
  }
  return [];
}
