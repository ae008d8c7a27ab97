import { instant } from "@tollwright/calendar";
import { Kafka, logLevel } from "kafkajs";
import { expect, it, onTestFinished } from "vitest";
import { checkBrokers } from "../../../services/cli/src/steps/check-brokers.ts";
import { checkDatabase } from "../../../services/cli/src/steps/check-database.ts";
import { describeWithBroker, testBroker } from "../kafka/test-broker.ts";
import { emptyStory, type Story, story } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";
import { tollwright } from "../processes/command.ts";

type Found = {
  readonly name: string;
  readonly found: string;
  readonly problem: { readonly code: string; readonly wayOut: string } | null;
};

/** `tollwright doctor --json` as a process: its exit code, and `name code` of each check. */
async function doctor(
  env: NodeJS.ProcessEnv,
  ...args: readonly string[]
): Promise<{
  readonly code: number | null;
  readonly checks: readonly string[];
  readonly found: readonly Found[];
}> {
  const { code, stdout } = await tollwright([...args, "doctor", "--json"], { KAFKA_BROKERS: "", ...env });
  const { checks } = JSON.parse(stdout) as { checks: readonly Found[] };
  return {
    code,
    found: checks,
    checks: checks.map(({ name, problem }) => `${name} ${problem?.code ?? "ok"}`),
  };
}

const DATABASE_RIGHT = ["database ok", "clock ok", "schema ok", "versions ok"];

describeWithBroker("tollwright doctor names what is wrong", () => {
  const test = testDatabase();
  const broker = testBroker();
  const envOf = ({ database }: Pick<Story, "database">): NodeJS.ProcessEnv => ({
    DATABASE_URL: database.connectionString,
  });
  const withTopic = (topic: string): NodeJS.ProcessEnv => ({
    KAFKA_BROKERS: broker.broker.address,
    KAFKA_TOPIC: topic,
    KAFKA_GROUP: topic,
    KAFKA_PARTITIONS: "3",
  });

  it("an empty database: its schema; nothing is changed by looking", async () => {
    const on = await emptyStory(test, "empty");
    for (const _ of ["first", "again"])
      expect(await doctor(envOf(on))).toMatchObject({
        code: 1,
        checks: ["database ok", "clock ok", "schema SCHEMA_BEHIND", "broker ok"],
      });
  });

  it("a database that cannot be reached; the brokers are looked at all the same", async () => {
    const env = { DATABASE_URL: "postgresql://x:secret@127.0.0.1:1/x", ...withTopic("nowhere") };
    const { code, checks, found } = await doctor(env);
    expect([code, checks]).toEqual([
      1,
      [
        "database DATABASE_UNREACHABLE",
        "broker ok",
        "topic TOPIC_MISSING",
        "topic TOPIC_MISSING",
        "engines ok",
      ],
    ]);
    expect(JSON.stringify(found)).not.toContain("secret");
  });

  it("versions that are not loaded, and then are", async () => {
    const on = await emptyStory(test, "bare");
    expect((await tollwright(["versions", "list"], envOf(on))).code).toBe(0);
    const before = await doctor(envOf(on));
    expect([before.code, before.checks]).toEqual([
      1,
      ["database ok", "clock ok", "schema ok", "versions VERSIONS_MISSING", "broker ok"],
    ]);
    expect(before.found[3]?.found).toBe("none in force of source, numbering, account, plan, legalEntity");
    await on.load({});
    expect(await doctor(envOf(on))).toMatchObject({ code: 0, checks: [...DATABASE_RIGHT, "broker ok"] });
  });

  it("a clock that is off", async () => {
    const on = await story(test, "late");
    const { code, checks, found } = await doctor(envOf(on), "--now", "2026-05-01T06:00Z");
    expect([code, checks[1]]).toEqual([1, "clock CLOCK_OFF"]);
    expect(found[1]?.found).toMatch(/^2026-05-01T06:00:00\S* here, \S+ on the database server$/);
  });

  it.each([
    [-2_500, "CLOCK_OFF"],
    [-1_000, "ok"],
    [1_000, "ok"],
    [2_500, "CLOCK_OFF"],
  ])("a clock that is %i ms from the server's: %s", async (milliseconds, code) => {
    const clock = () => instant(Date.now() + milliseconds);
    const checks = await checkDatabase({ database: test.db, clock });
    expect(checks[1]?.problem?.code ?? "ok").toBe(code);
  });

  it("a server that is too old for a schema of another day", async () => {
    const checks = await checkDatabase({
      database: test.db,
      clock: () => instant(0),
      oldestServer: 990_000,
    });
    expect(checks.map(({ name, found, problem }) => `${name} ${problem?.code}: ${found}`)[0]).toMatch(
      /^database DATABASE_UNSUITABLE: Postgres 99 or later is needed, and this server is \d\d$/,
    );
  });

  it.each([
    ["a broker that cannot be reached", { KAFKA_BROKERS: "127.0.0.1:1" }, "broker BROKER_UNREACHABLE"],
    ["a setting that cannot be read", { KAFKA_TLS: "yes" }, "settings KAFKA_SETTING"],
    ["no broker at all, which is a set-up of one machine", { KAFKA_BROKERS: "" }, "broker undefined"],
  ])("%s", async (_, env, check) => {
    const checks = await checkBrokers({ ...withTopic("any"), ...env }, test.db);
    expect(checks.map(({ name, problem }) => `${name} ${problem?.code}`)).toEqual([check]);
  });

  it("a topic that is missing, has fewer partitions, is as it should be, and whose log was cut", async () => {
    const on = await story(test, "topics");
    const env = { ...envOf(on), ...withTopic("topics") };
    const ofTopic = async () => (await doctor(env)).checks.slice(DATABASE_RIGHT.length);
    const { checks, found } = await doctor(env);
    expect(found[DATABASE_RIGHT.length]?.found).toBe(
      "1 broker of the cluster answer, as Kafka 4.0 or later does",
    );
    expect(checks.slice(DATABASE_RIGHT.length)).toEqual([
      "broker ok",
      "topic TOPIC_MISSING",
      "topic TOPIC_MISSING",
      "engines ok",
    ]);
    const asks = new Kafka({ brokers: [broker.broker.address], logLevel: logLevel.NOTHING }).admin();
    await asks.connect();
    onTestFinished(() => asks.disconnect());
    const make = (topic: string, numPartitions: number) =>
      asks.createTopics({ topics: [{ topic, numPartitions }], waitForLeaders: true });
    await make("topics", 2);
    await make("topics.dead-letter", 1);
    expect(await ofTopic()).toEqual([
      "broker ok",
      "topic TOPIC_PARTITIONS",
      "topic ok",
      "log ok",
      "engines ok",
    ]);
    expect((await tollwright(["doctor"], { ...env, KAFKA_PARTITIONS: "2" })).stdout).toMatch(
      /^ok {5}topic {5}topics, 2 partitions$/m,
    );
    const { clusterId } = await asks.describeCluster();
    await on.database.pool.query("insert into position (id, next) values ($1, 7)", [
      `kafka:${clusterId}:topics:1`,
    ]);
    const cut = await tollwright(["doctor"], { ...env, KAFKA_PARTITIONS: "2" });
    expect(cut.code).toBe(1);
    expect(cut.stdout).toMatch(
      /^WRONG {2}log {7}partition 1 of topics ends at 0, and was stored up to 7: it is another log {2}\[BROKER_LOG_CUT\] \S/m,
    );
    expect(cut.stderr).toBe("");
  });
});
