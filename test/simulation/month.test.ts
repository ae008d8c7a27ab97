import { civilDate, instant } from "@tollwright/calendar";
import { sha256 } from "@tollwright/canonical";
import { inOnePiece } from "@tollwright/documents";
import { readInvoice } from "@tollwright/invoice";
import { documentsOfInvoice } from "@tollwright/invoicer";
import {
  absolute,
  add,
  compare,
  exact,
  multiply,
  round,
  subtract,
  sum,
  toFixedText,
} from "@tollwright/money";
import {
  audit,
  billRuns,
  borneLevies,
  callsOnInvoice,
  callsOnNone,
  invoices,
  loadVersions,
  migrate,
  openDatabase,
  saveGapDecision,
  unbilledUsage,
} from "@tollwright/postgres";
import type { EngineStore } from "@tollwright/rating-engine";
import { beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "../integration/postgres/test-database.ts";
import {
  approveApril,
  billApril,
  close,
  codesOf,
  company,
  decideConflicts,
  issueApril,
  issuedOn,
  loadCompany,
  type Machine,
  machine,
  NOW,
  smallMonth,
  take,
  value,
} from "./month.ts";

const SEED = "a month under faults";
const server = testDatabase();
const traffic = smallMonth(SEED);

/** A machine of its own for each story, all on one server. */
async function newMachine(name: string): Promise<Machine> {
  await server.db.pool.query(`create database ${name} template template0`);
  const database = openDatabase(server.server.connectionString.replace(/@\/[^?]+/, `@/${name}`), {
    connections: 4,
  });
  await migrate(database);
  return machine(database);
}

let calm: Machine;
let calmInvoices: readonly string[];

beforeAll(async () => {
  calm = await newMachine("calm");
  await loadCompany(calm);
  await take(calm, traffic);
  calmInvoices = await billApril(calm);
});

describe("a month without trouble", () => {
  it("books 3: every record read is in exactly one place, and the ledger agrees with the rows", async () => {
    const found = await audit(calm.database);
    expect(found.rows.filter(({ balanced }) => !balanced)).toEqual([]);
    expect(found.differences).toEqual([]);
    const read = found.rows.reduce((total, row) => total + row.buckets.read.records, 0);
    expect(read).toBe(1_700);
  });

  it("books 11: a call is on one invoice or on none, never on two and never nowhere", async () => {
    const onInvoices = (await invoices(calm.database, {})).map(({ number }) =>
      callsOnInvoice(calm.database, number),
    );
    const billed = (await Promise.all(onInvoices)).flat().map(({ callKey, side }) => `${callKey} ${side}`);
    expect(new Set(billed).size).toBe(billed.length);
    const always = {
      from: instant(Date.parse("2026-03-01T00:00Z")),
      until: instant(Date.parse("2026-06-01T00:00Z")),
    };
    const none = (await callsOnNone(calm.database, always)).map(({ callKey }) => callKey);
    const { rows } = await calm.database.pool.query(
      "select encode(call_key, 'hex') as key from call order by key",
    );
    const somewhere = new Set([...billed.map((call) => call.split(" ")[0]), ...none]);
    expect([...somewhere].sort()).toEqual(rows.map(({ key }) => key));
    expect(none.filter((key) => billed.some((call) => call.startsWith(key)))).toEqual([]);
  });

  it("books 13: the calls of a line add up to the line", async () => {
    for (const stored of await invoices(calm.database, {})) {
      const invoice = readInvoice(stored.canonical);
      const calls = await callsOnInvoice(calm.database, stored.number);
      for (const line of invoice.charges.filter(({ section }) => section === "usage")) {
        const own = calls.filter(
          (call) =>
            call.account === line.account &&
            call.location === line.location &&
            call.plan === line.plan &&
            call.product === line.product &&
            call.callClass === line.callClass,
        );
        const total = round(sum(own.map(({ charge }) => exact(charge))), { mode: "halfUp", places: 2 });
        expect(`${line.key} ${own.length} ${toFixedText(total, 2)}`).toBe(
          `${line.key} ${line.calls} ${line.amount}`,
        );
      }
    }
  });

  it("books 19: what the seller bears is computed for the books, and is on no invoice", async () => {
    const [run] = await billRuns(calm.database);
    const borne = await borneLevies(calm.database, run?.id ?? 0n);
    expect(borne.map(({ levy }) => levy)).toContain("trs-b");
    const trs = borne.find(({ levy }) => levy === "trs-b");
    // 0.02086 of every charge, rounded charge by charge: within half a cent each of the whole.
    const exactly = multiply(exact(trs?.base ?? "0"), exact("0.02086"));
    expect(compare(absolute(subtract(exactly, exact(trs?.amount ?? "0"))), exact("1"))).toBeLessThan(0);
    const shown = (await invoices(calm.database, {})).map(({ canonical }) => canonical).join();
    expect(borne.filter(({ levy }) => shown.includes(`"levy":"${levy}"`))).toEqual([]);
  });

  it("books 18: the .json is the canonical invoice, and documents are served as stored", async () => {
    for (const stored of await invoices(calm.database, {})) {
      const hashes = async () => {
        const documents = await documentsOfInvoice(calm.database, stored, NOW);
        return Promise.all(
          documents.map(async ({ kind, pieces }) => `${kind} ${sha256(await inOnePiece(pieces))}`),
        );
      };
      const first = await hashes();
      expect(first[0]).toBe(`json ${stored.invoiceHash}`);
      expect(await hashes()).toEqual(first);
    }
  });

  it("the same files, the same close and the same issue again change nothing", async () => {
    const again = await take(calm, traffic);
    expect(again.map(({ total }) => total.records)).toEqual([0, 0]);
    expect(await billApril(calm)).toEqual(calmInvoices);
  });

  it("totals are what an accountant adds up", async () => {
    for (const stored of await invoices(calm.database, {})) {
      const { charges, taxes, totals } = readInvoice(stored.canonical);
      const due = add(
        sum(charges.map(({ amount }) => exact(amount))),
        sum(taxes.map(({ amount }) => exact(amount))),
      );
      expect(toFixedText(due, 2)).toBe(totals.amountDue);
    }
  });
});

/** Seeded chance, so that a story that fails can be told again. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A store that fails before or after the commit, and now and then gets a delivery twice. */
function faulty(roll: () => number): (real: EngineStore) => EngineStore {
  return (real) => ({
    ...real,
    storeDelivery: async (input) => {
      const fate = roll();
      if (fate < 0.25) throw new Error("the machine died before the commit");
      const stored = await real.storeDelivery(input);
      if (fate < 0.45) throw new Error("the machine died after the commit, before the answer");
      if (fate < 0.6) await real.storeDelivery(input);
      return stored;
    },
  });
}

describe("books 25: the same month under faults gives the same bytes", () => {
  it.each([7, 1_066, 2_026])("seed %i: deaths before and after commits, deliveries twice", async (seed) => {
    const troubled = await newMachine(`troubled_${seed}`);
    await loadCompany(troubled);
    const roll = dice(seed);
    for (let attempt = 0; ; attempt += 1) {
      const done = await take(troubled, traffic, faulty(roll)).then(
        () => true,
        () => false,
      );
      if (done) break;
      expect(attempt).toBeLessThan(50);
    }
    expect((await audit(troubled.database)).differences).toEqual([]);
    expect(await billApril(troubled)).toEqual(calmInvoices);
    await troubled.database.close();
  });

  it("books 7: versions that change while a batch is priced: it is priced again by the new ones", async () => {
    const changing = await newMachine("changing");
    await loadVersions(changing.database, {
      documents: company.filter(({ kind }) => kind !== "levy"),
      by: "finance",
      at: NOW,
    });
    let loaded = false;
    await take(changing, traffic, (real) => ({
      ...real,
      storeDelivery: async (input) => {
        if (!loaded) {
          loaded = true;
          await loadCompany(changing);
        }
        return real.storeDelivery(input);
      },
    }));
    expect(await billApril(changing)).toEqual(calmInvoices);
    await changing.database.close();
  });

  it("books 4: two ingesters on the same files at once store each call once", async () => {
    const doubled = await newMachine("doubled");
    await loadCompany(doubled);
    await Promise.allSettled([take(doubled, traffic), take(doubled, traffic)]);
    await take(doubled, traffic);
    expect((await audit(doubled.database)).differences).toEqual([]);
    expect(await billApril(doubled)).toEqual(calmInvoices);
    await doubled.database.close();
  });
});

describe("what finance meets", () => {
  it("books 2: close refuses while a conflict is open", async () => {
    const open = await newMachine("open_conflict");
    await loadCompany(open);
    await take(open, traffic);
    expect(codesOf(await close(open))).toEqual(["CONFLICTS_OPEN"]);
    await decideConflicts(open);
    expect(codesOf(await close(open))).toEqual([]);
    await open.database.close();
  });

  it("books 19: a missing figure that nobody decided, or that is held, keeps the run from approval", async () => {
    const undecided = await newMachine("undecided");
    await loadCompany(undecided, false);
    const gaps = value(await close(undecided)).gaps.filter(({ decision }) => decision === null);
    expect(gaps.map(({ levy }) => levy)).toContain("ca-911");
    expect(codesOf(await approveApril(undecided))).toEqual(["GAP_UNDECIDED"]);
    const by = { by: "finance", reason: "asked the agency", expires: civilDate("2026-12-31") };
    for (const { levy, kind } of gaps) {
      const decision = {
        levy,
        decision:
          levy === "ca-911"
            ? ("hold" as const)
            : kind === "lowConfidence"
              ? ("confirm" as const)
              : ("billWithout" as const),
        ...by,
      };
      await saveGapDecision(undecided.database, { decision, at: NOW });
    }
    // What was decided after the close is in no draft yet.
    expect(codesOf(await approveApril(undecided))).toContain("GAP_UNDECIDED");
    value(await close(undecided));
    expect(codesOf(await approveApril(undecided))).toEqual(["GAP_HELD"]);
    await saveGapDecision(undecided.database, {
      decision: { levy: "ca-911", decision: "useLastKnown", ...by },
      at: NOW,
    });
    value(await close(undecided));
    expect(codesOf(await approveApril(undecided))).toEqual([]);
    expect(codesOf(await issueApril(undecided))).toEqual([]);
    await undecided.database.close();
  });

  it("books 11, 12: a file that comes late is unbilled usage and changes no invoice", async () => {
    const late = await newMachine("late");
    await loadCompany(late);
    const [asterisk] = traffic.filter(({ name }) => name.includes("2026-04-16") && !name.includes("resent"));
    await take(
      late,
      traffic.filter((file) => file !== asterisk),
    );
    const before = await billApril(late);
    const unbilledBefore = (await unbilledUsage(late.database)).reduce((calls, row) => calls + row.calls, 0);
    await take(late, asterisk === undefined ? [] : [asterisk]);
    expect(await issuedOn(late)).toEqual(before);
    const unbilled = await unbilledUsage(late.database);
    expect(unbilled.reduce((calls, row) => calls + row.calls, 0)).toBeGreaterThan(unbilledBefore);
    expect(await billApril(late)).toEqual(before);
    await late.database.close();
  });
});
