import { liveLine } from "./live-line.ts";
import type { Output } from "./output.ts";

/** How a command answers without a database. */
export function outputOf(options: { readonly json?: boolean }): Output {
  const line = liveLine(process.stderr, () => performance.now());
  return {
    json: options.json ?? false,
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
