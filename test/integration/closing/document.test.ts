import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { FILES, line } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";
import { root } from "../processes/command.ts";

const test = testDatabase();
const at = (...path: string[]) => join(test.dataFolder, ...path);
const document = readFileSync(join(root, "docs/closing.md"), "utf8");
const examples = [...document.matchAll(/```sh\n([\s\S]*?)```/g)].map((match) => match[1] ?? "");
const PLAN = "rate-cards/plans/flat.yaml";

function write(path: string, text: string): void {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), text);
}

beforeAll(() => {
  for (const [path, text] of Object.entries(FILES)) write(join("company", path), text);
  for (const name of ["nanp-npa.csv", "e164-country-codes.csv"])
    write(
      join("company/rate-cards/numbering", name),
      readFileSync(join(root, "rate-cards/numbering", name), "utf8"),
    );
  write(join("dearer", PLAN), FILES[PLAN].replace('ratePerMinute: "0.06"', 'ratePerMinute: "0.09"'));
  write("first.csv", [line("1", { at: "2026-03-31 10:00:00" }), line("2")].join(""));
  write("late.csv", line("late", { at: "2026-03-30 10:00:00", seconds: 61 }));
  const main = join(root, "services/cli/src/main.ts");
  const command = `exec '${process.execPath}' '${main}' --data '${at("data")}' --now 2026-05-01T06:00Z "$@"`;
  write("bin/tollwright", `#!/bin/sh\n${command}\n`);
  chmodSync(at("bin", "tollwright"), 0o755);
  const made = shell("tollwright load company --by finance && tollwright ingest --source pbx first.csv");
  expect(`${made.status} ${made.stderr}`).toMatch(/^0 /);
});

function shell(script: string) {
  return spawnSync("sh", ["-ec", script], {
    cwd: test.dataFolder,
    encoding: "utf8",
    env: {
      ...process.env,
      DATABASE_URL: test.server.connectionString,
      PATH: `${at("bin")}:${process.env["PATH"]}`,
    },
  });
}

/** What an example must say, by a word of its own. */
const SAYS: readonly (readonly [string, readonly RegExp[]])[] = [
  ["calls sum-days", [/^\d+ days? summed$/m]],
  ["unbilled", [/acme +2026-03 +unbilled +yes +1 /]],
  ["close --period 2026-04", [/acme +March 2026 +-0\.06 +0\.18 +0\.12/]],
  ["explain charge", [/March 2026, corrected: Calls, interstate/, /Both equations hold/]],
  ["versions diff", [/products\[calls\]\.price\.rate\.ratePerMinute: 0\.06 becomes 0\.09/]],
  ["rerate --period", [/acme +2026-04 +1 +0\.060000 +1 +0\.090000 +0\.030000 +yes/]],
  ["close --period 2026-05", [/acme +April 2026 +-0\.06 +0\.09 +0\.03/]],
];

describe("docs/closing.md", () => {
  it("has examples", () => expect(examples.length).toBe(8));

  it.each(examples)("%s", (example) => {
    const { status, stdout, stderr } = shell(example);
    expect(`${status} ${stderr}`).toMatch(/^0 /);
    for (const [word, patterns] of SAYS)
      if (example.includes(word)) for (const pattern of patterns) expect(stdout).toMatch(pattern);
  });

  it("the spreadsheet's calls and the PDF are there for the invoice that corrects March", () => {
    const csv = readFileSync(at("out/acme/ST-2026-000002.csv"), "utf8");
    expect(csv.match(/acme\/main\/flat\/calls\/interstate@2026-03/g)).toHaveLength(2);
    expect(readFileSync(at("out/acme/ST-2026-000002.pdf")).subarray(0, 5).toString()).toBe("%PDF-");
  });
});
