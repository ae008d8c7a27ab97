import { stat } from "node:fs/promises";

/** Its size as it lies on the disk; 0 where it cannot be seen, for whoever reads it says why. */
export async function fileBytes(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    return 0;
  }
}
