import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { sha256 } from "@tollwright/canonical";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postmasterPid } from "../postgres/test-database.ts";
import { type Disturbance, type Ended, run, tollwright } from "./command.ts";

const SCRIPT = "test/integration/processes/small-demo.ts";
const folders: string[] = [];

/** A folder whose name has spaces; with everything below it, its path is longer than a socket's may be. */
function home(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `tw test ${name} `));
  folders.push(folder);
  const deep = join(folder, "the month of April", "a".repeat(100));
  mkdirSync(deep, { recursive: true });
  return deep;
}

const demo = (folder: string, disturbance?: Disturbance): Promise<Ended> =>
  run(SCRIPT, [join(folder, "data"), join(folder, "out")], disturbance === undefined ? {} : { disturbance });

/** The documents by their paths, each with the hash of its bytes. */
function documents(folder: string): readonly string[] {
  return readdirSync(join(folder, "out"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => `${relative(folder, path)} ${sha256(readFileSync(path))}`)
    .sort();
}

const server = (folder: string): number => postmasterPid(join(folder, "data", "postgres"));
const serverIsLeft = (folder: string): boolean =>
  existsSync(join(folder, "data", "postgres", "cluster", "postmaster.pid"));

let expected: readonly string[];
const troubled = home("troubled");

beforeAll(async () => {
  const calm = home("calm");
  const { code, stderr } = await demo(calm);
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  expect(serverIsLeft(calm)).toBe(false);
  expected = documents(calm);
  expect(expected.length).toBe(5 * 4); // five invoices, each as json, pdf, xlsx and csv
});

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const signal = (name: NodeJS.Signals) => (worker: number) => process.kill(worker, name);
const killServer = () => process.kill(server(troubled), "SIGKILL");

describe("killed at one moment after the other, the same command goes on (books 4, 11, 17)", () => {
  it.each([
    ["Ctrl-C while rate cards are read", "1 ·", 30, "SIGINT"],
    ["the process killed while calls are stored", "3 ·", 150, "SIGKILL"],
    ["a polite stop while calls are stored", "3 ·", 150, "SIGTERM"],
    ["the process killed while the period is closed", "5 ·", 150, "SIGKILL"],
    ["the process killed while documents are written", "6 ·", 200, "SIGKILL"],
  ] as const)("%s", async (_what, after, milliseconds, name) => {
    const ended = await demo(troubled, { after, milliseconds, strike: signal(name) });
    if (name === "SIGKILL") expect(ended.signal).toBe("SIGKILL");
    else {
      expect(ended.code).toBe(name === "SIGINT" ? 130 : 143);
      expect(ended.stderr).toMatch(/Stopped by SIG(INT|TERM)\. .*goes on from there\.\n$/);
      expect(serverIsLeft(troubled)).toBe(false);
    }
  });

  it.each([
    ["calls are stored", "3 ·", 100],
    ["the period is closed", "5 ·", 100],
    ["invoices are issued and documents written", "6 ·", 60],
  ] as const)(
    "the database killed while %s: one problem with its way out",
    async (_what, after, milliseconds) => {
      const ended = await demo(troubled, { after, milliseconds, strike: killServer });
      expect(`${ended.code} ${ended.stderr}`).toMatch(
        /^1 [\s\S]*DATABASE_LOST {2}[^\n]+\n {4}way out: [^\n]+\n$/,
      );
      expect(ended.stderr).not.toMatch(/\n\s+at /);
    },
  );

  it("and in the end every document has the same bytes", async () => {
    const ended = await demo(troubled);
    expect(`${ended.code} ${ended.stderr}`).toMatch(/^0 /);
    expect(documents(troubled)).toEqual(expected);
    expect(serverIsLeft(troubled)).toBe(false);
  });

  it("whatever is in the way of the documents is a problem; afterwards they are written as stored", async () => {
    const out = join(troubled, "in the way");
    writeFileSync(out, "");
    const issue = (folder: string) =>
      tollwright([
        ...["--data", join(troubled, "data"), "--now", "2026-05-01T06:00Z"],
        ...["issue", "--period", "2026-04", "--out", folder],
      ]);
    const refused = await issue(out);
    expect(`${refused.code} ${refused.stderr}`).toMatch(/^1 [\s\S]*PATH_UNUSABLE {2}[^\n]*in the way/);
    expect(refused.stderr).not.toMatch(/\n\s+at /);
    rmSync(join(troubled, "out"), { recursive: true });
    expect((await issue(join(troubled, "out"))).code).toBe(0);
    expect(documents(troubled)).toEqual(expected);
  });
});
