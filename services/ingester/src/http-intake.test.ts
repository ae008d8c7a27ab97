import { gzipSync } from "node:zlib";
import { type Instant, parseInstant } from "@tollwright/calendar";
import { sha256 } from "@tollwright/canonical";
import { readChunks } from "@tollwright/files";
import { ProblemError, problem } from "@tollwright/problem";
import { afterEach, describe, expect, it } from "vitest";
import { NO_COUNTS } from "./batch.ts";
import { type HttpIntake, type HttpIntakeRequest, startHttpIntake } from "./http-intake.ts";
import type { FileReport } from "./ingest.ts";

const NOW = parseInstant("2026-05-01T06:00:00Z") as Instant;
const opened: HttpIntake[] = [];
afterEach(async () => {
  for (const server of opened.splice(0)) await server.close();
});

/** A server over books that count a record a line; a line `bad` is suspended. */
async function serverWith(settings: Partial<HttpIntakeRequest> = {}) {
  const groups: number[] = [];
  const known = new Set<string>();
  const server = await startHttpIntake({
    host: "127.0.0.1",
    port: 0,
    token: null,
    bodyLimitBytes: 1_000,
    clock: () => NOW,
    log: () => undefined,
    ping: async () => undefined,
    problemOf: (error) => (error instanceof ProblemError ? error.problem : null),
    async take(source, posts) {
      if (source !== "pbx") throw new ProblemError(problem({ code: "SOURCE_UNKNOWN", message: source }));
      groups.push(posts.length);
      const files: FileReport[] = [];
      const suspended = [];
      for (const post of posts) {
        if (typeof post === "string") throw new Error("no path was posted");
        const chunks: Uint8Array[] = [];
        for await (const chunk of readChunks(post.content)) chunks.push(chunk);
        const text = Buffer.concat(chunks).toString();
        if (text === "bug") throw new Error("a bug");
        const hash = sha256(text);
        const arrival = known.has(hash) ? ("seenBefore" as const) : ("new" as const);
        known.add(hash);
        const counts = { ...NO_COUNTS, records: arrival === "new" ? text.split("\n").length : 0 };
        files.push({
          ...counts,
          name: post.name,
          fileHash: hash,
          contentHash: hash,
          bytes: text.length,
          arrival,
        });
        if (arrival === "new" && text.includes("bad"))
          suspended.push(problem({ code: "RECORD_COLUMNS", message: "1 columns", file: post.name, line: 1 }));
      }
      return { files, problems: [], suspended, total: NO_COUNTS };
    },
    ...settings,
  });
  opened.push(server);
  const post = async (body: string | Uint8Array, headers: Record<string, string> = {}, source = "pbx") => {
    const answer = await fetch(`${server.url}/v1/intake/${source}`, { method: "POST", body, headers });
    return { status: answer.status, headers: answer.headers, ...((await answer.json()) as object) };
  };
  return { server, post, groups };
}

describe("a post", () => {
  it("is answered when it is stored, with its counts; once more, it is seen", async () => {
    const { post } = await serverWith();
    const fileHash = sha256("one\ntwo");
    expect(await post("one\ntwo")).toMatchObject({
      status: 200,
      arrival: "new",
      records: 2,
      fileHash,
      problems: [],
    });
    expect(await post(gzipSync("one\ntwo"), { "content-encoding": "gzip" })).toMatchObject({
      status: 200,
      arrival: "seenBefore",
      records: 0,
      fileHash,
    });
  });

  it("whose records are suspended is stored all the same, and says so; its twin of the same moment does not", async () => {
    const { post } = await serverWith();
    const answers = await Promise.all([post("bad"), post("good"), post("bad")]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const told = answers.map((answer) => (answer as unknown as { problems: { code: string }[] }).problems);
    expect(told.flat().map(({ code }) => code)).toEqual(["RECORD_COLUMNS"]);
  });

  it("shares its storing with those that come at the same time", async () => {
    const { post, groups } = await serverWith();
    await Promise.all(Array.from({ length: 200 }, (_, index) => post(`record ${index}`)));
    expect(groups.reduce((sum, posts) => sum + posts, 0)).toBe(200);
    expect(groups.length).toBeLessThan(20);
  });

  it.each([
    ["an unknown source", "one", {}, "nobody", 404, "SOURCE_UNKNOWN"],
    ["an empty body", "", {}, "pbx", 400, "INTAKE_BODY"],
    ["a body over the limit", "a".repeat(1_001), {}, "pbx", 413, "INTAKE_TOO_LARGE"],
    [
      "one that says so and is over it when unpacked",
      gzipSync("a".repeat(9_999)),
      {},
      "pbx",
      413,
      "INTAKE_TOO_LARGE",
    ],
    ["an encoding that is not read", "one", { "content-encoding": "br" }, "pbx", 415, "INTAKE_ENCODING"],
    ["another address", "one", {}, "pbx/more", 404, "INTAKE_ADDRESS"],
    ["a page in a browser", "one", { origin: "http://evil.example" }, "pbx", 403, "INTAKE_TOKEN"],
  ] as const)("%s is refused", async (_what, body, headers, source, status, code) => {
    const { post, groups } = await serverWith();
    expect(await post(body, headers, source)).toMatchObject({ status, problems: [{ code }] });
    expect(groups).toEqual([]);
  });

  it("that the store refuses can be tried again; a bug says nothing about itself", async () => {
    const full = problem({ code: "DISK_FULL", message: "no space" });
    const { post } = await serverWith({ take: () => Promise.reject(new ProblemError(full)) });
    const refused = await post("one");
    expect(refused).toMatchObject({ status: 503, problems: [{ code: "DISK_FULL" }] });
    expect(refused.headers.get("retry-after")).toBe("1");
    const log: string[] = [];
    const other = await serverWith({ log: (text) => log.push(text) });
    expect(await other.post("bug")).toMatchObject({ status: 500, problems: [] });
    expect(log.join()).toContain("a bug");
    expect(await other.post("one")).toMatchObject({ status: 200 });
  });
});

describe("the token", () => {
  const basic = (text: string): string => `Basic ${Buffer.from(text).toString("base64")}`;
  it.each([
    ["none", {}, 401],
    ["another", { authorization: "Bearer other" }, 401],
    ["a part of it", { authorization: "Bearer a sec" }, 401],
    ["none of the scheme", { authorization: "a secret" }, 401],
    ["it", { authorization: "Bearer a secret" }, 200],
    ["it, from a browser too", { authorization: "Bearer a secret", origin: "http://ours.example" }, 200],
    ["as a password", { authorization: basic("switch:a secret") }, 200],
    ["another password", { authorization: basic("a secret:other") }, 401],
  ])("%s", async (_what, headers, status) => {
    const { post, groups } = await serverWith({ token: "a secret" });
    expect(await post("one", headers as Record<string, string>)).toMatchObject({ status });
    expect(groups.length).toBe(status === 200 ? 1 : 0);
  });

  it("must be there before anybody else can reach us", async () => {
    await expect(serverWith({ host: "0.0.0.0" })).rejects.toThrow("TOLLWRIGHT_INTAKE_TOKEN is not set");
    const { server } = await serverWith({ host: "0.0.0.0", token: "a secret" });
    expect(server.url).toMatch(/^http:/);
  });
});

describe("the server", () => {
  it("says how it is", async () => {
    const { server } = await serverWith();
    expect(await (await fetch(`${server.url}/healthz`)).json()).toEqual({ status: "ok", waitingBytes: 0 });
    const ill = await serverWith({ ping: () => Promise.reject(new Error("gone")) });
    expect((await fetch(`${ill.server.url}/healthz`)).status).toBe(503);
  });

  it("a port that is taken is a problem", async () => {
    const { server } = await serverWith();
    const port = Number(new URL(server.url).port);
    await expect(serverWith({ port })).rejects.toMatchObject({ problem: { code: "INTAKE_PORT" } });
  });

  it("ends when what was posted is stored and answered", async () => {
    const inHand = Promise.withResolvers<void>();
    let posts = 0;
    const clock = (): Instant => {
      posts += 1;
      if (posts === 2) inHand.resolve();
      return NOW;
    };
    const { server, post } = await serverWith({ clock });
    const answers = Promise.all([post("one"), post("two")]);
    await inHand.promise;
    await server.close();
    expect((await answers).map(({ status }) => status)).toEqual([200, 200]);
    await expect(post("three")).rejects.toThrow();
  });
});
