import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Instant, parseInstant } from "@tollwright/calendar";
import type { Problem } from "@tollwright/problem";
import { documentsFrom } from "@tollwright/rate-card";
import { Command } from "commander";
import { afterAll, describe, expect, it } from "vitest";
import type { Runner } from "../command-line.ts";
import { addRates } from "./rates.ts";

const folder = mkdtempSync(join(tmpdir(), "rates-"));
afterAll(() => rmSync(folder, { recursive: true }));

const RATES = "Code,Name,Rate\n44,UK,0.01\n52,Mexico,0.025\n";

/** Runs a command of the group, and gives what it wrote and what it refused. */
async function rates(...words: readonly string[]) {
  let text = "";
  let problems: readonly Problem[] = [];
  const output = {
    json: true,
    write: (piece: string | Uint8Array) => {
      text += String(piece);
    },
    progress: () => {},
    update: () => {},
  };
  const plain: Runner["plain"] = async (work) => {
    problems = (await work(output))?.problems ?? [];
  };
  const program = new Command();
  const runner = { plain, clock: () => parseInstant("2026-04-20T00:00:00Z") as Instant } as Runner;
  addRates(program, runner);
  await program.parseAsync(["node", "tollwright", "rates", ...words]);
  return {
    answered: text === "" ? null : JSON.parse(text),
    problems: problems.map(({ code, line }) => `${code} ${line}`),
  };
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe("import", () => {
  it("writes deck.yaml and the rows, which load only after somebody has confirmed them", async () => {
    const out = join(folder, "decks/az");
    const { answered, problems } = await rates("import", file("a z.csv", RATES), "--id", "az", "--out", out);
    expect(problems).toEqual([]);
    expect(answered).toMatchObject({ id: "az", problems: [], warnings: [] });
    const files = ["deck.yaml", "a-z.csv"].map((name) => ({
      path: `decks/az/${name}`,
      text: readFileSync(join(out, name), "utf8"),
    }));
    expect(documentsFrom(files).problems.map(({ code }) => code)).toEqual(["DECK_UNCONFIRMED"]);
    expect((await rates("import", file("a z.csv", RATES), "--out", out)).problems).toEqual([
      "DECK_EXISTS undefined",
    ]);
    expect((await rates("check", out)).answered).toMatchObject({
      decks: [{ id: "az", rows: 2 }],
      problems: [],
    });
  });

  it("with --yes is ready to load", async () => {
    const out = join(folder, "decks/ready");
    await rates("import", file("b.csv", RATES), "--yes", "--full", "--increments", "30/6", "--out", out);
    const yaml = readFileSync(join(out, "deck.yaml"), "utf8");
    expect(yaml).not.toContain("confirmed");
    expect(yaml).toContain("delivery: full");
    expect(yaml).toContain("initialSeconds: 30");
  });
});

describe("check", () => {
  it("lists every bad row of a carrier's file by its number, and writes nothing", async () => {
    const path = file("bad.csv", `${RATES}4O,Typo,0.1\n53,Cuba,"0,7"\n54,Argentina,99\n`);
    expect((await rates("check", path)).problems).toEqual(["DECK_ROW 4", "DECK_ROW 5", "DECK_ROW 6"]);
    expect(existsSync(join(folder, "deck.yaml"))).toBe(false);
  });

  it.each([
    ["a file that is not there", "nothing.csv", null, "FILE_MISSING"],
    ["a page", "page.xls", "<html></html>", "DECK_FILE"],
    ["what is no list of rates", "letter.csv", "Dear customer,\n", "DECK_GUESS"],
  ])("%s", async (_, name, text, code) => {
    const path = text === null ? join(folder, name) : file(name, text);
    expect((await rates("check", path)).problems).toEqual([`${code} undefined`]);
  });
});
