import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Broker, brokerMissing, startBroker } from "@tollwright/kafka";
import { afterAll, beforeAll, describe, it } from "vitest";

const missing = brokerMissing(process.env);

/**
 * Tests on a real broker. Where none can be started they do not run, and say so; on CI that is a failure.
 */
export function describeWithBroker(name: string, tests: () => void): void {
  if (missing === null) describe(name, tests);
  else if (process.env["CI"] === "true") {
    it(`${name}: runs on a real broker`, () => {
      throw new Error(`${missing.code}: ${missing.message}. ${missing.wayOut}`);
    });
  } else {
    process.stderr.write(`\n*** NOT RUN: ${name}: ${missing.message}. ${missing.wayOut} ***\n\n`);
    describe.skipIf(true)(`${name} (NOT RUN: ${missing.message})`, tests);
  }
}

export type TestBroker = {
  broker: Broker;
  readonly restart: (signal: "SIGTERM" | "SIGKILL") => Promise<void>;
};

/** A broker for the tests of one file; `restart` keeps its log and its address. */
export function testBroker(): TestBroker {
  const folder = mkdtempSync(join(tmpdir(), "tw-kafka-"));
  const start = (): Promise<Broker> => startBroker({ folder, log: () => undefined });
  const test = {
    async restart(signal) {
      process.kill(test.broker.pid, signal);
      await test.broker.ended;
      test.broker = await start();
    },
  } as TestBroker;
  beforeAll(async () => {
    test.broker = await start();
  });
  afterAll(async () => {
    await test.broker.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return test;
}
