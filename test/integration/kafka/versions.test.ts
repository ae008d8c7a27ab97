import { expect, it, onTestFinished } from "vitest";
import { FILES, line, story } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";
import { faultsOf } from "./books.ts";
import { overKafka } from "./over-kafka.ts";
import { describeWithBroker, testBroker } from "./test-broker.ts";

const PLAN = "rate-cards/plans/flat.yaml";
const ACCOUNT = "rate-cards/companies/small/accounts/acme.yaml";
const dearer = { [PLAN]: FILES[PLAN].replace('ratePerMinute: "0.06"', 'ratePerMinute: "0.10"') };
/** The trunk of `acme` under another name: what came over the old one is nobody's now. */
const renamed = { [ACCOUNT]: FILES[ACCOUNT].replace("name: PJSIP/acme", "name: PJSIP/acme-new") };

describeWithBroker("versions change while an engine runs (books 7)", () => {
  const test = testDatabase();
  const broker = testBroker();

  it("a new one counts from the next call on, and a batch priced by the old one is priced again", async () => {
    const on = await story(test, "versions");
    const { send, engine } = overKafka(on, broker.broker.address, "versions");
    const meanwhile: (() => Promise<void>)[] = [];
    const running = await engine({ before: async () => meanwhile.shift()?.() });
    onTestFinished(() => running.bus.close());
    const rated = async (): Promise<readonly string[]> => {
      const { rows } = await on.database.pool.query(
        `select charge, count(*), count(distinct b.set_hash) as sets from rating r join load_batch b on b.id = r.batch
         group by charge order by charge`,
      );
      return rows.map(({ charge, count, sets }) => `${count} at ${charge} by ${sets} set`);
    };

    await send("a.csv", line("1"));
    await running.allStored();
    await on.load(dearer);
    await send("b.csv", line("2"));
    await running.allStored();
    expect(await rated()).toEqual(["1 at 0.060000 by 1 set", "1 at 0.100000 by 1 set"]);

    // Priced at 0.10, and before it is stored the old price is in force again.
    meanwhile.push(() => on.load(FILES));
    await send("c.csv", line("3"), line("4"));
    await running.allStored();
    expect(await rated()).toEqual(["3 at 0.060000 by 1 set", "1 at 0.100000 by 1 set"]);

    meanwhile.push(() => on.load(renamed));
    await send("d.csv", line("5"), line("6", { trunk: "acme-new" }));
    await running.allStored();
    const { rows } = await on.database.pool.query(
      "select call_key from set_aside where bucket = 'suspendedAtRating'",
    );
    expect(rows).toHaveLength(1);
    expect(await faultsOf(on.database)).toEqual([]);
  });
});
