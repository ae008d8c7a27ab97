import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startBroker } from "@tollwright/kafka";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Member, member, signal, until } from "../kafka/fleet.ts";
import { describeWithBroker, testBroker } from "../kafka/test-broker.ts";
import { emptyStory, line, story } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";
import { begin, tollwright } from "../processes/command.ts";

/** Of `acme` and of nobody, and the one that they call, as anybody would search for them. */
const NUMBERS = ["6035550100", "6035550101", "2125550123"];

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("a port");
  return address.port;
}

type Watched = {
  readonly process: Member;
  readonly get: (path: string) => Promise<{ readonly status: number; readonly text: string }>;
  /** Waits for what it shows; fails at once where the process has ended. */
  readonly until: (what: string, holds: () => Promise<boolean>) => Promise<void>;
  /** Asks it to end: its log. */
  readonly end: () => Promise<string>;
};

/** A lasting command of ours that shows its state at a port. */
async function watched(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Watched> {
  const port = await freePort();
  const process = member([...args, "--observe-port", String(port)], env);
  onTestFinished(() => signal(process, "SIGKILL"));
  return {
    process,
    async get(path) {
      const reply = await fetch(`http://127.0.0.1:${port}${path}`);
      return { status: reply.status, text: await reply.text() };
    },
    until: (what, holds) =>
      Promise.race([
        until(what, holds, 30),
        process.ended.then(({ code, stderr }) => {
          throw new Error(`${args.join(" ")} ended with ${code} before this: ${what}\n${stderr}`);
        }),
      ]),
    async end() {
      signal(process, "SIGTERM");
      const { code, stderr } = await process.ended;
      expect(`${code} ${stderr}`).toMatch(/^0 /);
      return stderr;
    },
  };
}

/** Every line is JSON; by event, in order. */
function eventsOf(log: string): readonly Readonly<Record<string, unknown>>[] {
  return log
    .trim()
    .split("\n")
    .map((each) => JSON.parse(each) as Record<string, unknown>);
}

/** Value of a metric, with its labels as Prometheus writes them. */
function metric(text: string, name: string): number {
  const [, value] =
    text
      .split("\n")
      .map((each) => each.split(/ (?=\S+$)/))
      .find(([of]) => of === name) ?? [];
  return Number(value);
}

describeWithBroker("a process shows how it goes", () => {
  const test = testDatabase();
  const broker = testBroker();

  it("metrics, health and logs of an engine and of intake over a broker; no number of a customer in any log", async () => {
    const on = await emptyStory(test, "shown");
    const env = {
      ...{ DATABASE_URL: on.database.connectionString, TOLLWRIGHT_LOG: "json" },
      ...{ KAFKA_BROKERS: broker.broker.address, KAFKA_TOPIC: "shown", KAFKA_PARTITIONS: "1" },
    };
    const common = ["--data", on.dataFolder, "--now", "2026-05-01T06:00Z"];
    const engine = await watched([...common, "rate"], env);

    await engine.until("alive", async () => (await engine.get("/healthz")).status === 200);
    // The schema is there before it serves; versions are not.
    await engine.until("joined", async () => (await engine.get("/readyz")).text.includes("consumer: ready"));
    expect(await engine.get("/readyz")).toEqual({
      status: 503,
      text: "database: ready\nversions: none in force of source, numbering, account, plan, legalEntity\nbroker: ready\nconsumer: ready\n",
    });
    await on.load({});
    expect((await engine.get("/readyz")).status).toBe(200);

    const file = join(on.dataFolder, "16035550101.csv");
    writeFileSync(
      file,
      [line("1"), line("2"), line("3", { trunk: "zebra" }), "broken 12125550123\n"].join(""),
    );
    const sent = await tollwright([...common, "ingest", "--source", "pbx", file], env);
    expect(sent.stdout, sent.stderr).toMatch(/4 records read/);
    const stored = 'tollwright_calls_stored_total{outcome="rated"}';
    await engine.until("stored", async () => metric((await engine.get("/metrics")).text, stored) === 2);

    const intake = await watched([...common, "intake", "serve", "--port", "0"], env);
    await intake.until("intake", async () => (await intake.get("/readyz")).status === 200);
    expect((await intake.get("/readyz")).text).toBe("database: ready\nversions: ready\nbroker: ready\n");

    await engine.until("told to the broker", async () =>
      (await engine.get("/metrics")).text.includes(
        'tollwright_broker_lag_messages{topic="shown",partition="0"} 0',
      ),
    );
    const { text } = await engine.get("/metrics");
    expect(shown(text)).toEqual({
      'tollwright_position_lag_messages{topic="shown",partition="0"}': 0,
      'tollwright_broker_lag_messages{topic="shown",partition="0"}': 0,
      [stored]: 2,
      'tollwright_calls_stored_total{outcome="suspendedAtRating"}': 1,
      'tollwright_suspended_records{bucket="suspendedAtRating",reason="NO_OWNER"}': 1,
      // From 2026-04-07 14:00 UTC, when the call of nobody began, to the clock of the process.
      tollwright_oldest_unrated_call_seconds: 23 * 86_400 + 16 * 3_600,
      tollwright_calls_in_transit: 0,
      'tollwright_ready{part="consumer"}': 1,
      tollwright_batch_seconds_count: 1,
      tollwright_storing_seconds_count: 1,
    });

    const logs = [await engine.end(), sent.stderr, await intake.end()];
    for (const log of logs) for (const number of NUMBERS) expect(log).not.toContain(number);
    // They were there to be masked: the name of the file, and what is said of the call of nobody.
    expect(logs[1]).toContain("1603555****.csv");
    const told = logs.map((log) => eventsOf(log).map(({ level, event }) => `${level} ${event}`));
    expect(told[0]).toContain("info Rating calls as they come; a signal ends it.");
    expect(told[1]).toEqual(["info file taken in", expect.stringMatching(/^warn /)]);
    expect(told[2]).toContainEqual(expect.stringMatching(/^info Stopped/));
    expect(eventsOf(logs[0] ?? "").find(({ event }) => event === "batch stored")).toMatchObject({
      ...{ level: "info", thread: 1, calls: 3, accepted: 3, rated: 2, suspendedAtRating: 1 },
      positions: [{ id: expect.stringMatching(/^kafka:.*:shown:0$/), expected: "0", next: "3" }],
    });
  });
});

describeWithBroker("a process whose brokers come later", () => {
  const test = testDatabase();

  it("an engine is alive and waits for them, and joins when they are there", async () => {
    const on = await story(test, "later");
    const [port, observePort] = [await freePort(), await freePort()];
    const tried = Promise.withResolvers<void>();
    const engine = begin(
      "services/cli/src/main.ts",
      ["--data", on.dataFolder, "rate", "--observe-port", String(observePort)],
      {
        env: { DATABASE_URL: on.database.connectionString, KAFKA_BROKERS: `127.0.0.1:${port}` },
        disturbance: { after: "it is tried again", milliseconds: 0, strike: () => tried.resolve() },
      },
    );
    const ready = async (): Promise<string> => (await fetch(`http://127.0.0.1:${observePort}/readyz`)).text();
    await tried.promise;
    expect(await ready()).toContain("broker: not reached yet");
    const folder = mkdtempSync(join(tmpdir(), "tw-kafka-"));
    const broker = await startBroker({ folder, port, log: () => undefined });
    onTestFinished(async () => {
      await broker.stop();
      rmSync(folder, { recursive: true, force: true });
    });
    await until("joined", async () => (await ready()).includes("consumer: ready"));
    process.kill(engine.pid, "SIGTERM");
    expect((await engine.ended).code).toBe(0);
  });
});

describe("a process without a broker", () => {
  const test = testDatabase();

  it("intake that watches folders shows what it stores", async () => {
    const on = await story(test, "watches");
    const drop = join(on.dataFolder, "drop");
    mkdirSync(drop);
    const common = ["--data", on.dataFolder, "--now", "2026-05-01T06:00Z"];
    const often = ["--settle-seconds", "0", "--interval-seconds", "1"];
    const intake = await watched([...common, "intake", "watch", ...often, `pbx=${drop}`], {
      DATABASE_URL: on.database.connectionString,
    });
    await intake.until("ready", async () => (await intake.get("/readyz")).status === 200);
    expect((await intake.get("/readyz")).text).toBe("database: ready\nversions: ready\n");
    writeFileSync(join(drop, "Master.csv"), [line("1"), line("2"), line("3", { trunk: "zebra" })].join(""));
    const stored = (outcome: string): string => `tollwright_calls_stored_total{outcome="${outcome}"}`;
    await intake.until(
      "stored",
      async () => metric((await intake.get("/metrics")).text, stored("rated")) === 2,
    );
    const { text } = await intake.get("/metrics");
    expect(metric(text, stored("suspendedAtRating"))).toBe(1);
    expect(metric(text, 'tollwright_ready{part="database"}')).toBe(1);
    await intake.end();
  });
});

/** What the test is about, of all that is shown. */
function shown(text: string): Readonly<Record<string, number>> {
  const names = [
    'tollwright_position_lag_messages{topic="shown",partition="0"}',
    'tollwright_broker_lag_messages{topic="shown",partition="0"}',
    'tollwright_calls_stored_total{outcome="rated"}',
    'tollwright_calls_stored_total{outcome="suspendedAtRating"}',
    'tollwright_suspended_records{bucket="suspendedAtRating",reason="NO_OWNER"}',
    "tollwright_oldest_unrated_call_seconds",
    "tollwright_calls_in_transit",
    'tollwright_ready{part="consumer"}',
    "tollwright_batch_seconds_count",
    "tollwright_storing_seconds_count",
  ];
  return Object.fromEntries(names.map((name) => [name, metric(text, name)]));
}
