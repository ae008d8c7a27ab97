import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { writeFileAtomic } from "@tollwright/files";
import { alerts, settleAlert } from "@tollwright/postgres";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Context } from "../../../services/cli/src/context.ts";
import { ingestFiles } from "../../../services/cli/src/steps/ingest-files.ts";
import { sendAlerts } from "../../../services/cli/src/steps/send-alerts.ts";
import { line, type Story, story } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";

const test = testDatabase();

const rule = (id: string, facts: string): Readonly<Record<string, string>> => ({
  [`rate-cards/companies/small/alerts/${id}.yaml`]: `id: ${id}\ndescription: Too much of ${id}.\naccounts: all\n${facts}\n`,
});

async function raised(on: Story): Promise<readonly string[]> {
  return (await alerts(on.database, { settled: true, limit: 50 })).map(
    ({ rule: name, account, hour, level, value }) =>
      `${name} ${account} ${new Date(hour).toISOString().slice(11, 16)} level ${level}: ${value}`,
  );
}

// 10:00 in New York is 14:00Z. A call of `line` is answered after 5 seconds and costs 0.06 a started minute.
describe("a threshold is raised while calls come in, once", () => {
  it("minutes of one hour, over several files, with what was sent twice counted once", async () => {
    const on = await story(test, "alert_minutes");
    await on.load(rule("minutes", 'measure: minutes\nthreshold: "10"'));
    await on.ingest("a.csv", line("1", { seconds: 599 }));
    await on.ingest(
      "again.csv",
      line("1", { seconds: 599 }),
      line("2", { seconds: 599, at: "2026-04-07 11:00:00" }),
    );
    expect(await raised(on)).toEqual([]);
    await on.ingest("b.csv", line("3", { seconds: 1 }));
    expect(await raised(on)).toEqual(["minutes acme 14:00 level 0: 10"]);
    await on.ingest("c.csv", line("4", { seconds: 60 }));
    expect(await raised(on)).toHaveLength(1);
    await on.ingest("d.csv", line("5", { seconds: 540 }));
    expect(await raised(on)).toEqual(["minutes acme 14:00 level 1: 20", "minutes acme 14:00 level 0: 10"]);
  });

  it("money at list price, calls to a destination, calls at one time", async () => {
    const on = await story(test, "alert_measures");
    await on.load({
      ...rule("money", 'measure: charge\ncurrency: USD\nthreshold: "0.18"'),
      ...rule("canadian", 'measure: charge\ncurrency: CAD\nthreshold: "0.01"'),
      ...rule("manhattan", 'measure: calls\nthreshold: "3"\ndestinations: { prefixes: ["1212555"] }'),
      ...rule("elsewhere", 'measure: calls\nthreshold: "1"\ndestinations: { classes: [international] }'),
      ...rule("channels", 'measure: concurrentCalls\nthreshold: "2"'),
    });
    await on.ingest("a.csv", line("1"), line("2", { at: "2026-04-07 10:01:05" }));
    expect(await raised(on)).toEqual([]); // 0.12, two calls, one behind the other
    await on.ingest("b.csv", line("3", { at: "2026-04-07 10:01:04" }));
    expect((await raised(on)).toSorted()).toEqual([
      "channels acme 14:00 level 0: 2", // at 10:01:04 the first call has its last second; from 10:01:05 on two others
      "manhattan acme 14:00 level 0: 3",
      "money acme 14:00 level 0: 0.180000",
    ]);
  });

  it("by two ingesters at once as by one", async () => {
    const on = await story(test, "alert_two");
    await on.load(rule("calls", 'measure: calls\nthreshold: "40"'));
    const lines = (from: number): readonly string[] =>
      Array.from({ length: 20 }, (_, index) => line(`${from + index}`));
    await Promise.all([on.ingest("a.csv", ...lines(0)), on.ingest("b.csv", ...lines(100))]);
    expect(await raised(on)).toEqual(["calls acme 14:00 level 0: 40"]);
  });

  it("is told on the command line at once, and settled by a person, once", async () => {
    const on = await story(test, "alert_told");
    await on.load(rule("calls", 'measure: calls\nthreshold: "1"'));
    const told: string[] = [];
    const listening: Context = { ...on, output: { ...on.output, progress: (text) => told.push(text) } };
    const file = join(on.dataFolder, "a.csv");
    await writeFileAtomic(file, line("1"));
    await ingestFiles(listening, { source: "pbx", files: [file] });
    expect(told).toContain(
      "ALERT 1  acme  2026-04-07T14:00Z: 1 calls, threshold 1 (calls: Too much of calls.)",
    );
    const decision = { id: 1n, by: "fraud desk", because: "a campaign", at: on.clock() };
    expect(await settleAlert(on.database, decision)).toBe(true);
    expect(await settleAlert(on.database, decision)).toBe(false);
    expect(await alerts(on.database, { settled: false, limit: 9 })).toEqual([]);
  });
});

type Received = { readonly body: string; readonly headers: NodeJS.Dict<string | string[]> };

/** A receiver that answers as it is told, and remembers what it got. */
async function receiver(answers: number[]): Promise<{ readonly url: string; readonly received: Received[] }> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      received.push({ body, headers: request.headers });
      response.writeHead(answers.shift() ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/alerts`, received };
}

describe("books 4: what leaves for others goes through an outbox, at least once", () => {
  it("signed, and again after the receiver refused; what it took is not sent again", async () => {
    const on = await story(test, "alert_webhook");
    await on.load(rule("calls", 'measure: calls\nthreshold: "1"'));
    await on.ingest("a.csv", line("1"), line("2"), line("3"));
    const { url, received } = await receiver([503]);
    const webhook = { url, secret: "a secret" };
    expect(await sendAlerts(on, webhook)).toEqual({
      ...{ delivered: 0, failed: 1 },
      lastError: "the receiver answered 503",
    });
    expect(await sendAlerts(on, webhook)).toEqual({ delivered: 1, failed: 0, lastError: null });
    expect(await sendAlerts(on, webhook)).toEqual({ delivered: 0, failed: 0, lastError: null });
    expect(received).toHaveLength(2);
    const { body = "", headers = {} } = received[1] ?? {};
    expect(JSON.parse(body)).toMatchObject({
      rule: "calls",
      account: "acme",
      value: "3",
      level: 1,
      threshold: "1",
    });
    expect(headers["x-tollwright-signature"]).toBe(
      `sha256=${createHmac("sha256", "a secret").update(body).digest("hex")}`,
    );
    expect(headers["idempotency-key"]).toBe(received[0]?.headers["idempotency-key"]);
  });

  it("nobody listens: the alert waits, with the error beside it", async () => {
    const on = await story(test, "alert_nobody");
    await on.load(rule("calls", 'measure: calls\nthreshold: "1"'));
    await on.ingest("a.csv", line("1"));
    const { lastError } = await sendAlerts(on, { url: "http://127.0.0.1:9/", secret: null });
    const [waiting] = await alerts(on.database, { settled: false, limit: 9 });
    expect(waiting).toMatchObject({ deliveredAt: null, attempts: 1, lastError });
    expect(lastError).not.toBeNull();
  });
});
