import { type Invoice, readInvoice } from "@tollwright/invoice";
import { setAsideRecords } from "@tollwright/postgres";
import { describe, expect, it } from "vitest";
import { replaceRecord } from "../../../services/cli/src/steps/replace-record.ts";
import { FILES, line, type Story, story, value } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";

const test = testDatabase();

const PLAN = "rate-cards/plans/flat.yaml";
const SOURCE = "rate-cards/companies/small/sources/pbx.yaml";
const ACME = "rate-cards/companies/small/accounts/acme.yaml";

/** The small company with 20 committed channels and bursts at 9.00. */
function burstFiles(measure: string): Readonly<Record<string, string>> {
  const sold = FILES[PLAN].replace("burst: null", `burst: { measure: ${measure}, pricePerChannel: "9.00" }`);
  return { [PLAN]: sold, [ACME]: FILES[ACME].replace("committed: 10", "committed: 20") };
}

async function bill(on: Story, month: string): Promise<Invoice> {
  expect(value(await on.close(month)).problems).toEqual([]);
  value(await on.approve(month));
  const [issued] = value(await on.issue(month));
  return readInvoice(issued?.canonical ?? "null");
}

function burstLines({ charges }: Invoice): readonly string[] {
  return charges
    .filter(({ description }) => description.includes("burst"))
    .map(
      ({ description, quantity, unitPrice, amount }) =>
        `${description}: ${quantity} × ${unitPrice} = ${amount}`,
    );
}

function told({ charges }: Invoice): readonly string[] {
  return charges.find(({ description }) => description.includes("burst"))?.explanation ?? [];
}

/** So many calls seized at 23:59:30 on 31 March on the company's clock, in use until 00:00:30. */
const overMidnight = (count: number, first = 1) =>
  Array.from({ length: count }, (_, index) =>
    line(`c${first + index}`, { at: "2026-03-31 23:59:30", seconds: 55 }),
  );

describe("books 16: 24 channels over midnight of 31 March, 20 committed", () => {
  it("burst in March and in April, each at its own moment", async () => {
    const on = await story(test, "burst_midnight");
    await on.load(burstFiles("peak"));
    await on.ingest("a.csv", ...overMidnight(24));
    const march = await bill(on, "2026-03");
    expect(burstLines(march)).toEqual(["Channel, burst above committed channels: 4 × 9.00 = 36.00"]);
    expect(told(march)[0]).toBe(
      "at most 24 channels in use at one time, first at 2026-03-31 23:59:30 (America/New_York), when 20 were committed: 24 - 20 = 4",
    );
    const april = await bill(on, "2026-04");
    expect(burstLines(april)).toEqual(["Channel, burst above committed channels: 4 × 9.00 = 36.00"]);
    expect(told(april)[0]).toBe(
      "at most 24 channels in use at one time, first at 2026-04-01 00:00:00 (America/New_York), when 20 were committed: 24 - 20 = 4",
    );
  });

  it("a late call of March corrects its burst on the invoice of April", async () => {
    const on = await story(test, "burst_late");
    await on.load(burstFiles("peak"));
    await on.ingest("a.csv", ...overMidnight(24));
    await bill(on, "2026-03");
    await on.ingest("late.csv", ...overMidnight(1, 25));
    const april = await bill(on, "2026-04");
    expect(burstLines(april)).toEqual([
      "Channel, burst above committed channels: 5 × 9.00 = 45.00",
      "March 2026, reversed: Channel, burst above committed channels: -4 × 9.00 = -36.00",
      "March 2026, corrected: Channel, burst above committed channels: 5 × 9.00 = 45.00",
    ]);
  });

  it("so does a late call that nobody answered", async () => {
    const on = await story(test, "burst_late_unanswered");
    await on.load(burstFiles("peak"));
    await on.ingest("a.csv", ...overMidnight(24));
    await bill(on, "2026-03");
    const rings = line("rings", { at: "2026-03-31 23:59:30", seconds: 55 }).replace(
      /"[^"]*","([^"]*)",60,55,"ANSWERED"/,
      '"","$1",60,0,"NO ANSWER"',
    );
    await on.ingest("late.csv", rings);
    expect(burstLines(await bill(on, "2026-04"))).toContain(
      "March 2026, corrected: Channel, burst above committed channels: 5 × 9.00 = 45.00",
    );
  });

  it("a record that a person decides for takes its own trunk, and none of the other's", async () => {
    const conflicting = [
      line("c24", { at: "2026-03-31 23:59:30", seconds: 55, trunk: "zebra" }),
      line("c23", { at: "2026-03-31 23:00:00", seconds: 55 }),
    ];
    const replaceAll = async (on: Story): Promise<void> => {
      await on.ingest("b.csv", ...conflicting);
      for (const { id } of await setAsideRecords(on.database, { bucket: "conflict", limit: 9 }))
        value(await replaceRecord(on, { id, by: "finance", reason: "the second is right" }));
    };
    const before = await story(test, "burst_replaced_before");
    await before.load(burstFiles("peak"));
    await before.ingest("a.csv", ...overMidnight(24));
    await replaceAll(before);
    expect(burstLines(await bill(before, "2026-03"))).toEqual([
      "Channel, burst above committed channels: 2 × 9.00 = 18.00",
    ]);
    const after = await story(test, "burst_replaced_after");
    await after.load(burstFiles("peak"));
    await after.ingest("a.csv", ...overMidnight(24));
    await bill(after, "2026-03");
    await replaceAll(after);
    expect(burstLines(await bill(after, "2026-04"))).toEqual([
      "Channel, burst above committed channels: 2 × 9.00 = 18.00",
      "March 2026, reversed: Channel, burst above committed channels: -4 × 9.00 = -36.00",
      "March 2026, corrected: Channel, burst above committed channels: 2 × 9.00 = 18.00",
    ]);
  });

  it("calls of a trunk that nobody listed burst once it is named, as a difference", async () => {
    const on = await story(test, "burst_unlisted");
    const byNumber = FILES[SOURCE].replace("[trunk]", "[trunk, number]");
    await on.load({ ...burstFiles("peak"), [SOURCE]: byNumber });
    await on.ingest("a.csv", ...overMidnight(24).map((each) => each.replaceAll("PJSIP/acme", "PJSIP/old")));
    expect(burstLines(await bill(on, "2026-03"))).toEqual([]);
    const named = burstFiles("peak")[ACME]?.replace(
      "PJSIP/acme }]",
      "PJSIP/acme }, { source: pbx, name: PJSIP/old }]",
    );
    await on.load({ ...burstFiles("peak"), [SOURCE]: byNumber, [ACME]: named ?? "" });
    expect(burstLines(await bill(on, "2026-04"))).toEqual([
      "Channel, burst above committed channels: 4 × 9.00 = 36.00",
      "March 2026, corrected: Channel, burst above committed channels: 4 × 9.00 = 36.00",
    ]);
  });

  it("by channel-day they are four channels of 31 March and four of 1 April", async () => {
    const on = await story(test, "burst_days");
    await on.load(burstFiles("perChannelDay"));
    await on.ingest("a.csv", ...overMidnight(24));
    const name = "Channel, burst channel-days above committed channels";
    expect(burstLines(await bill(on, "2026-03"))).toEqual([`${name}: 4 × 9.00 = 36.00`]);
    expect(burstLines(await bill(on, "2026-04"))).toEqual([`${name}: 4 × 9.00 = 36.00`]);
  });

  it("by the 95th percentile one minute of a month is no burst", async () => {
    const on = await story(test, "burst_p95");
    await on.load(burstFiles("p95FiveMinutes"));
    await on.ingest("a.csv", ...overMidnight(24));
    const march = await bill(on, "2026-03");
    expect(burstLines(march)).toEqual([]);
    // 31 days less the hour of 8 March are 8,916 slots.
    expect(march.charges.find(({ unit }) => unit === "channel")?.explanation.at(-1)).toBe(
      "of the maxima of 8916 five-minute slots, in ascending order, that of rank 8471 (95 %) is 0, when 20 were committed: no burst",
    );
  });
});
