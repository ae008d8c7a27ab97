import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sha256 } from "@tollwright/canonical";
import { generateTraffic } from "@tollwright/demo-traffic";
import { type Database, openDatabase, versionsInForce } from "@tollwright/postgres";
import { valuesOf } from "@tollwright/rate-card";
import { afterAll, beforeAll, expect, it } from "vitest";
import { clockOf } from "../../../services/cli/src/clock-of.ts";
import { withContext } from "../../../services/cli/src/context.ts";
import { billTheMonth } from "../../../services/cli/src/demo/bill-the-month.ts";
import { demoScene } from "../../../services/cli/src/demo/demo-scene.ts";
import { decideGaps } from "../../../services/cli/src/steps/decide-gaps.ts";
import { type BenchServer, benchServer } from "../../bench/database.ts";
import { random } from "../../bench/random.ts";
import { type Ended, tollwright } from "../processes/command.ts";
import { booksOf, faultsOf } from "./books.ts";
import {
  crashDatabase,
  inTransit,
  type Member,
  member,
  sentMessages,
  signal,
  storedMessages,
  until,
} from "./fleet.ts";
import { describeWithBroker, testBroker } from "./test-broker.ts";
import { PARTITIONS, testBus } from "./test-bus.ts";

const began = performance.now();
/** The story of a run, by the seconds since it began. */
const tell = (what: string): void =>
  void process.stderr.write(`  ${((performance.now() - began) / 1000).toFixed(1)} s: ${what}\n`);

const SEED = Number(process.env["TOLLWRIGHT_SEED"] ?? 20_260_401);
const SIZES = { asteriskRecords: 8_000, freeswitchRecords: 200 };
/** An engine that says nothing for so long is taken for dead. */
const SESSION_MILLISECONDS = 3_000;

const foundNoDatabase = ({ code, stderr }: Ended): boolean =>
  code === 1 && stderr.startsWith("DATABASE_") && !stderr.includes("Rating calls");

describeWithBroker("three engines and two ingesters as processes, while machines die (books 4)", () => {
  const test = testBroker();
  const folder = mkdtempSync(join(tmpdir(), "tw-fleet-"));
  const data = join(folder, "data");
  let server: BenchServer;
  let wide: Database;
  let alone: Database;
  const files = new Map<string, string[]>();
  const engines: Member[] = [];

  const url = (name: string): string => server.urlOf(name);
  const env = (): NodeJS.ProcessEnv => ({
    DATABASE_URL: url("wide"),
    KAFKA_BROKERS: test.broker.address,
    KAFKA_PARTITIONS: String(PARTITIONS),
    KAFKA_SESSION_MS: String(SESSION_MILLISECONDS),
  });
  const common = ["--data", data, "--now", demoScene.now];
  const engine = (): Member => {
    const one = member([...common, "rate"], env());
    engines.push(one);
    // Whoever keeps processes running starts one again that found no database at its beginning.
    void one.ended.then((ended) => {
      if (foundNoDatabase(ended)) engine();
    });
    return one;
  };
  const ingester = (source: string): Member =>
    member([...common, "ingest", "--source", source, ...(files.get(source) ?? [])], env());
  const living = (): readonly Member[] => engines.filter(({ isOver }) => !isOver);

  beforeAll(async () => {
    process.stderr.write(`seed ${SEED}: TOLLWRIGHT_SEED=${SEED} vitest run test/integration/kafka\n`);
    server = await benchServer(folder);
    await server.create("base");
    const loaded = await tollwright([...common, "load", "rate-cards", "--by", "test"], {
      DATABASE_URL: url("base"),
    });
    expect(`${loaded.code} ${loaded.stderr}`).toMatch(/^0 /);
    const base = openDatabase(url("base"));
    const { documents } = await versionsInForce(base);
    await base.close();
    const company = { accounts: valuesOf(documents, "account"), sources: valuesOf(documents, "source") };
    const traffic = generateTraffic({ seed: `fleet ${SEED}`, company, month: demoScene.month, sizes: SIZES });
    mkdirSync(join(folder, "switches"));
    for (const { name, source, text } of traffic.files) {
      const path = join(folder, "switches", name.replaceAll("/", "-"));
      writeFileSync(path, text);
      files.set(source, [...(files.get(source) ?? []), path]);
    }
    for (const name of ["wide", "alone"]) await server.create(name, "base");
    [wide, alone] = [openDatabase(url("wide")), openDatabase(url("alone"))];
    for (const [source, paths] of files) {
      const done = await tollwright([...common, "ingest", "--source", source, ...paths], {
        DATABASE_URL: url("alone"),
      });
      // Some records of the month are suspended: done, with problems.
      expect(done.stderr).not.toMatch(/\n\s+at /);
    }
    expect(await faultsOf(alone)).toEqual([]);
  }, 120_000);

  afterAll(async () => {
    for (const one of living()) signal(one, "SIGKILL");
    await Promise.all(engines.map(({ ended }) => ended));
    await Promise.all([wide, alone].map((db) => db?.close()));
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("every call is billed once, the balances close, and the books are those of one process", async () => {
    const chance = random(SEED);
    const messages = SIZES.asteriskRecords + SIZES.freeswitchRecords;
    const bus = await testBus(test.broker.address, wide);
    for (let count = 0; count < 3; count += 1) engine();
    const victim = (): Member => living()[chance.below(living().length)] ?? engine();

    const disasters: readonly (readonly [what: string, strike: () => Promise<void>])[] = [
      [
        "an engine is killed, and another comes",
        async () => {
          signal(victim(), "SIGKILL");
          engine();
        },
      ],
      [
        "an engine stands still, and comes back late",
        async () => {
          const paused = victim();
          signal(paused, "SIGSTOP");
          await sleep(SESSION_MILLISECONDS * 1.5);
          signal(paused, "SIGCONT");
        },
      ],
      ["the broker is started again", () => test.restart(chance.below(2) === 0 ? "SIGKILL" : "SIGTERM")],
      [
        "the broker stands still, and comes back late",
        async () => {
          process.kill(test.broker.pid, "SIGSTOP");
          await sleep(SESSION_MILLISECONDS * 1.5);
          process.kill(test.broker.pid, "SIGCONT");
        },
      ],
      ["the database crashes", () => crashDatabase(wide)],
      [
        "an engine is stopped, and another comes",
        async () => {
          signal(victim(), "SIGTERM");
          engine();
        },
      ],
    ];
    const order = disasters
      .map(([what, strike]) => ({ what, strike, rank: chance.below(1_000) }))
      .sort((left, right) => left.rank - right.rank);
    const struck = (async () => {
      for (const [index, { what, strike }] of order.entries()) {
        const share = (index + chance.below(100) / 100) / order.length;
        await until(
          `${share} of the calls stored`,
          async () => (await storedMessages(wide)) >= share * messages * 0.8,
        );
        tell(`${what}, with ${await storedMessages(wide)} messages stored`);
        await strike();
      }
    })();

    const killWhen = async (one: Member, records: number): Promise<void> => {
      await until("", async () => one.isOver || (await sentMessages(bus)) >= records);
      signal(one, "SIGKILL");
    };
    const reading = [...files.keys()].map(async (source) => {
      for (let attempt = 0; ; attempt += 1) {
        // While the broker is away, the first message that anybody sends is the moment.
        const noted = await sentMessages(bus).catch(() => 0);
        const one = ingester(source);
        // Killed at one moment or another, the same command goes on.
        if (attempt < 2) void killWhen(one, noted + 1 + chance.below(messages / 4));
        const ended = await one.ended;
        tell(`the ingester of ${source} ended with ${ended.signal ?? ended.code}`);
        if (ended.signal === null && !/DATABASE_|BROKER_|position .* was moved/.test(ended.stderr)) {
          expect(ended.stderr).not.toMatch(/\n\s+at /);
          return;
        }
        if (attempt > 20) throw new Error(ended.stderr);
        await sleep(500);
      }
    });
    await Promise.all([...reading, struck]);
    tell(`read and struck; ${await inTransit(wide)} calls in transit`);
    await until("nothing in transit", async () => (await inTransit(wide)) === 0);
    for (const one of living()) signal(one, "SIGTERM");
    for (const ended of await Promise.all(engines.map((each) => each.ended))) {
      if (ended.signal === null && !foundNoDatabase(ended))
        expect(`${ended.code} ${ended.stderr}`).toMatch(/^0 /);
    }
    await bus.close();
    expect(await faultsOf(wide)).toEqual([]);
    expect(await booksOf(wide)).toEqual(await booksOf(alone));
  }, 400_000);

  it("the month is billed to the byte as one process bills it (books 18)", async () => {
    const bill = async (name: string): Promise<readonly string[]> => {
      const clock = clockOf(demoScene.now);
      if (clock === null) throw new Error("the demonstration's clock is no instant");
      const out = join(folder, `out-${name}`);
      await withContext({ options: { data, databaseUrl: url(name), json: true }, clock }, async (context) => {
        const quiet = {
          ...context,
          output: { ...context.output, write: () => undefined, progress: () => undefined },
        };
        await decideGaps(quiet, demoScene.gapDecisions);
        const billed = await billTheMonth(quiet, { ...demoScene, data, out });
        expect(billed).toMatchObject({ ok: true });
      });
      return readdirSync(out, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((path) => `${relative(out, path)} ${sha256(readFileSync(path))}`)
        .sort();
    };
    const expected = await bill("alone");
    expect(expected.length).toBeGreaterThan(0);
    expect(await bill("wide")).toEqual(expected);
  }, 120_000);
});
