import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startBroker } from "@tollwright/kafka";
import { afterAll, beforeAll, expect, it } from "vitest";
import { line, story } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";
import { tollwright } from "../processes/command.ts";
import { describeWithBroker } from "./test-broker.ts";

describeWithBroker("a broker that asks for a password", () => {
  const test = testDatabase();
  const folder = mkdtempSync(join(tmpdir(), "tw-sasl-"));
  const start = () => startBroker({ folder, log: () => undefined });
  let broker: Awaited<ReturnType<typeof start>>;

  beforeAll(async () => {
    await (await start()).stop(); // made, and then set up anew
    const path = join(folder, "server.properties");
    const settings = readFileSync(path, "utf8").replace(
      "protocol.map=PLAINTEXT:PLAINTEXT,",
      "protocol.map=PLAINTEXT:SASL_PLAINTEXT,",
    );
    const login = "org.apache.kafka.common.security.plain.PlainLoginModule required";
    const known = 'username="engine" password="right" user_engine="right";';
    writeFileSync(
      path,
      `${settings}inter.broker.listener.name=PLAINTEXT\nsasl.mechanism.inter.broker.protocol=PLAIN\nsasl.enabled.mechanisms=PLAIN\nlistener.name.plaintext.plain.sasl.jaas.config=${login} ${known}\n`,
    );
    broker = await start();
  });
  afterAll(async () => {
    await broker.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("a wrong one, a mechanism that it does not know, or more replicas than it can make stop a command with a problem; the right one is let in", async () => {
    const on = await story(test, "refused");
    const file = join(on.dataFolder, "a.csv");
    writeFileSync(file, line("1"));
    const common = ["--data", on.dataFolder];
    const env = (mechanism: string, password: string): NodeJS.ProcessEnv => ({
      ...{ DATABASE_URL: on.database.connectionString, KAFKA_BROKERS: broker.address },
      ...{ KAFKA_SASL_MECHANISM: mechanism, KAFKA_SASL_USERNAME: "engine", KAFKA_SASL_PASSWORD: password },
    });
    for (const command of [["rate"], ["ingest", "--source", "pbx", file], ["doctor"]]) {
      const { code, stdout, stderr } = await tollwright([...common, ...command], env("plain", "wrong"));
      expect([command[0], code, `${stdout}${stderr}`]).toEqual([
        command[0],
        1,
        expect.stringContaining("BROKER_REFUSED"),
      ]);
      expect(`${stdout}${stderr}`).not.toContain("wrong");
    }
    const other = await tollwright([...common, "rate"], env("scram-sha-256", "right"));
    expect([other.code, other.stderr]).toEqual([1, expect.stringContaining("BROKER_REFUSED")]);
    const twice = { ...env("plain", "right"), KAFKA_REPLICAS: "2" };
    const unmade = await tollwright([...common, "ingest", "--source", "pbx", file], twice);
    expect([unmade.code, unmade.stderr]).toEqual([1, expect.stringContaining("TOPIC_REFUSED")]);
    const sent = await tollwright([...common, "ingest", "--source", "pbx", file], env("plain", "right"));
    expect(`${sent.code} ${sent.stderr}`).toMatch(/^0 /);
    const rated = await tollwright([...common, "rate", "--once"], env("plain", "right"));
    expect(`${rated.code} ${rated.stderr}`).toMatch(/^0 /);
    const { rows } = await on.database.pool.query("select count(*)::int as calls from rating");
    expect(rows).toEqual([{ calls: 1 }]);
  });
});
