// A real Apache Kafka on loopback until a signal ends it: `npm run kafka`, `npm run kafka -- --folder kafka-data --port 9092`.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startBroker } from "../packages/adapters/kafka/src/index.ts";
import { ProblemError } from "../packages/problem/src/index.ts";

const { values } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== "--"),
  options: { folder: { type: "string" }, port: { type: "string", default: "9092" } },
});
const log = (line: string): void => void process.stderr.write(`${line}\n`);
const folder = values.folder ?? mkdtempSync(join(tmpdir(), "tw-kafka-"));
try {
  const broker = await startBroker({ folder, log, port: Number(values.port) });
  log(`KAFKA_BROKERS=${broker.address}  (log in ${folder}; Ctrl-C ends it)`);
  let isStopped = false;
  const stop = (): void => {
    isStopped = true;
    void broker.stop();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, stop);
  await broker.ended;
  if (!isStopped) {
    log(`${broker.lastWords()}\nThe broker ended by itself. The end of its log stands above.`);
    process.exitCode = 1;
  }
} catch (error) {
  if (!(error instanceof ProblemError)) throw error;
  log(`${error.problem.code}  ${error.problem.message}\n    way out: ${error.problem.wayOut}`);
  process.exitCode = 1;
} finally {
  if (values.folder === undefined) rmSync(folder, { recursive: true, force: true });
}
