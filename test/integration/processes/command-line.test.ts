import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { tollwright } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "tw test commands "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const data = join(folder, "data");

describe("what the engine made of our files is kept for the next command", () => {
  it.each([
    ["in the folder that is named", join(folder, "cache"), true],
    ["nowhere where that is no folder, and the command goes on", "/dev/null", false],
  ])("%s", async (_what, cache, isKept) => {
    const env = { NODE_COMPILE_CACHE: "", TOLLWRIGHT_CACHE: cache };
    const { code, stderr } = await tollwright(["calc", "round", "--help"], env);
    expect([code, stderr]).toEqual([0, ""]);
    if (isKept) expect(readdirSync(join(cache, "compiled")).length).toBeGreaterThan(0);
  });
});

describe("wrong usage ends with 2 and a hint", () => {
  it.each([
    ["an option that is none", ["--bogus"], /unknown option '--bogus'\nAdd --help/],
    ["a command that is none", ["nonsense"], /unknown command 'nonsense'\nAdd --help/],
    ["an option that is missing", ["load", "rate-cards"], /required option '--by <name>'/],
    ["a month that is none", ["close", "--period", "2026-13"], /--period takes a month such as 2026-04/],
    [
      "a day that is none",
      ["close", "--period", "2026-04", "--bill-date", "2026-02-30"],
      /--bill-date takes a day such as 2026-05-01, not 2026-02-30/,
    ],
    ["an instant without a zone", ["--now", "2026-05-01", "audit"], /--now takes an instant with a zone/],
    ["a number that is none", ["suspended", "--limit", "many"], /whole number/],
    ["a bucket that is none", ["suspended", "--bucket", "lost"], /Allowed choices are suspended/],
  ])("%s", async (_what, args, hint) => {
    const { code, stdout, stderr } = await tollwright(["--data", data, ...args]);
    expect(stderr).toMatch(hint);
    expect(stderr.trimEnd().split("\n").length).toBeLessThanOrEqual(2);
    expect([code, stdout]).toEqual([2, ""]);
  });
});

describe("a machine that fails is one problem with its way out, and no stack", () => {
  const inTheWay = join(folder, "a file");
  writeFileSync(inTheWay, "");
  const local = "postgresql://who:secret@127.0.0.1:1/none";
  it.each([
    [
      "no server at DATABASE_URL",
      data,
      local,
      /DATABASE_UNREACHABLE .*who@127\.0\.0\.1:1\/none: .*ECONNREFUSED/,
    ],
    ["a DATABASE_URL that is none", data, "nonsense", /DATABASE_UNREACHABLE .*nonsense/],
    ["a file where the data folder should be", inTheWay, "", /PATH_UNUSABLE {2}.*a file/],
  ])("%s", async (_what, at, url, problem) => {
    const { code, stdout, stderr } = await tollwright(["--data", at, "audit"], { DATABASE_URL: url });
    expect(stderr).toMatch(problem);
    expect(stderr).toMatch(/\n {4}way out: [^\n]+\n$/);
    expect(stderr).not.toMatch(/secret|\n\s+at /);
    expect([code, stdout]).toEqual([1, ""]);
  });

  it("and with --json one JSON document", async () => {
    const { code, stdout } = await tollwright(["--json", "--data", inTheWay, "audit"]);
    expect(JSON.parse(stdout)).toMatchObject({ problems: [{ code: "PATH_UNUSABLE" }] });
    expect(code).toBe(1);
  });
});

describe("broken input is told with code, file, line and way out, and loses nothing else", () => {
  const card = (path: string, text: string) => {
    writeFileSync(join(folder, path), text);
    return join(folder, path);
  };

  it("a load with broken files lists all of them and puts nothing in force", async () => {
    const plan = card("plan.yaml", "id: a\nproducts: 3\n");
    const { code, stderr } = await tollwright([
      "--data",
      data,
      "load",
      "rate-cards",
      plan,
      "--by",
      "finance",
    ]);
    expect(stderr).toMatch(/^UNKNOWN_FILE {2}.*plan\.yaml/m);
    expect(stderr).toMatch(/Nothing of this load was put in force; what was in force stays\.\n$/);
    expect(code).toBe(1);
    const gone = await tollwright(["--data", data, "ingest", "--source", "asterisk-chi", plan]);
    expect(gone.stderr).toMatch(/SOURCE_UNKNOWN {2}no source asterisk-chi is in force/);
  });

  it("a call file is read as far as it can be, and what cannot is suspended and told", async () => {
    expect((await tollwright(["--data", data, "load", "rate-cards", "--by", "finance"])).code).toBe(0);
    const line = (id: string) =>
      `"","16035550100","12125550123","out","","PJSIP/granite-concord-0000a1b2","PJSIP/carrier-chi-1-0000a1b3","Dial","","2026-04-07 10:00:00","2026-04-07 10:00:05","2026-04-07 10:01:05",65,60,"ANSWERED","DOCUMENTATION","${id}","","","${id}",1\n`;
    const calls = card("Master.csv", `${line("1.1")}half a li\n${line("1.2")}\u001b[2J\u0007\n`);
    const ingest = () =>
      tollwright([
        "--json",
        "--data",
        data,
        "ingest",
        "--source",
        "asterisk-chi",
        calls,
        `${folder}/gone.csv`,
      ]);
    const { code, stdout, stderr } = await ingest();
    expect(stderr).toMatch(
      /^RECORD_COLUMNS {2}.*Master\.csv:2 {2}1 columns; and 1 record more\n {4}way out: /m,
    );
    expect(stderr).toMatch(/^FILE_MISSING {2}.*gone\.csv/m);
    expect(JSON.parse(stdout)).toMatchObject({ total: { records: 4, calls: 2, suspended: 2 } });
    expect(code).toBe(1);
    expect(JSON.parse((await ingest()).stdout)).toMatchObject({ total: { records: 0 } });
    const raw = await tollwright(["--data", data, "suspended", "--raw", "--reason", "RECORD_COLUMNS"]);
    expect(raw.stdout).toContain("    half a li\n");
    expect(raw.stdout).toContain("    \\x1b[2J\\x07\n");
  });
});
