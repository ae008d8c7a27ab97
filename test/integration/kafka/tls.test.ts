import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startBroker } from "@tollwright/kafka";
import { afterAll, beforeAll, expect, it } from "vitest";
import { line, story } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";
import { tollwright } from "../processes/command.ts";
import { describeWithBroker } from "./test-broker.ts";

const PASSWORD = "of-a-test";

describeWithBroker("a broker that speaks TLS", () => {
  const test = testDatabase();
  const folder = mkdtempSync(join(tmpdir(), "tw-tls-"));
  const authority = join(folder, "broker.pem");
  const start = () => startBroker({ folder, log: () => undefined });
  let broker: Awaited<ReturnType<typeof start>>;

  /** Java brings it. */
  const keytool = (command: string, ...args: readonly string[]): void => {
    const store = ["-keystore", join(folder, "broker.p12"), "-storetype", "PKCS12", "-storepass", PASSWORD];
    execFileSync("keytool", [command, "-alias", "broker", ...store, ...args], { stdio: "pipe" });
  };

  beforeAll(async () => {
    const who = ["-dname", "CN=broker of a test", "-ext", "san=ip:127.0.0.1"];
    keytool("-genkeypair", "-keyalg", "EC", "-validity", "3650", ...who);
    keytool("-exportcert", "-rfc", "-file", authority);
    const trusted = [
      "-keystore",
      join(folder, "trusted.p12"),
      "-storetype",
      "PKCS12",
      "-storepass",
      PASSWORD,
    ];
    execFileSync(
      "keytool",
      ["-importcert", "-noprompt", "-alias", "broker", "-file", authority, ...trusted],
      {
        stdio: "pipe",
      },
    );
    await (await start()).stop(); // made, and then set up anew
    const path = join(folder, "server.properties");
    const settings = readFileSync(path, "utf8").replace("=PLAINTEXT:PLAINTEXT,", "=PLAINTEXT:SSL,");
    const stores = ["keystore", "truststore"].map((store) => {
      const file = join(folder, store === "keystore" ? "broker.p12" : "trusted.p12");
      return `ssl.${store}.type=PKCS12\nssl.${store}.location=${file}\nssl.${store}.password=${PASSWORD}\n`;
    });
    writeFileSync(path, `${settings}inter.broker.listener.name=PLAINTEXT\n${stores.join("")}`);
    broker = await start();
  });
  afterAll(async () => {
    await broker.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const scene = async (name: string) => {
    const on = await story(test, name);
    const file = join(on.dataFolder, "a.csv");
    writeFileSync(file, line("1"));
    const command = (env: NodeJS.ProcessEnv, ...args: readonly string[]) =>
      tollwright(["--data", on.dataFolder, ...args], {
        ...{ DATABASE_URL: on.database.connectionString, KAFKA_BROKERS: broker.address, KAFKA_TOPIC: name },
        ...env,
      });
    return { on, file, command };
  };

  it("lets in who names its authority", async () => {
    const { on, file, command } = await scene("tls");
    for (const args of [
      ["ingest", "--source", "pbx", file],
      ["rate", "--once"],
    ]) {
      const { code, stderr } = await command({ KAFKA_TLS: "true", KAFKA_TLS_CA: authority }, ...args);
      expect(`${code} ${stderr}`).toMatch(/^0 /);
    }
    const { rows } = await on.database.pool.query("select count(*)::int as calls from rating");
    expect(rows).toEqual([{ calls: 1 }]);
  });

  it("who names none does not trust it, and an engine ends", async () => {
    const { command } = await scene("untrusted");
    const { code, stderr } = await command({ KAFKA_TLS: "true" }, "rate");
    expect([code, stderr]).toEqual([1, expect.stringContaining("BROKER_REFUSED")]);
  });

  it("who speaks plainly is not understood; the way out names the setting", async () => {
    const { command } = await scene("plain");
    const { code, stdout } = await command({}, "doctor");
    expect([code, stdout]).toEqual([1, expect.stringMatching(/BROKER_UNREACHABLE.*KAFKA_TLS/)]);
  });
});
