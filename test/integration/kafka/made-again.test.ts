import type { Admin } from "kafkajs";
import { expect, it, onTestFinished } from "vitest";
import { line, story } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";
import { tollwright } from "../processes/command.ts";
import { faultsOf } from "./books.ts";
import { until } from "./fleet.ts";
import { type OverKafka, overKafka } from "./over-kafka.ts";
import { describeWithBroker, testBroker } from "./test-broker.ts";

const MADE_AGAIN = /^(\S+) is another topic of that name: (\S{22}), and what is stored came from (\S{22})$/;

/** Three calls are stored of each scene before its topic is made again. */
describeWithBroker("books 4: a topic deleted, made again, and filled beyond the position", () => {
  const test = testDatabase();
  const broker = testBroker();
  const stored = async (name: string): Promise<{ readonly over: OverKafka; readonly asks: Admin }> => {
    const over = overKafka(await story(test, name), broker.broker.address, name);
    await over.send("a.csv", line("1"), line("2"), line("3"));
    const engine = await over.engine();
    await engine.allStored();
    await engine.bus.close();
    const asks = over.raw.admin();
    await asks.connect();
    onTestFinished(() => asks.disconnect());
    return { over, asks };
  };
  /** More messages than any partition had: offsets alone fit. */
  const madeAgain = async ({ over, asks }: Awaited<ReturnType<typeof stored>>): Promise<void> => {
    await asks.deleteTopics({ topics: [over.topic] });
    await until("the topic is gone", async () => !(await asks.listTopics()).includes(over.topic));
    await over.send("b.csv", ...Array.from({ length: 40 }, (_, index) => line(`new-${index}`)));
    for (const { low, offset } of await asks.fetchTopicOffsets(over.topic))
      expect([low, Number(offset) > 3]).toEqual(["0", true]);
  };
  const charges = async ({ on }: OverKafka): Promise<unknown> =>
    (await on.database.pool.query("select count(*)::int as calls, sum(charge) as charge from rating"))
      .rows[0];
  const command = ({ on, env }: OverKafka, ...args: readonly string[]) =>
    tollwright(["--data", on.dataFolder, ...args], {
      ...env,
      DATABASE_URL: on.database.connectionString,
    });

  it("while no engine runs: engines end with the reason, nothing is stored, doctor names it; another topic is the way out", async () => {
    const scene = await stored("filled");
    const { over } = scene;
    expect((await command(over, "doctor")).stdout).toMatch(/^ok {5}log {7}fits the books$/m);
    await madeAgain(scene);
    for (const args of [["rate"], ["rate", "--once"], ["rate", "--threads", "2"]]) {
      const { code, stderr } = await command(over, ...args);
      expect([code, stderr]).toEqual([1, expect.stringContaining("BROKER_LOG_CUT")]);
      expect(stderr).toContain("filled is another topic of that name");
    }
    const looked = await command(over, "doctor");
    expect(looked.code).toBe(1);
    expect(looked.stdout).toMatch(
      /^WRONG {2}log {7}filled is another topic of that name: .*\[BROKER_LOG_CUT\]/m,
    );
    expect(await charges(over)).toEqual({ calls: 3, charge: "0.180000" });

    const after = overKafka(over.on, broker.broker.address, "filled-2");
    expect(await after.resend()).toEqual({ calls: 40, problems: [] });
    const engine = await after.engine();
    await engine.allStored();
    await engine.bus.close();
    expect(await charges(over)).toEqual({ calls: 43, charge: "2.580000" });
    expect(await faultsOf(over.on.database)).toEqual([]);
  });

  it("while one runs: it stops within seconds, and nothing is counted twice", async () => {
    const scene = await stored("running");
    const { over } = scene;
    const engine = await over.engine();
    onTestFinished(() => engine.bus.close().catch(() => undefined));
    await madeAgain(scene);
    await until("the engine stops", async () => engine.stopped() !== null);
    expect(engine.stopped()?.problem.code).toBe("BROKER_LOG_CUT");
    const { rows } = await over.on.database.pool.query(
      "select count(*) = count(distinct call_key) as once from call",
    );
    expect(rows).toEqual([{ once: true }]);
  });

  it("books of a version that knew no ids: an engine remembers the topic, looking alone does not", async () => {
    const scene = await stored("older");
    const { over } = scene;
    const { pool } = over.on.database;
    await pool.query("update position set log = null");
    const known = async (): Promise<unknown> =>
      (await pool.query("select count(log)::int as known from position where id like 'kafka:%'")).rows[0];
    expect((await command(over, "doctor")).code).toBe(0);
    expect(await known()).toEqual({ known: 0 });
    expect((await command(over, "rate", "--once")).code).toBe(0);
    expect(await known()).toEqual({ known: 2 });
    await madeAgain(scene);
    const another = await over.engine();
    onTestFinished(() => another.bus.close().catch(() => undefined));
    await until("it stops", async () => another.stopped() !== null);
    expect(another.stopped()?.problem.message).toMatch(MADE_AGAIN);
  });
});
