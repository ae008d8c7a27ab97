import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "../postgres/test-database.ts";
import { root, tollwright } from "../processes/command.ts";
import { line } from "./intake-records.ts";

const test = testDatabase();
const at = (...path: string[]) => join(test.dataFolder, ...path);
const document = readFileSync(join(root, "docs/intake.md"), "utf8");
const examples = [...document.matchAll(/```sh\n([\s\S]*?)```/g)].map((match) => match[1] ?? "");

beforeAll(async () => {
  const env = { DATABASE_URL: test.server.connectionString };
  const loaded = await tollwright(["--data", at("data"), "load", "rate-cards", "--by", "finance"], env);
  expect(`${loaded.code} ${loaded.stderr}`).toMatch(/^0 /);
  for (const folder of ["older", "drop", "logs", "bin"]) mkdirSync(at(folder));
  writeFileSync(at("Master.csv"), line("1.1"));
  writeFileSync(at("older", "Master.csv"), line("1.2"));
  writeFileSync(at("drop", "Master.csv"), line("1.3"));
  writeFileSync(at("logs", "Master.csv"), line("1.4"));
  // A command of that name: dates of the examples do not grow old, and one record stays out.
  const main = join(root, "services/cli/src/main.ts");
  const command = `exec '${process.execPath}' '${main}' --data '${at("data")}' --now 2026-05-01T06:00Z "$@"`;
  writeFileSync(at("bin", "tollwright"), `#!/bin/sh\n${command}\n`);
  chmodSync(at("bin", "tollwright"), 0o755);
  const pipe = (text: string) => shell(`printf '%s' '${text}' | tollwright ingest --source asterisk-chi -`);
  expect(pipe("no record").status).toBe(1);
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

describe("docs/intake.md", () => {
  it("has examples", () => expect(examples.length).toBe(4));

  it.each(examples)("%s", (example) => {
    const { status, stdout, stderr } = shell(example);
    expect(`${status} ${stderr}`).toMatch(/^0 /);
    if (example.includes("calls raw")) expect(stdout).toBe("no record");
  });
});
