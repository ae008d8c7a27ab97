import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Broker, startBroker } from "@tollwright/kafka";
import { afterAll, beforeAll, expect, it } from "vitest";
import { books, line } from "../intake/intake-records.ts";
import { testDatabase } from "../postgres/test-database.ts";
import { begin, tollwright } from "../processes/command.ts";
import { describeWithBroker } from "./test-broker.ts";

const CALLS = 40_000;
const EACH_SO_MANY_TWICE = 100;

/** Numbers of calls that compress badly, now and then one line twice. */
const content = Array.from({ length: CALLS }, (_, index) => {
  const one = line(createHash("sha256").update(`${index}`).digest("hex"));
  return index % EACH_SO_MANY_TWICE === 0 ? `${one}${one}` : one;
}).join("");

describeWithBroker("a disk that is full under the broker", () => {
  const test = testDatabase();
  const at = (...path: string[]) => join(test.dataFolder, ...path);
  /** Only root can make a small disk. */
  const mount = (options: string): boolean =>
    spawnSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", at("disk")]).status === 0;
  const start = (): Promise<Broker> => startBroker({ folder: at("disk", "broker"), log: () => undefined });
  let hasSmallDisk = false;
  let broker: Broker | null = null;

  beforeAll(() => {
    mkdirSync(at("disk"));
    hasSmallDisk = process.getuid?.() === 0 && mount("size=1500k");
  });
  afterAll(async () => {
    await broker?.stop();
    if (hasSmallDisk) spawnSync("umount", ["-l", at("disk")]);
  });

  it("ends the broker; with room again what was underway goes on, and each record counts once", async (context) => {
    if (!hasSmallDisk) context.skip("only root can make a small disk for this");
    broker = await start();
    const env = { DATABASE_URL: test.server.connectionString, KAFKA_BROKERS: broker.address };
    const common = ["--data", at("data"), "--now", "2026-05-01T06:00Z"];
    const loaded = await tollwright([...common, "load", "rate-cards", "--by", "finance"], env);
    expect(`${loaded.code} ${loaded.stderr}`).toMatch(/^0 /);
    writeFileSync(at("Master.csv"), content);

    const ingest = begin(
      "services/cli/src/main.ts",
      [...common, "ingest", "--source", "asterisk-chi", at("Master.csv")],
      { env },
    );
    await broker.ended;
    expect(broker.lastWords()).toMatch(/Shutdown broker because all log dirs/);
    mount("remount,size=200m");
    broker = await start();
    const { code, stderr } = await ingest.ended;
    expect(`${code} ${stderr}`).toMatch(/^0 [\s\S]*trying again/);

    const rated = await tollwright([...common, "rate", "--once"], env);
    expect(rated.code).toBe(0);
    const duplicate = CALLS / EACH_SO_MANY_TWICE;
    expect(await books(test.db)).toEqual({
      calls: CALLS,
      read: CALLS + duplicate,
      duplicate,
      suspended: 0,
      balanced: true,
      differences: [],
    });
  });
});
