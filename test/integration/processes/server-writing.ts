import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openDatabase } from "@tollwright/postgres";

export type ServerWriting = {
  /** Bytes that the server of the folder has written into its journal since it was made; null before it was seen. */
  readonly bytes: () => number | null;
  readonly end: () => Promise<void>;
};

const LOOK_MILLISECONDS = 2;
const SOCKET_LINE = 4;

/** Looks again and again at how far a server is, whoever starts, stops or kills it meanwhile. */
export function watchWriting(dataFolder: string): ServerWriting {
  let bytes: number | null = null;
  let isEnded = false;
  const look = async (socketFolder: string): Promise<void> => {
    const db = openDatabase(`postgresql://tollwright@/postgres?host=${socketFolder}`, { connections: 1 });
    try {
      while (!isEnded) {
        const { rows } = await db.pool.query<{ at: string }>(
          "select pg_current_wal_insert_lsn() - '0/0' as at",
        );
        bytes = Number(rows[0]?.at);
        await sleep(LOOK_MILLISECONDS);
      }
    } catch {
      // It is not there yet, or no more.
    } finally {
      await db.close();
    }
  };
  const watching = (async () => {
    while (!isEnded) {
      const folder = socketFolderIn(dataFolder);
      if (folder !== null) await look(folder);
      await sleep(LOOK_MILLISECONDS);
    }
  })();
  return {
    bytes: () => bytes,
    end: () => {
      isEnded = true;
      return watching;
    },
  };
}

function socketFolderIn(dataFolder: string): string | null {
  try {
    const file = readFileSync(join(dataFolder, "cluster", "postmaster.pid"), "utf8");
    return file.split("\n")[SOCKET_LINE]?.trim() || null;
  } catch {
    return null;
  }
}
