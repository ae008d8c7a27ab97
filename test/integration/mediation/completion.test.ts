import { instant } from "@tollwright/calendar";
import { sha256 } from "@tollwright/canonical";
import {
  completionsWaiting,
  inTransaction,
  invoicePeriods,
  itemisedRatings,
  saveDrafts,
  versionsInForce,
} from "@tollwright/postgres";
import { describe, expect, it } from "vitest";
import { recycleCalls } from "../../../services/cli/src/steps/recycle-calls.ts";
import { settlePieces } from "../../../services/cli/src/steps/settle-pieces.ts";
import { FORGOTTEN, type Story, value } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";
import {
  balance,
  intermediate,
  LATE,
  SOON,
  SWITCHES,
  start,
  stop,
  storyWithSwitches,
  take,
  unbilled,
} from "./switch-records.ts";

const test = testDatabase();
const TEN_DAYS_BEFORE = instant(SOON - 10 * 86_400_000);

/** A call of 300 seconds as far as known, billed as an estimate: 0.30. */
async function estimated(changes: (text: string) => string = (text) => text): Promise<Story> {
  const on = await storyWithSwitches(test);
  await take(on, { source: "sbc", texts: [changes(start("0x1") + intermediate("0x1", 300))], at: LATE });
  return on;
}

const complete = (on: Story, text = stop("0x1", 900)) => take(on, { source: "sbc", texts: [text], at: LATE });

async function ratings(on: Story): Promise<readonly string[]> {
  const { rows } = await on.database.pool.query(
    `select 'live' as what, charge::text from rating union all select 'replaced', charge::text from rating_history order by 1`,
  );
  return rows.map(({ what, charge }) => `${what} ${charge}`);
}

/** Seconds as a spreadsheet shows them that sees these batches. */
async function itemised(on: Story, batches: string): Promise<readonly number[]> {
  const scope = { accounts: ["acme"], batches };
  const april = { fromInstant: TEN_DAYS_BEFORE, untilInstant: LATE };
  const seconds: number[] = [];
  for await (const { call } of itemisedRatings(on.database, { ...scope, ...april }))
    seconds.push(call.billableMilliseconds / 1000);
  return seconds;
}

/** Drafts April, and what is due. */
async function due(on: Story): Promise<readonly string[]> {
  return value(await on.close()).drafts.map(({ account, state, totals }) => {
    return `${account} ${state} ${totals.amountDue}`;
  });
}

describe("books 5: an estimate is completed when its closing record comes", () => {
  it("before the close it is rated again by what it was, and what it replaced is kept", async () => {
    const on = await estimated();
    expect(await ratings(on)).toEqual(["live 0.300000"]);
    await complete(on);
    expect(await ratings(on)).toEqual(["live 0.900000", "replaced 0.300000"]);
    expect(await balance(on)).toEqual(["read 3 1200", "accepted 1 900", "merged 2 300", "rated 1 900"]);
    expect(await itemised(on, "{[1,1000)}")).toEqual([900]);
    expect(await due(on)).toEqual(["acme created 1.90"]); // a number 1.00, 15 minutes at 0.06
    expect(await completionsWaiting(on.database)).toEqual([]);
    // The stored call itself never changes.
    const { rows } = await on.database.pool.query("select estimated, billable_milliseconds as ms from call");
    expect(rows).toEqual([{ estimated: true, ms: 300_000n }]);
  });

  it("the closing record once more is a duplicate, and another one is for a person", async () => {
    const on = await estimated();
    await complete(on);
    await complete(on, stop("0x2", 60) + stop("0x1", 900));
    await complete(on, stop("0x1", 930));
    expect(await balance(on)).toEqual([
      "read 6 3090",
      "accepted 2 960",
      "merged 2 300",
      "duplicate 1 900",
      "conflict 1 930",
      "rated 2 960",
    ]);
    expect(await unbilled(on)).toEqual(["acme 2026-04 2 0.960000"]);
  });

  it("after the close the invoice stays, and a difference is owed", async () => {
    const on = await estimated();
    expect(await due(on)).toEqual(["acme created 1.30"]);
    value(await on.approve());
    value(await on.issue());
    const issued = await on.issued();
    const [period] = await invoicePeriods(on.database, "ST-2026-000001");
    await complete(on);
    expect(await ratings(on)).toEqual(["live 0.900000", "replaced 0.300000"]);
    expect(await itemised(on, period?.batches ?? "")).toEqual([300]); // as it was billed
    expect(await completionsWaiting(on.database)).toMatchObject([
      {
        account: "acme",
        side: "customer:origin",
        estimatedMilliseconds: 300_000,
        billableMilliseconds: 900_000,
        charge: "0.300000",
      },
    ]);
    expect(await balance(on)).toEqual(["read 3 1200", "accepted 1 900", "merged 2 300", "rated 1 900"]);
    expect(await unbilled(on)).toEqual(["acme 2026-04 1 0.900000"]);
    expect(await due(on)).toEqual(["acme alreadyIssued 1.30"]);
    expect(await on.issued()).toEqual(issued);
    // May: a number 1.00, April's 0.30 taken back and 0.90 charged.
    expect(value(await on.close("2026-05")).drafts.map(({ totals }) => totals.amountDue)).toEqual(["1.60"]);
    value(await on.approve("2026-05"));
    value(await on.issue("2026-05"));
    expect(await completionsWaiting(on.database)).toEqual([]);
    expect(await unbilled(on)).toEqual([]);
  });

  it("a draft that may have counted the old rating is not kept beside the new one: close again", async () => {
    const on = await storyWithSwitches(test);
    await due(on);
    await take(on, { source: "sbc", texts: [start("0x1") + intermediate("0x1", 300)], at: LATE });
    const batches = await on.database.pool.query("select max(id)::integer as last from load_batch");
    const { last } = batches.rows[0];
    await complete(on);
    const { setHash: versions } = await versionsInForce(on.database);
    const period = {
      ...{ account: "acme", period: "2026-04", from: TEN_DAYS_BEFORE, until: LATE, versions },
      ...{ opening: null, carried: null, earlier: 0, isAdvance: false },
    };
    const draft = {
      account: "acme",
      canonicalContent: "{}",
      contentHash: sha256("{}"),
      total: "0",
      borne: null,
    };
    const save = (until: number) => {
      const periods = [{ ...period, batches: `{[1,${until}]}` }];
      return inTransaction(on.database, async (transaction) => {
        const saved = await saveDrafts(transaction, { run: 1n, drafts: [{ ...draft, periods }], at: LATE });
        return saved.get("acme");
      });
    };
    await expect(save(last)).rejects.toMatchObject({ problem: { code: "RATINGS_MOVED" } });
    await expect(save(last - 1)).resolves.toBe("replaced"); // it had not seen the estimate either
    await expect(save(last + 9)).resolves.toBe("unchanged");
  });

  it("one that could not be rated yet is rated as what it was, once", async () => {
    const on = await estimated((text) => text.replaceAll("16035550100", "16035550101"));
    expect(await balance(on)).toEqual([
      "read 2 300",
      "accepted 1 300",
      "merged 1 0",
      "suspendedAtRating 1 300",
    ]);
    await complete(on);
    expect(await balance(on)).toEqual([
      "read 3 1200",
      "accepted 1 900",
      "merged 2 300",
      "suspendedAtRating 1 900",
    ]);
    await on.load({ ...SWITCHES, ...FORGOTTEN });
    expect(await recycleCalls(on, null)).toEqual({ rated: 1, free: 0, suspendedAtRating: 0 });
    expect(await ratings(on)).toEqual(["live 0.900000"]);
    expect(await balance(on)).toEqual(["read 3 1200", "accepted 1 900", "merged 2 300", "rated 1 900"]);
  });

  it("further interim records wait, and complete it as an estimate once their time is over", async () => {
    const on = await storyWithSwitches(test);
    const third = Date.parse("2026-04-10T14:05:00Z") as typeof SOON;
    await take(on, { source: "sbc", texts: [start("0x1") + intermediate("0x1", 300)], at: third });
    const [fourth = ""] = [intermediate("0x1", 600).replace(/04\/07\/2026,10:10/, "04/10/2026,10:10")];
    await take(on, { source: "sbc", texts: [fourth], at: third });
    expect(await balance(on)).toEqual([
      "read 3 900",
      "accepted 1 300",
      "merged 1 0",
      "pending 1 600",
      "rated 1 300",
    ]);
    expect(await settlePieces(on, { source: "sbc" })).toMatchObject({ calls: 0, completed: 1 });
    expect(await balance(on)).toEqual(["read 3 900", "accepted 1 600", "merged 2 300", "rated 1 600"]);
    expect(await ratings(on)).toEqual(["live 0.600000", "replaced 0.300000"]);
    await complete(on);
    expect(await ratings(on)).toEqual(["live 0.900000", "replaced 0.300000", "replaced 0.600000"]);
    expect(await balance(on)).toEqual(["read 4 1800", "accepted 1 900", "merged 3 900", "rated 1 900"]);
  });
});
