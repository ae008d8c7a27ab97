import { monthPeriod } from "@tollwright/calendar";
import { type ClosedPeriod, closeInThreads, closePeriod } from "@tollwright/invoicer";
import { describe, expect, it } from "vitest";
import { FORGOTTEN, line, type Story, story, value } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";

const test = testDatabase();

type Options = Pick<Parameters<typeof closePeriod>[0], "closeRanges" | "expectRanges">;

/** April, an account a range. */
async function closeByOne(
  { database, clock }: Story,
  options: Options = {},
): Promise<{ readonly closed: ClosedPeriod; readonly told: readonly string[] }> {
  const told: string[] = [];
  const period = monthPeriod("2026-04");
  const closed = await closePeriod({
    ...{ database, legalEntity: null, period, billDate: period.until, cutoff: clock(), at: clock() },
    ...{ payersTogether: 1, progress: (text: string) => told.push(text), ...options },
  });
  return { closed: value(closed), told };
}

/** Closes ranges up to one, and dies. */
function dyingBefore(on: Story, last: number): Options {
  return {
    closeRanges: async ({ id }) => {
      await on.database.pool.query(
        `create or replace function die() returns trigger language plpgsql as $$ begin raise exception 'died'; end $$`,
      );
      await on.database.pool.query(
        `create or replace trigger die before update on closing_range for each row when (old.ordinal >= ${last}) execute function die()`,
      );
      await closeInThreads({ database: on.database, threads: 1, progress: () => undefined }).closeRanges({
        id,
        ranges: 9,
      });
    },
  };
}

async function alive(on: Story): Promise<void> {
  await on.database.pool.query("drop trigger die on closing_range");
}

async function hashes(on: Story): Promise<readonly string[]> {
  const { rows } = await on.database.pool.query<{ account: string; content_hash: string }>(
    "select account, content_hash from invoice order by account",
  );
  return rows.map(({ account, content_hash: hash }) => `${account} ${hash}`);
}

async function left(on: Story): Promise<number> {
  const { rows } = await on.database.pool.query("select from closing");
  return rows.length;
}

/** Two accounts, with a call each. */
async function twoAccounts(name: string): Promise<Story> {
  const on = await story(test, name);
  await on.load(FORGOTTEN);
  await on.ingest("a.csv", line("1"), line("2", { trunk: "zebra" }));
  return on;
}

describe("design 8: a close goes in ranges of accounts, and is resumed, not begun again", () => {
  it("one that died goes on where it was, and comes to the same drafts", async () => {
    const on = await twoAccounts("resumed");
    await expect(closeByOne(on, dyingBefore(on, 1))).rejects.toThrow("died");
    await alive(on);
    expect(await hashes(on)).toHaveLength(1);
    const { closed, told } = await closeByOne(on);
    expect(told).toEqual(["going on with the close that was not ended", "closed 1 of 2 ranges of accounts"]);
    expect(closed.drafts.map(({ account, state }) => `${account} ${state}`)).toEqual([
      "acme created",
      "zebra created",
    ]);
    expect(await left(on)).toBe(0);
    const straight = await twoAccounts("straight");
    value(await straight.close());
    expect(await hashes(on)).toEqual(await hashes(straight));
  });

  it("what came for the month since begins it anew: no draft is of an older set of calls than another", async () => {
    const on = await twoAccounts("anew");
    await expect(closeByOne(on, dyingBefore(on, 1))).rejects.toThrow("died");
    await alive(on);
    await on.ingest("b.csv", line("3"));
    const { closed, told } = await closeByOne(on);
    expect(told[0]).toBe("summing the calls of the period");
    expect(closed.drafts.map(({ account, state }) => `${account} ${state}`)).toEqual([
      "acme replaced",
      "zebra created",
    ]);
  });

  it("sums of days that are lost while it goes on are not read; they are made again for its own calls", async () => {
    const on = await twoAccounts("lost");
    const { database } = on;
    const whole = closeInThreads({ database, threads: 1, progress: () => undefined });
    const losing: Options = {
      closeRanges: async (closing) => {
        // A late call, and sums without any: as after a crash of the server.
        await on.ingest("b.csv", line("3", { at: "2026-05-03 10:00:00" }));
        await database.pool.query("delete from day_sum");
        await database.pool.query("delete from day_usage");
        await whole.closeRanges(closing);
      },
    };
    await expect(closeByOne(on, losing)).rejects.toThrow("stay summed for its batches");
    expect(await hashes(on)).toEqual([]);
    const { told } = await closeByOne(on);
    expect(told[0]).toBe("going on with the close that was not ended");
    const straight = await twoAccounts("not_lost");
    value(await straight.close());
    expect(await hashes(on)).toEqual(await hashes(straight));
  });

  it("threads come to the same drafts as one alone", async () => {
    const on = await twoAccounts("threads");
    const { database } = on;
    await closeByOne(on, {
      ...closeInThreads({ database, threads: 2, progress: () => undefined }),
    });
    const together = await hashes(on);
    expect(together).toHaveLength(2);
    const { closed } = await closeByOne(on);
    expect(closed.drafts.map(({ state }) => state)).toEqual(["unchanged", "unchanged"]);
    expect(await hashes(on)).toEqual(together);
  });
});
