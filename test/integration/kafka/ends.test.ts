import { join } from "node:path";
import { writeFileAtomic } from "@tollwright/files";
import { expect, it } from "vitest";
import { line, story } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";
import { tollwright } from "../processes/command.ts";
import { faultsOf } from "./books.ts";
import { overKafka } from "./over-kafka.ts";
import { describeWithBroker, testBroker } from "./test-broker.ts";

describeWithBroker("a command that fails over brokers ends all the same", () => {
  const test = testDatabase();
  const broker = testBroker();
  const scene = async (name: string) => {
    const on = await story(test, name);
    const { env } = overKafka(on, broker.broker.address, name);
    const file = join(on.dataFolder, "a.csv");
    await writeFileAtomic(file, new TextEncoder().encode(line("1")));
    const command = (...args: readonly string[]) =>
      tollwright(["--data", on.dataFolder, ...args], {
        ...env,
        DATABASE_URL: on.database.connectionString,
      });
    return { on, file, command };
  };

  it("a source that nobody knows: ingest, watching a folder", async () => {
    const { on, file, command } = await scene("unknown");
    for (const args of [
      ["ingest", "--source", "nobody", file],
      ["intake", "watch", "--once", `nobody=${on.dataFolder}`],
    ]) {
      const { code, stderr } = await command(...args);
      expect([code, stderr]).toEqual([1, expect.stringContaining("SOURCE_UNKNOWN")]);
    }
  });

  it("calls are sent, and the database refuses to note it; the same command goes on later", async () => {
    const { on, file, command } = await scene("refused");
    const { pool } = on.database;
    await pool.query(
      "create function refuse() returns trigger language plpgsql as $$ begin raise exception 'refused'; end $$",
    );
    await pool.query(
      "create trigger refused before insert on load_batch for each row execute function refuse()",
    );
    const { code, stderr } = await command("ingest", "--source", "pbx", file);
    expect([code, stderr]).toEqual([1, expect.stringContaining("refused")]);
    await pool.query("drop trigger refused on load_batch");
    for (const args of [
      ["ingest", "--source", "pbx", file],
      ["rate", "--once"],
    ]) {
      const ended = await command(...args);
      expect(`${ended.code} ${ended.stderr}`).toMatch(/^0 /);
    }
    const { rows } = await pool.query("select count(*)::int as calls from rating");
    expect(rows).toEqual([{ calls: 1 }]);
    expect(await faultsOf(on.database)).toEqual([]);
  });
});
