import { fileBytes } from "@tollwright/files";
import type { Incoming } from "./incoming.ts";

/** Files whose copies are made before their records are read. */
const FILES_AT_ONCE = 1_000;
/** Of the first group: so much is soon in the archive, and takes longer to store than most of what is behind it to arrive. */
const FIRST_BYTES = 8_388_608;

/**
 * Files in groups, each received while the records of the one before it are read and stored: packing the archive then does not
 * hold up the rest.
 *
 * @param receive Called for one group after the other, never for two at once.
 * @throws what receiving throws, when it is that group's turn; receiving has ended when this ends, however it does.
 */
export async function* receivedAhead<Received>(
  files: readonly Incoming[],
  receive: (group: readonly Incoming[]) => Promise<Received>,
): AsyncGenerator<Received, void> {
  const groups = await groupsOf(files);
  let next = receiving(groups.shift(), receive);
  while (next !== null) {
    const received = await next;
    next = receiving(groups.shift(), receive);
    try {
      yield received;
    } finally {
      await next?.catch(() => undefined);
    }
  }
}

function receiving<Received>(
  group: readonly Incoming[] | undefined,
  receive: (group: readonly Incoming[]) => Promise<Received>,
): Promise<Received> | null {
  const received = group === undefined ? null : receive(group);
  // Whoever waits for it hears of it: until then it is no failure of nobody.
  received?.catch(() => undefined);
  return received;
}

/** @example ten files of 15 MB: the first by itself, the other nine. A thousand files of one call each: one group. */
async function groupsOf(files: readonly Incoming[]): Promise<(readonly Incoming[])[]> {
  const first = await firstGroup(files);
  const groups = first === 0 ? [] : [files.slice(0, first)];
  for (let from = first; from < files.length; from += FILES_AT_ONCE)
    groups.push(files.slice(from, from + FILES_AT_ONCE));
  return groups;
}

async function firstGroup(files: readonly Incoming[]): Promise<number> {
  let bytes = 0;
  for (const [index, file] of files.slice(0, FILES_AT_ONCE).entries()) {
    if (typeof file === "string") bytes += await fileBytes(file);
    if (bytes >= FIRST_BYTES) return index + 1;
  }
  return Math.min(files.length, FILES_AT_ONCE);
}
