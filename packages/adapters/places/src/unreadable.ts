import { ProblemError, problem } from "@tollwright/problem";

/** A file that is not there, broken off, or not packed as its name says. What is a problem already stays as it is. */
export function unreadable(path: string, error: unknown, afterLine = 0): unknown {
  if (!(error instanceof Error) || error instanceof ProblemError || !isOfFile(error)) return error;
  const where = afterLine === 0 ? "" : ` after line ${afterLine}`;
  return new ProblemError(
    problem({ code: "PLACE_FILE", message: `it cannot be read${where}: ${error.message}`, file: path }),
    { cause: error },
  );
}

/** Of the operating system, of gzip, or of a zip's directory: all else is a fault of ours. */
function isOfFile(error: Error): boolean {
  const code = "code" in error ? String(error.code) : "";
  return /^E[A-Z]+$|^Z_/.test(code) || /zip file|central directory|compressed/i.test(error.message);
}
