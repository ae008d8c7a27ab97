import { describe, expect, it } from "vitest";
import type { Context } from "../../../services/cli/src/context.ts";
import { settlePieces } from "../../../services/cli/src/steps/settle-pieces.ts";
import { holdLedger, testDatabase, waitingSessions } from "../postgres/test-database.ts";
import {
  balance,
  bye,
  intermediate,
  invite,
  LATE,
  SOON,
  start,
  stop,
  storyWithSwitches,
  take,
  unbilled,
} from "./switch-records.ts";

const test = testDatabase();
const newStory = () => storyWithSwitches(test);

const ONE_MINUTE = ["read 2 60", "accepted 1 60", "merged 1 0", "rated 1 60"];

describe("books 3: an INVITE and its BYE are one call, in whatever order and however far apart", () => {
  it.each<[string, readonly (readonly string[])[]]>([
    ["in one file", [[invite("c") + bye("c")]]],
    ["in one file, the BYE first", [[bye("c") + invite("c")]]],
    ["in two files of one run", [[invite("c"), bye("c")]]],
    ["in two files of one run, the BYE first", [[bye("c"), invite("c")]]],
    ["in two runs", [[invite("c")], [bye("c")]]],
    ["in two runs, the BYE first", [[bye("c")], [invite("c")]]],
  ])("%s", async (_, runs) => {
    for (const at of [SOON, LATE]) {
      const on = await newStory();
      for (const texts of runs) {
        await take(on, { source: "proxy", texts, at });
        await balance(on);
      }
      expect(await balance(on)).toEqual(ONE_MINUTE);
      expect(await unbilled(on)).toEqual(["acme 2026-04 1 0.060000"]);
    }
  });

  it("a START that waits is merged as soon as its STOP, a call by itself, was taken in", async () => {
    const on = await newStory();
    await take(on, { source: "sbc", texts: [start("0x1")] });
    expect(await balance(on)).toEqual(["read 1 0", "pending 1 0"]);
    await take(on, { source: "sbc", texts: [stop("0x1", 60)] });
    expect(await balance(on)).toEqual(ONE_MINUTE);
  });

  it("the pieces of many calls, mixed over three files, and each file twice under other names", async () => {
    const on = await newStory();
    const ids = Array.from({ length: 40 }, (_, index) => `call-${index}`);
    const pieces = ids.flatMap((id, index) => [invite(id, index), bye(id, index + 60)]);
    const part = (which: number) => pieces.filter((_, index) => (index * 7) % 3 === which).join("");
    for (const which of [2, 0, 1]) await take(on, { source: "proxy", texts: [part(which)] });
    const once = await balance(on);
    expect(once).toEqual(["read 80 2400", "accepted 40 2400", "merged 40 0", "rated 40 2400"]);
    for (const which of [1, 2, 0]) await take(on, { source: "proxy", texts: [part(which)] });
    expect(await balance(on)).toEqual(once); // the same bytes: nothing is read again
    for (const which of [1, 0, 2])
      await take(on, { source: "proxy", texts: [`${bye("nobody's")}${part(which)}`] });
    expect(await balance(on)).toEqual([
      "read 163 2400",
      "accepted 40 2400",
      "merged 40 0",
      "duplicate 80 0",
      "pending 3 0",
      "rated 40 2400",
    ]);
    expect(await unbilled(on)).toEqual(["acme 2026-04 40 2.400000"]);
  });
});

describe("books 1: what comes when the call is there", () => {
  it.each([
    ["the same BYE in another file", bye("c"), ["duplicate 1 0"], []],
    ["the same INVITE", invite("c"), ["duplicate 1 0"], []],
    ["the other side's BYE of the same second", bye("c").replace("200|OK", "481|Gone"), [], ["merged 2 0"]],
    ["a BYE that says another end", bye("c", 90), ["conflict 1 0"], []],
    ["an INVITE that renegotiates", invite("c", 30), [], ["merged 2 0"]],
  ])("%s", async (_, piece, more, merged) => {
    const on = await newStory();
    await take(on, { source: "proxy", texts: [invite("c") + bye("c")] });
    await take(on, { source: "proxy", texts: [`${piece}${invite("other")}`] });
    const [, accepted = "", mergedOnce = "", rated = ""] = ONE_MINUTE;
    const expected = ["read 4 60", accepted, ...(merged.length > 0 ? merged : [mergedOnce]), ...more];
    expect(await balance(on)).toEqual([...expected, "pending 1 0", rated]);
    expect(await unbilled(on)).toEqual(["acme 2026-04 1 0.060000"]);
  });
});

describe("books 5: a call whose closing record never comes", () => {
  it("waits until its time is over, and not a second longer", async () => {
    const on = await newStory();
    await take(on, { source: "sbc", texts: [start("0x1") + intermediate("0x1", 300)] });
    expect(await balance(on)).toEqual(["read 2 300", "pending 2 300"]);
    const last = Date.parse("2026-04-07T14:05:00Z");
    const at = (moment: number) => ({ ...on, clock: () => moment as typeof SOON });
    const before = await settlePieces(at(last + 48 * 3_600_000 - 1), { source: null });
    expect(before).toMatchObject({ calls: 0, waiting: 0 }); // it is not even looked at
    const over = await settlePieces(at(last + 48 * 3_600_000), { source: null });
    expect(over).toMatchObject({ calls: 1, estimated: 1, merged: 1, waiting: 0 });
    expect(await balance(on)).toEqual(["read 2 300", "accepted 1 300", "merged 1 0", "rated 1 300"]);
    expect(await unbilled(on)).toEqual(["acme 2026-04 1 0.300000"]);
  });

  it("is suspended where nobody knows its seconds, and joined all the same when the BYE comes", async () => {
    const on = await newStory();
    await take(on, { source: "proxy", texts: [invite("c")], at: LATE });
    expect(await balance(on)).toEqual(["read 1 0", "suspended 1 0"]);
    const { rows } = await on.database.pool.query("select reason from set_aside where status = 'open'");
    expect(rows).toEqual([{ reason: "CLOSING_RECORD_MISSING" }]);
    await take(on, { source: "proxy", texts: [bye("c")], at: LATE });
    expect(await balance(on)).toEqual(ONE_MINUTE);
  });

  it("a BYE without its INVITE is suspended too, and joined when that comes", async () => {
    const on = await newStory();
    await take(on, { source: "proxy", texts: [bye("c")], at: LATE });
    expect(await balance(on)).toEqual(["read 1 0", "suspended 1 0"]);
    expect(await settlePieces({ ...on, clock: () => LATE }, { source: null })).toMatchObject({
      suspended: 0,
    });
    await take(on, { source: "proxy", texts: [invite("c")], at: LATE });
    expect(await balance(on)).toEqual(ONE_MINUTE);
  });
});

describe("books 5: what was given up, and whose call comes whole after all", () => {
  it.each([
    ["an INVITE", invite("c"), bye("c") + invite("c")],
    ["a BYE", bye("c"), invite("c") + bye("c")],
  ])("%s", async (_, piece, both) => {
    const on = await newStory();
    await take(on, { source: "proxy", texts: [piece], at: LATE });
    await take(on, { source: "proxy", texts: [both], at: LATE });
    expect(await balance(on)).toEqual([
      "read 3 60",
      "accepted 1 60",
      "merged 1 0",
      "duplicate 1 0",
      "rated 1 60",
    ]);
    const again = await settlePieces({ ...on, clock: () => LATE }, { source: null });
    expect(again).toMatchObject({ duplicate: 0, waiting: 0 });
  });
});

/** All orders of a list. */
function orders<T>(list: readonly T[]): readonly (readonly T[])[] {
  if (list.length < 2) return [list];
  return list.flatMap((first, index) => orders(list.toSpliced(index, 1)).map((rest) => [first, ...rest]));
}

describe("books 5: START, two interim records and STOP, each in a file and a run of its own, long after the call", () => {
  it("estimated, completed, and in the end the same sums, whatever the order", async () => {
    const on = await newStory();
    const calls = orders(["S", "i", "I", "E"] as const).map((order, index) => {
      const id = `0x${index}`;
      const texts = { S: start(id), i: intermediate(id, 300), I: intermediate(id, 600), E: stop(id, 900) };
      return order.map((piece) => texts[piece]);
    });
    expect(calls.length).toBe(24);
    for (const round of [0, 1, 2, 3]) {
      await take(on, { source: "sbc", texts: calls.map((texts) => texts[round] ?? ""), at: LATE });
      await balance(on);
    }
    expect(await balance(on)).toEqual([
      "read 96 43200",
      "accepted 24 21600",
      "merged 72 21600",
      "rated 24 21600",
    ]);
    expect(await unbilled(on)).toEqual(["acme 2026-04 24 21.600000"]);
    const { rows } = await on.database.pool.query(
      `select distinct billable_milliseconds / 1000 as seconds, estimated, charge::text
       from call_now join rating using (key_day, call_key)`,
    );
    expect(rows).toEqual([{ seconds: 900n, estimated: false, charge: "0.900000" }]);
  });
});

describe("books 4, 11: exactly once", () => {
  it("two ingesters and two settlers at once, over the same pieces", async () => {
    const on = await newStory();
    const ids = Array.from({ length: 300 }, (_, index) => `call-${index}`);
    const half = (piece: (id: string) => string, which: number) =>
      ids
        .filter((_, index) => index % 2 === which)
        .map((id) => piece(id))
        .join("");
    const texts = [half(invite, 0), half(bye, 1), half(invite, 1), half(bye, 0)];
    const settler = () => settlePieces({ ...on, clock: () => SOON }, { source: null });
    await Promise.all([
      take(on, { source: "proxy", texts: texts.slice(0, 2) }),
      take(on, { source: "proxy", texts: texts.slice(2) }),
      settler(),
      settler(),
    ]);
    await settler();
    expect(await balance(on)).toEqual([
      "read 600 18000",
      "accepted 300 18000",
      "merged 300 0",
      "rated 300 18000",
    ]);
    expect(await unbilled(on)).toEqual(["acme 2026-04 300 18.000000"]);
  });

  it("killed before it, and killed between the calls and their counts: then nothing is done, and later all of it", async () => {
    const on = await newStory();
    await take(on, { source: "proxy", texts: [invite("c")] });
    const queue = await holdSettlers(on);
    await killWhatWaits(on, take(on, { source: "proxy", texts: [bye("c")] }));
    await queue.release();
    expect(await balance(on)).toEqual(["read 2 0", "pending 2 0"]);

    const counts = await holdLedger(on.database);
    await killWhatWaits(on, settlePieces({ ...on, clock: () => SOON }, { source: null }));
    await counts.release();
    expect(await balance(on)).toEqual(["read 2 0", "pending 2 0"]);
    await settlePieces({ ...on, clock: () => SOON }, { source: null });
    expect(await balance(on)).toEqual(ONE_MINUTE);
  });
});

/** Keeps settlers of the proxy waiting at their beginning. */
async function holdSettlers(on: Context): Promise<{ release(): Promise<void> }> {
  const client = await on.database.pool.connect();
  await client.query("begin");
  await client.query("select pg_advisory_xact_lock(7011972, hashtext('proxy'))");
  return {
    release: async () => {
      await client.query("rollback");
      client.release();
    },
  };
}

async function killWhatWaits(on: Context, work: Promise<unknown>): Promise<void> {
  const failed = expect(work).rejects.toThrow(/terminating connection/);
  const [pid] = await waitingSessions(on.database, 1);
  await on.database.pool.query("select pg_terminate_backend($1)", [pid]);
  await failed;
}
