import { instant } from "@tollwright/calendar";
import { type Invoice, readInvoice } from "@tollwright/invoice";
import {
  audit,
  beforeAndAfter,
  callsOnNone,
  differencesOwed,
  endRerating,
  reratingNow,
  unbilledUsage,
} from "@tollwright/postgres";
import { describe, expect, it } from "vitest";
import { confirmRerating, rerate } from "../../../services/cli/src/steps/rerate.ts";
import { codes, FILES, FORGOTTEN, line, type Story, story, value } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";

const test = testDatabase();
const MARCH = { period: "2026-03", account: null, deck: null, knownAt: null };
const EVER = { from: instant(Date.UTC(2026, 0, 1)), until: instant(Date.UTC(2026, 11, 1)) };
const inMarch = (id: string, trunk = "acme") => line(id, { at: "2026-03-20 10:00:00", trunk });

/** Trunks change hands: what was acme's is zebra's, as it should have been from the first. */
const SWAPPED = Object.fromEntries(
  Object.entries({ ...FILES, ...FORGOTTEN })
    .filter(([path]) => path.includes("/accounts/"))
    .map(([path, text]) => [
      path,
      text.replace(/PJSIP\/(acme|zebra)/, (_, name) => `PJSIP/${name === "acme" ? "zebra" : "acme"}`),
    ]),
);
const DEARER = {
  "rate-cards/plans/flat.yaml": FILES["rate-cards/plans/flat.yaml"].replace(
    'ratePerMinute: "0.06"',
    'ratePerMinute: "0.09"',
  ),
};

async function bill(on: Story, month: string): Promise<readonly Invoice[]> {
  expect(value(await on.close(month)).problems).toEqual([]);
  value(await on.approve(month));
  return value(await on.issue(month)).map(({ canonical }) => readInvoice(canonical));
}

function usage(invoice: Invoice | undefined): readonly string[] {
  return (invoice?.charges ?? [])
    .filter(({ section }) => section === "usage")
    .map(({ description, calls, amount }) => `${description}: ${calls} calls ${amount}`);
}

async function shown(on: Story): Promise<readonly string[]> {
  const open = await reratingNow(on.database);
  return (await beforeAndAfter(on.database, open?.id ?? 0n)).map(
    ({ account, period, before, after, difference, isInvoiced }) =>
      `${account} ${period} ${before.calls} ${before.charge} -> ${after.calls} ${after.charge} = ${difference}${isInvoiced ? " invoiced" : ""}`,
  );
}

async function live(on: Story): Promise<readonly string[]> {
  const { rows } = await on.database.pool.query("select account, charge::text from rating order by 1, 2");
  return rows.map(({ account, charge }) => `${account} ${charge}`);
}

describe("books 7: a re-rating changes nothing until it is confirmed", () => {
  it("a trunk's owner corrected after issue: credit for the one, charge for the other, with the next invoices", async () => {
    const on = await story(test, "rerate_owner");
    await on.load(FORGOTTEN);
    await on.ingest("a.csv", inMarch("1"), inMarch("2"), inMarch("3", "zebra"));
    const [before] = await bill(on, "2026-03");
    expect(usage(before)).toEqual(["Calls, interstate: 2 calls 0.12"]);
    await on.load(SWAPPED);
    expect((await rerateOf(on)).lookedAt).toBe(3);
    expect(await shown(on)).toEqual([
      "acme 2026-03 2 0.120000 -> 1 0.060000 = -0.060000 invoiced",
      "zebra 2026-03 1 0.060000 -> 2 0.120000 = 0.060000 invoiced",
    ]);
    expect(await live(on)).toEqual(["acme 0.060000", "acme 0.060000", "zebra 0.060000"]);
    const confirmed = value(await confirmRerating(on, { rerating: await openOne(on), by: "finance" }));
    expect(confirmed.map(({ account, period, calls }) => `${account} ${period} ${calls}`)).toEqual([
      "acme 2026-03 2",
      "zebra 2026-03 1",
    ]);
    expect(await live(on)).toEqual(["acme 0.060000", "zebra 0.060000", "zebra 0.060000"]);
    expect(await reratingNow(on.database)).toBeNull();
    // The trunks changed hands: all three are the other's now.
    expect(await differencesOwed(on.database)).toEqual([
      { account: "acme", period: "2026-03", calls: 2, charge: "0.120000" },
      { account: "zebra", period: "2026-03", calls: 1, charge: "0.060000" },
    ]);
    expect(await on.issued()).toHaveLength(2);
    expect(await callsOnNone(on.database, EVER)).toEqual([]);
    const { differences, rows } = await audit(on.database);
    expect([differences, rows.filter(({ balanced }) => !balanced)]).toEqual([[], []]);
    const [acme, zebra] = await bill(on, "2026-04");
    expect(usage(acme)).toEqual([
      "March 2026, reversed: Calls, interstate: -2 calls -0.12",
      "March 2026, corrected: Calls, interstate: 1 calls 0.06",
    ]);
    expect(usage(zebra)).toEqual([
      "March 2026, reversed: Calls, interstate: -1 calls -0.06",
      "March 2026, corrected: Calls, interstate: 2 calls 0.12",
    ]);
    expect(await unbilledUsage(on.database)).toEqual([]);
    expect(await differencesOwed(on.database)).toEqual([]);
  });

  it("a dearer price: shown, discarded, asked as known then, confirmed; a second one waits its turn", async () => {
    const on = await story(test, "rerate_price");
    await on.ingest("a.csv", inMarch("1"), line("2"));
    await on.load(DEARER);
    await rerateOf(on);
    expect(await shown(on)).toEqual(["acme 2026-03 1 0.060000 -> 1 0.090000 = 0.030000"]);
    await expect(rerate(on, MARCH)).rejects.toMatchObject({ problem: { code: "RERATING_OPEN" } });
    await endRerating(on.database, {
      id: (await openOne(on)).id,
      status: "discarded",
      by: "finance",
      at: on.clock(),
    });
    expect(await live(on)).toEqual(["acme 0.060000", "acme 0.060000"]);
    const knownAt = instant(on.clock() + 1);
    expect(value(await rerate(on, { ...MARCH, knownAt })).lookedAt).toBe(1);
    const past = await openOne(on);
    expect(codes(await confirmRerating(on, { rerating: past, by: "finance" }))).toEqual(["RERATING_PAST"]);
    await endRerating(on.database, { id: past.id, status: "discarded", by: "finance", at: on.clock() });
    value(await rerate(on, { ...MARCH, period: null, account: "acme" }));
    value(await confirmRerating(on, { rerating: await openOne(on), by: "finance" }));
    expect(await live(on)).toEqual(["acme 0.090000", "acme 0.090000"]);
  });

  it("what nobody owns any more is suspended, never free; other versions meanwhile make it stale", async () => {
    const on = await story(test, "rerate_nobody");
    await on.ingest("a.csv", inMarch("1"));
    const nobodys = Object.fromEntries(
      Object.entries(FILES).map(([path, text]) => [path, text.replace("PJSIP/acme", "PJSIP/gone")]),
    );
    await on.load(nobodys);
    await rerateOf(on);
    expect(await shown(on)).toEqual(["acme 2026-03 1 0.060000 -> 0 0.000000 = -0.060000"]);
    await on.load(DEARER);
    expect(codes(await confirmRerating(on, { rerating: await openOne(on), by: "finance" }))).toEqual([
      "RERATING_STALE",
    ]);
    await on.load(nobodys);
    value(await confirmRerating(on, { rerating: await openOne(on), by: "finance" }));
    expect(await live(on)).toEqual([]);
    expect((await callsOnNone(on.database, EVER)).map(({ why, reason }) => `${why} ${reason}`)).toEqual([
      "suspended NO_OWNER",
    ]);
    expect((await audit(on.database)).differences).toEqual([]);
  });
});

async function rerateOf(on: Story) {
  return value(await rerate(on, MARCH));
}

async function openOne(on: Story) {
  const open = await reratingNow(on.database);
  return open ?? expect.unreachable("a re-rating waits");
}
