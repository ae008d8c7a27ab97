import { once } from "node:events";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "../postgres/test-database.ts";
import { tollwright } from "../processes/command.ts";
import { books, line, randomFrom } from "./intake-records.ts";
import { type LastingCommand, start, until } from "./lasting-command.ts";

const test = testDatabase();
const env = () => ({
  DATABASE_URL: test.server.connectionString,
  TOLLWRIGHT_INTAKE_TOKEN: "a secret of the test",
});
const common = () => ["--data", join(test.dataFolder, "data"), "--now", "2026-05-01T06:00Z"];
const headers = { authorization: "Bearer a secret of the test" };

beforeAll(async () => {
  const loaded = await tollwright([...common(), "load", "rate-cards", "--by", "finance"], env());
  expect(`${loaded.code} ${loaded.stderr}`).toMatch(/^0 /);
});

type Serving = { readonly command: LastingCommand; readonly url: string };

async function serve(port: string): Promise<Serving> {
  const command = start([...common(), "intake", "serve", "--port", port], env());
  await until(() => command.said.stderr.includes("Listening at "), command);
  return { command, url: /Listening at (http:\S+?)\/v1/.exec(command.said.stderr)?.[1] ?? "" };
}

describe("calls that switches post", () => {
  const POSTS = 240;
  const random = randomFrom(1066);
  const strikes = [1, 2, 3].map((part) => Math.floor(((part - random()) / 3) * POSTS));

  it(`to a server that is killed after ${strikes.join(", ")} of ${POSTS} answers are each stored once`, async () => {
    let serving = await serve("0");
    const { port } = new URL(serving.url);
    let answered = 0;
    const waiting = Array.from({ length: POSTS }, (_, index) => line(`posted.${index}`));
    /** A switch: it posts a record again until it has heard that it is stored. */
    const poster = async (): Promise<void> => {
      for (let body = waiting.shift(); body !== undefined; body = waiting.shift()) {
        for (;;) {
          const answer = await fetch(`http://127.0.0.1:${port}/v1/intake/asterisk-chi`, {
            method: "POST",
            body,
            headers,
          }).catch(() => null);
          if (answer?.status === 200 && (await answer.json().catch(() => null)) !== null) break;
          await setTimeout(20);
        }
        answered += 1;
      }
    };
    const posted = Promise.all(Array.from({ length: 12 }, poster));
    for (const strike of strikes) {
      await until(() => answered >= strike, serving.command);
      serving.command.child.kill("SIGKILL");
      await serving.command.ended;
      expect(await books(test.db)).toMatchObject({ balanced: true, differences: [] });
      serving = await serve(port);
    }
    await posted;
    serving.command.child.kill("SIGTERM");
    expect(await serving.command.ended).toEqual({ code: 0, signal: null });
    expect(await books(test.db)).toEqual({
      ...{ calls: POSTS, read: POSTS, duplicate: 0, suspended: 0 },
      ...{ balanced: true, differences: [] },
    });
  });

  it("come as FreeSWITCH posts them, and nobody posts without the token", async () => {
    const { command, url } = await serve("0");
    const document = {
      variables: {
        uuid: "5b1f0c3e-0000-4000-8000-000000000001",
        ...{
          channel_name: "sofia/internal/1001",
          sip_gateway_name: "carrier-la",
          hangup_cause: "NORMAL_CLEARING",
        },
        ...{
          start_stamp: "2026-04-07 10:00:00",
          start_epoch: "1775581200",
          answer_epoch: "1775581205",
          end_epoch: "1775581265",
        },
        ...{ duration: "65", billsec: "60", mduration: "65000", billmsec: "60000" },
      },
      callflow: [{ caller_profile: { caller_id_number: "12135550100", destination_number: "12125550123" } }],
    };
    const text = JSON.stringify(document);
    const post = async (body: string, contentType: string) => {
      const at = `${url}/v1/intake/freeswitch-la`;
      const answer = await fetch(at, {
        method: "POST",
        body,
        headers: { ...headers, "content-type": contentType },
      });
      return answer.json();
    };
    const encoded = `cdr=${encodeURIComponent(text)}`;
    expect(await post(encoded, "application/x-www-form-urlencoded")).toMatchObject({
      arrival: "new",
      records: 1,
      calls: 1,
      problems: [],
    });
    const base64 = `cdr=${Buffer.from(text).toString("base64")}`;
    expect(await post(base64, "application/x-www-form-base64-encoded")).toMatchObject({
      arrival: "seenBefore",
      records: 0,
    });
    expect(await post(text, "application/json")).toMatchObject({ arrival: "seenBefore" });
    // `curl --data-binary @Master.csv`, as the page shows it, calls the file a form.
    const asCurl = await fetch(`${url}/v1/intake/asterisk-chi`, {
      method: "POST",
      body: line("curl.1"),
      headers: { ...headers, "content-type": "application/x-www-form-urlencoded" },
    });
    expect(await asCurl.json()).toMatchObject({ arrival: "new", records: 1, calls: 1, problems: [] });
    expect(await fetch(`${url}/v1/intake/freeswitch-la`, { method: "POST", body: text })).toMatchObject({
      status: 401,
    });
    expect(await fetch(`${url}/v1/intake/nobody`, { method: "POST", body: text, headers })).toMatchObject({
      status: 404,
    });
    expect(await fetch(`${url}/healthz`)).toMatchObject({ status: 200 });
    command.child.kill("SIGINT");
    await once(command.child, "close");
    expect(command.said.stderr).toMatch(/Stopped: 4 posts, 2 records stored\.\n$/);
    expect(await books(test.db)).toMatchObject({ balanced: true, differences: [] });
  });

  it("are not taken from other machines without a token", async () => {
    const open = { ...env(), TOLLWRIGHT_INTAKE_TOKEN: "" };
    const refused = await tollwright(
      [...common(), "intake", "serve", "--host", "0.0.0.0", "--port", "0"],
      open,
    );
    expect(`${refused.code} ${refused.stderr}`).toMatch(/^1 INTAKE_TOKEN_UNSET {2}0\.0\.0\.0/);
  });
});
