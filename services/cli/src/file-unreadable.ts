import { ContentUnreadable } from "@tollwright/files";
import { type Problem, problem } from "@tollwright/problem";
import { filesMissing } from "./files-missing.ts";

/**
 * A file that does not give its content, as a problem: damaged, packed otherwise, not there, or not ours to read.
 *
 * @throws whatever else it was.
 */
export function fileUnreadable(error: unknown, file: string): Problem {
  const { message, code, syscall } = error as NodeJS.ErrnoException;
  if (error instanceof ContentUnreadable)
    return problem({
      code: error.kind === "corrupt" ? "FILE_CORRUPT" : "FILE_COMPRESSION",
      message,
      file,
    });
  if (code === "ENOENT") return filesMissing(file);
  if (syscall === undefined) throw error;
  return problem({ code: "FILE_UNREADABLE", message, file });
}
