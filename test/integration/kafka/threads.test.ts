import { expect, it, onTestFinished } from "vitest";
import { line, story } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";
import { faultsOf } from "./books.ts";
import { inTransit, type Member, member, signal, until } from "./fleet.ts";
import { type OverKafka, overKafka } from "./over-kafka.ts";
import { describeWithBroker, testBroker } from "./test-broker.ts";

describeWithBroker("engines in threads of one process", () => {
  const test = testDatabase();
  const broker = testBroker();
  const scene = async (name: string): Promise<OverKafka> =>
    overKafka(await story(test, name), broker.broker.address, name.replaceAll("_", "-"));
  const started = async ({ on, env, raw, topic }: OverKafka): Promise<Member> => {
    const rate = member(["--data", on.dataFolder, "rate", "--threads", "2"], {
      ...{ ...env, DATABASE_URL: on.database.connectionString, TOLLWRIGHT_LOG: "json" },
    });
    onTestFinished(() => signal(rate, "SIGKILL"));
    const asks = raw.admin();
    await asks.connect();
    onTestFinished(() => asks.disconnect());
    await until("two members have their partitions", async () => {
      const [group] = (await asks.describeGroups([topic])).groups;
      return group?.state === "Stable" && group.members.length === 2;
    });
    return rate;
  };

  it("share the partitions; each says its number; one signal ends all", async () => {
    const scene1 = await scene("threads");
    const rate = await started(scene1);
    await scene1.send("a.csv", ...Array.from({ length: 40 }, (_, index) => line(String(index))));
    await until("stored", async () => (await inTransit(scene1.on.database)) === 0);
    signal(rate, "SIGTERM");
    const { code, stderr } = await rate.ended;
    expect(`${code} ${stderr}`).toMatch(/^0 /);
    const stored = stderr
      .trim()
      .split("\n")
      .map((each) => JSON.parse(each) as { readonly event: string; readonly thread: number })
      .filter(({ event }) => event === "batch stored");
    expect(new Set(stored.map(({ thread }) => thread))).toEqual(new Set([1, 2]));
    expect(await faultsOf(scene1.on.database)).toEqual([]);
  });

  it("where one stops by itself, the process ends with its reason", async () => {
    const scene1 = await scene("threads_cut");
    const rate = await started(scene1);
    const asks = scene1.raw.admin();
    await asks.connect();
    onTestFinished(() => asks.disconnect());
    await asks.deleteTopics({ topics: [scene1.topic] });
    const { code, stderr } = await rate.ended;
    expect([code, stderr]).toEqual([1, expect.stringContaining("BROKER_LOG_CUT")]);
  });
});
