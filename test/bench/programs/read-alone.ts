import { instant } from "@tollwright/calendar";
import { openReader } from "@tollwright/cdr";
import { readChunks } from "@tollwright/files";
import { readAt, switchSource } from "../switch-source.ts";

// The reader alone on one core: calls with names, kept nowhere.
const [path = ""] = process.argv.slice(2);
const started = performance.now();
const reader = openReader({
  source: switchSource(),
  fileHash: "0".repeat(64),
  readAt: instant(readAt),
  resumeAt: 0,
});
let calls = 0;
for await (const chunk of readChunks(path)) calls += reader.read(chunk).calls.length;
calls += reader.end(true).calls.length;
process.stdout.write(JSON.stringify({ rows: calls, seconds: (performance.now() - started) / 1000 }));
