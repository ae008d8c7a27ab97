import type { Bus } from "@tollwright/bus";
import type { Instant } from "@tollwright/calendar";
import type { Call, Source } from "@tollwright/cdr";
import { archivedPath } from "@tollwright/files";
import { type Problem, problem } from "@tollwright/problem";
import { positionId } from "./ingest-store.ts";
import { readFile } from "./read-file.ts";

type FileToSend = { readonly source: string; readonly fileHash: string; readonly readAt: Instant };

export type ResendRequest = {
  readonly files: readonly FileToSend[];
  /** As they are in force now, by id. */
  readonly sources: ReadonlyMap<string, Source>;
  readonly archive: string;
  readonly bus: Bus;
  readonly positionsOf: (ids: readonly string[]) => Promise<ReadonlyMap<string, bigint>>;
};

export type Resent = {
  readonly calls: number;
  /** Files that could not be read again. */
  readonly problems: readonly Problem[];
};

/** Calls of one publishing. */
const CALLS_AT_ONCE = 5_000;

/**
 * Sends the calls of files once more, out of the archive, where a broker lost them. Nothing is noted: they were read and counted before.
 * Those that are stored already are redeliveries; the others come out of transit (books 3, 4).
 */
export async function resend(request: ResendRequest): Promise<Resent> {
  const problems: Problem[] = [];
  let calls = 0;
  for (const file of request.files) {
    try {
      calls += await resendOne(file, request);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      problems.push(unread(file, "it is not in the archive"));
    }
    if (!request.sources.has(file.source))
      problems.push(unread(file, `its source ${file.source} is not in force`));
  }
  return { calls, problems };
}

async function resendOne(
  { source: id, fileHash, readAt }: FileToSend,
  { sources, archive, bus, positionsOf }: ResendRequest,
): Promise<number> {
  const source = sources.get(id);
  if (source === undefined) return 0;
  const position = positionId(id, fileHash);
  // What lies behind it is not read yet: that is the ingester's.
  const readTo = Number((await positionsOf([position])).get(position) ?? 0n);
  let gathered: Call[] = [];
  let sent = 0;
  const send = async (): Promise<void> => {
    await bus.publish(gathered, NOTHING_BESIDE);
    sent += gathered.length;
    gathered = [];
  };
  for await (const { calls } of readFile({
    source,
    path: archivedPath(archive, fileHash),
    fileHash,
    readAt,
    resumeAt: 0,
  })) {
    gathered.push(...calls.filter(({ record }) => record.offset < readTo));
    if (gathered.length >= CALLS_AT_ONCE) await send();
  }
  if (gathered.length > 0) await send();
  return sent;
}

const NOTHING_BESIDE = { positions: [], setAside: [], sequences: [], ledger: [] };

function unread({ fileHash }: FileToSend, message: string): Problem {
  return problem({ code: "FILE_UNREADABLE", message, file: fileHash });
}
