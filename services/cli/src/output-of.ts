import type { StructuredLog } from "@tollwright/observe";
import { liveLine } from "./live-line.ts";
import type { Output } from "./output.ts";

/** TOLLWRIGHT_LOG=json; the library is read only there. */
const event = process.env["TOLLWRIGHT_LOG"] === "json" ? await logOfProcess() : null;

/** How a command answers without a database. */
export function outputOf(options: { readonly json?: boolean }): Output {
  const json = options.json ?? false;
  if (event !== null) return { ...logged(event), json };
  const line = liveLine(process.stderr, () => performance.now());
  return {
    json,
    write: (text) => {
      line.clear();
      process.stdout.write(text);
    },
    progress: (text) => {
      line.clear();
      process.stderr.write(`${text}\n`);
    },
    update: line.update,
  };
}

/** Answers stay on standard output; all that is told goes to the log. */
function logged(log: StructuredLog): Omit<Output, "json"> {
  return {
    write: (text) => process.stdout.write(text),
    progress: (text) => log("info", text.trim()),
    update: (text) => log("debug", text.trim()),
    event: log,
  };
}

async function logOfProcess(): Promise<StructuredLog> {
  const { structuredLog } = await import("@tollwright/observe");
  return structuredLog({
    level: process.env["TOLLWRIGHT_LOG_LEVEL"] === "debug" ? "debug" : "info",
    write: (line) => process.stderr.write(line),
    milliseconds: Date.now,
  });
}
