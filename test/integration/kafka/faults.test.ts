import { setAsideRecords } from "@tollwright/postgres";
import { ProblemError } from "@tollwright/problem";
import { ConfigResourceTypes } from "kafkajs";
import { expect, it, onTestFinished } from "vitest";
import { line, story } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";
import { faultsOf } from "./books.ts";
import { inTransit, until } from "./fleet.ts";
import { type OverKafka, overKafka } from "./over-kafka.ts";
import { describeWithBroker, testBroker } from "./test-broker.ts";

describeWithBroker("faults of a broker and of what stands on it", () => {
  const test = testDatabase();
  const broker = testBroker();
  const scene = async (name: string): Promise<OverKafka> =>
    overKafka(await story(test, name), broker.broker.address, name.replaceAll("_", "-"));
  const rated = async ({ on }: OverKafka): Promise<string> => {
    const { rows } = await on.database.pool.query(
      "select count(*), coalesce(sum(charge), 0) as charge from rating",
    );
    return `${rows[0].count} calls, ${rows[0].charge}`;
  };
  /** As if the ingester were killed when it has sent its calls and wants to note how far it read; until what it gives is called. */
  const refuseToNote = async ({ on }: OverKafka): Promise<() => Promise<unknown>> => {
    const { pool } = on.database;
    await pool.query(
      "create function refuse() returns trigger language plpgsql as $$ begin raise exception 'killed'; end $$",
    );
    await pool.query(
      "create trigger killed before insert on load_batch for each row when (new.kind = 'intake') execute function refuse()",
    );
    return () => pool.query("drop trigger killed on load_batch");
  };
  const closing = <T extends { close(): Promise<unknown> }>(one: T): T => {
    onTestFinished(async () => void (await one.close()));
    return one;
  };
  const admin = async ({ raw }: OverKafka) => {
    const one = raw.admin();
    await one.connect();
    onTestFinished(() => one.disconnect());
    return one;
  };

  it("books 3: what was sent is in transit until an engine has stored it", async () => {
    const scene1 = await scene("in_transit");
    await scene1.send("a.csv", line("1"), line("2"), line("3"));
    expect(await inTransit(scene1.on.database)).toBe(3);
    expect(await faultsOf(scene1.on.database)).toEqual([expect.stringMatching(/3 in transit$/)]);
    const engine = await scene1.engine();
    closing(engine.bus);
    await engine.allStored();
    expect(await rated(scene1)).toBe("3 calls, 0.180000");
    expect(await faultsOf(scene1.on.database)).toEqual([]);
  });

  it("books 4: sent, and killed before that was noted: sent again, and not counted twice", async () => {
    const scene1 = await scene("sent_twice");
    const { pool } = scene1.on.database;
    const takeNotes = await refuseToNote(scene1);
    await expect(scene1.send("a.csv", line("1"), line("2"))).rejects.toThrow("killed");
    await takeNotes();
    const engine = await scene1.engine();
    closing(engine.bus);
    await engine.allStored();
    // Stored before anybody noted that it was read: the books say so until the ingester comes back.
    expect(await inTransit(scene1.on.database)).toBe(-2);
    await scene1.send("a.csv", line("1"), line("2"));
    await engine.allStored();
    const { rows } = await pool.query("select sum(redelivered)::int as redelivered from load_batch");
    expect(rows[0].redelivered).toBeGreaterThanOrEqual(2);
    expect(await rated(scene1)).toBe("2 calls, 0.120000");
    expect(await faultsOf(scene1.on.database)).toEqual([]);
  });

  it("books 1, 4: what was sent twice is one delivery of an engine that comes later: a duplicate in it counts once", async () => {
    const scene1 = await scene("sent_twice_at_once");
    const takeNotes = await refuseToNote(scene1);
    const lines = [line("1"), line("1"), line("2")];
    await expect(scene1.send("a.csv", ...lines)).rejects.toThrow("killed");
    await takeNotes();
    await scene1.send("a.csv", ...lines);
    const engine = await scene1.engine();
    closing(engine.bus);
    await engine.allStored();
    expect(await rated(scene1)).toBe("2 calls, 0.120000");
    const duplicates = await setAsideRecords(scene1.on.database, { bucket: "duplicate", limit: 10 });
    expect(duplicates.map(({ reason }) => reason)).toEqual(["DUPLICATE_CALL"]);
    expect(await inTransit(scene1.on.database)).toBe(0);
    expect(await faultsOf(scene1.on.database)).toEqual([]);
  });

  it("a broker that does not keep what is sent is told as such; when it does again, all goes on", async () => {
    const scene1 = await scene("not_kept");
    const limitMessages = async (bytes: number) =>
      (await admin(scene1)).alterConfigs({
        validateOnly: false,
        resources: [
          {
            type: ConfigResourceTypes.TOPIC,
            name: scene1.topic,
            configEntries: [{ name: "max.message.bytes", value: String(bytes) }],
          },
        ],
      });
    await scene1.send("a.csv", line("1"));
    await limitMessages(100);
    const refused: unknown = await scene1.send("b.csv", line("2")).catch((error: unknown) => error);
    expect(refused instanceof ProblemError && refused.problem.code).toBe("BROKER_WRITE_FAILED");
    await limitMessages(1_000_000);
    await scene1.send("b.csv", line("2"));
    const engine = await scene1.engine();
    closing(engine.bus);
    await engine.allStored();
    expect(await rated(scene1)).toBe("2 calls, 0.120000");
    expect(await faultsOf(scene1.on.database)).toEqual([]);
  });

  it("a message that is no call goes to the dead letters with its bytes, and to the desk; those around it are stored", async () => {
    const scene1 = await scene("dead_letter");
    await scene1.send("a.csv", line("1"), line("2"));
    const producer = scene1.raw.producer();
    await producer.connect();
    for (const partition of [0, 1])
      await producer.send({ topic: scene1.topic, messages: [{ partition, key: "k", value: '{"form":2}' }] });
    await producer.disconnect();
    await scene1.send("b.csv", line("3"), line("4"));
    const engine = await scene1.engine();
    closing(engine.bus);
    await engine.allStored();
    expect(await rated(scene1)).toBe("4 calls, 0.240000");
    const desk = await setAsideRecords(scene1.on.database, { bucket: "suspended", limit: 10 });
    expect(desk.map(({ reason, source }) => [reason, source])).toEqual([
      ["MESSAGE_UNREADABLE", scene1.topic],
      ["MESSAGE_UNREADABLE", scene1.topic],
    ]);
    expect(desk[0]?.message).toMatch(/^kafka:.*:dead-letter:\d at \d+: form: Invalid input: expected 1/);
    expect(await faultsOf(scene1.on.database)).toEqual([]);

    const letters: string[] = [];
    const consumer = scene1.raw.consumer({ groupId: "reader" });
    await consumer.connect();
    onTestFinished(() => consumer.disconnect());
    await consumer.subscribe({ topics: [`${scene1.topic}.dead-letter`], fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ message: { key, value, headers } }) =>
        void letters.push(`${key} ${value} ${headers?.["topic"]} ${String(headers?.["reason"]).slice(0, 5)}`),
    });
    await until("two dead letters", async () => letters.length >= 2);
    expect(letters).toEqual(Array(2).fill(`k {"form":2} ${scene1.topic} form:`));
  });

  it("books 4: the broker's own offsets are not believed, neither too low nor too high", async () => {
    const scene1 = await scene("offsets");
    await scene1.send("a.csv", ...["1", "2", "3", "4"].map((id) => line(id)));
    const first = await scene1.engine();
    await first.allStored();
    await first.bus.close();
    const asks = await admin(scene1);
    const offsets = async (offset: string) =>
      asks.setOffsets({
        groupId: scene1.topic,
        topic: scene1.topic,
        partitions: [0, 1].map((partition) => ({ partition, offset })),
      });
    await offsets("0");
    const second = await scene1.engine();
    await scene1.send("b.csv", line("5"), line("6"));
    await second.allStored();
    await second.bus.close();
    await scene1.send("c.csv", line("7"), line("8"));
    const [{ offset: end = "0" } = {}] = await asks.fetchTopicOffsets(scene1.topic);
    await asks.setOffsets({
      groupId: scene1.topic,
      topic: scene1.topic,
      partitions: [{ partition: 0, offset: end }],
    });
    const third = await scene1.engine();
    closing(third.bus);
    await scene1.send("d.csv", line("9"), line("10"), line("11"), line("12"));
    await third.allStored();
    expect(await rated(scene1)).toBe("12 calls, 0.720000");
    expect(await faultsOf(scene1.on.database)).toEqual([]);
    const { rows } = await scene1.on.database.pool.query(
      "select sum(redelivered)::int as again from load_batch",
    );
    expect(rows[0].again).toBe(0);
  });

  it("books 4: messages deleted before they were stored: the engine stops loudly", async () => {
    const scene1 = await scene("retention");
    await scene1.send("a.csv", ...["1", "2", "3", "4", "5", "6"].map((id) => line(id)));
    const asks = await admin(scene1);
    const ends = await asks.fetchTopicOffsets(scene1.topic);
    await asks.deleteTopicRecords({
      topic: scene1.topic,
      partitions: ends.map(({ partition, high }) => ({ partition, offset: high })),
    });
    const engine = await scene1.engine();
    closing(engine.bus);
    await until("the engine stops", async () => engine.stopped() !== null);
    expect(engine.stopped()?.problem).toMatchObject({
      code: "BROKER_LOG_CUT",
      message: expect.stringMatching(/begins at \d, and was stored up to 0: \d messages are gone$/),
    });
    expect(await inTransit(scene1.on.database)).toBe(6);

    // The way out: another topic, and the lost calls once more out of the archive.
    const after = overKafka(scene1.on, broker.broker.address, `${scene1.topic}-2`);
    await after.send("b.csv", line("7"));
    const resent = await after.resend();
    expect(resent).toEqual({ calls: 7, problems: [] });
    const another = await after.engine();
    closing(another.bus);
    await another.allStored();
    expect(await rated(scene1)).toBe("7 calls, 0.420000");
    expect(await faultsOf(scene1.on.database)).toEqual([]);
  });

  it("books 4: a topic deleted and made again: a running engine and a new one stop loudly", async () => {
    const scene1 = await scene("made_again");
    await scene1.send("a.csv", line("1"), line("2"), line("3"));
    const running = await scene1.engine();
    closing(running.bus);
    await running.allStored();
    const asks = await admin(scene1);
    await asks.deleteTopics({ topics: [scene1.topic] });
    await until("the topic is gone", async () => !(await asks.listTopics()).includes(scene1.topic));
    await asks.createTopics({ topics: [{ topic: scene1.topic, numPartitions: 2 }], waitForLeaders: true });
    await until("the engine stops", async () => running.stopped() !== null);
    expect(running.stopped()?.problem.code).toBe("BROKER_LOG_CUT");
    const another = await scene1.engine();
    closing(another.bus);
    await until("the other stops too", async () => another.stopped() !== null);
    expect(another.stopped()?.problem).toMatchObject({
      code: "BROKER_LOG_CUT",
      message: expect.stringMatching(/ends at 0, and was stored up to \d: it is another log$/),
    });
    expect(await rated(scene1)).toBe("3 calls, 0.180000");
  });

  it("books 4: one piece that is refused holds up its own partition only", async () => {
    const scene1 = await scene("one_refused");
    const { pool } = scene1.on.database;
    const lines = Array.from({ length: 20 }, (_, index) => line(String(index)));
    await scene1.send("a.csv", ...lines);
    await pool.query("create table refused (call_key bytea)");
    await pool.query(
      `create function refuse() returns trigger language plpgsql as $$ begin
         if exists (select from refused r where r.call_key = new.call_key) then raise exception 'refused'; end if;
         return new; end $$`,
    );
    const keyOf = async (partition: number): Promise<string> => {
      const consumer = scene1.raw.consumer({ groupId: "looks" });
      await consumer.connect();
      onTestFinished(() => consumer.disconnect());
      await consumer.subscribe({ topics: [scene1.topic], fromBeginning: true });
      const found = Promise.withResolvers<string>();
      await consumer.run({
        eachMessage: async ({ partition: of, message: { key } }) => {
          if (of === partition) found.resolve(String(key));
        },
      });
      return found.promise;
    };
    await pool.query("insert into refused select decode($1, 'hex')", [await keyOf(0)]);
    await pool.query("create trigger refused before insert on call for each row execute function refuse()");
    const engine = await scene1.engine();
    closing(engine.bus);
    await until("the other partition is stored", async () =>
      (await engine.bus.state()).every(({ partition, next, end }) =>
        partition === 0 ? next === 0n : next === end,
      ),
    );
    await pool.query("truncate refused");
    await engine.allStored();
    expect(await rated(scene1)).toBe("20 calls, 1.200000");
    expect(await faultsOf(scene1.on.database)).toEqual([]);
  });

  it("partitions are added while an engine runs: nothing is lost, and nothing counted twice", async () => {
    const scene1 = await scene("added");
    const lines = Array.from({ length: 12 }, (_, index) => line(String(index)));
    await scene1.send("a.csv", ...lines);
    const engine = await scene1.engine();
    closing(engine.bus);
    await engine.allStored();
    const asks = await admin(scene1);
    await asks.createPartitions({ topicPartitions: [{ topic: scene1.topic, count: 5 }] });
    // The same calls in another file: keys that moved come over other partitions.
    await scene1.send("b.csv", ...lines, line("new"));
    const another = await scene1.engine();
    closing(another.bus);
    await another.allStored();
    expect((await engine.bus.state()).length).toBe(5);
    expect(await rated(scene1)).toBe("13 calls, 0.780000");
    expect(await faultsOf(scene1.on.database)).toEqual([]);
  });

  it("a slow database slows the engine: one delivery is in hand, and the rest waits in the topic", async () => {
    const scene1 = await scene("slow");
    const gate = Promise.withResolvers<void>();
    let inHand = 0;
    const engine = await scene1.engine({
      before: () => {
        inHand += 1;
        return gate.promise;
      },
    });
    closing(engine.bus);
    for (let file = 0; file < 5; file += 1)
      await scene1.send(`${file}.csv`, ...Array.from({ length: 20 }, (_, index) => line(`${file}-${index}`)));
    await until("a delivery", async () => inHand > 0);
    // Two beats of the group: it holds its partitions, and takes nothing more.
    await new Promise((later) => setTimeout(later, 5_000));
    expect(inHand).toBe(1);
    gate.resolve();
    await engine.allStored();
    expect(await rated(scene1)).toBe("100 calls, 6.000000");
    expect(await faultsOf(scene1.on.database)).toEqual([]);
  });
});
