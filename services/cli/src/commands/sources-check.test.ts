import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Instant, parseInstant } from "@tollwright/calendar";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Output } from "../output.ts";
import { sourcesCheck } from "./sources-check.ts";

const SOURCE = `id: small
description: Three columns
format: mapped
zone: America/Chicago
layout:
  kind: delimited
  fields:
    from: 1
    start: { column: 2, time: MM/DD/YYYY HH:mm }
    answer: { rule: start }
    billable: { column: 3, unit: seconds }
  answered: always
  key: weak
`;

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sources-check-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(() => {
  process.exitCode = undefined;
});

async function check(
  files: { readonly source?: string; readonly content?: string },
  json = false,
  rows = 20,
) {
  const source = join(folder, "small.yaml");
  const file = join(folder, "calls.csv");
  await writeFile(source, files.source ?? SOURCE);
  if (files.content !== undefined) await writeFile(file, files.content);
  const texts: string[] = [];
  const output: Output = {
    json,
    write: (text) => {
      texts.push(String(text));
    },
    progress: () => {},
    update: () => {},
  };
  const readAt = parseInstant("2026-05-01T06:00Z") as Instant;
  const asked = { source, file: files.content === undefined ? `${file}.none` : file, rows, readAt };
  const answered = await sourcesCheck(output, asked);
  const exitCode = process.exitCode;
  process.exitCode = undefined;
  return { written: texts.join(""), problems: answered?.problems ?? [], exitCode };
}

describe("sources check", () => {
  it("shows rows and doubts, and succeeds where nothing was refused", async () => {
    const { written, exitCode } = await check({ content: "3125550142,04/07/2026 10:03,72\n" });
    expect(exitCode).toBeUndefined();
    expect(written).toContain("small, format mapped: 1 record. Clocks show America/Chicago.");
    expect(written).toMatch(
      /1 {2}call +3125550142 +2026-04-07 10:03:00 {2}10:03:00 +72 {2}yes +unknown +weak/,
    );
    expect(written).toContain("1 call, 1 answered, 72 s; 0 ignored, 0 refused.");
    expect(written).toContain("date-order: no day is past the 12th");
    expect(written).toContain("way out: name the columns that identify a call");
  });

  it("exits with 1 where records were refused, with a document for machines too", async () => {
    const { written, exitCode } = await check({ content: "a,04/07/2026 10:03,72\nb,x,1\nc,x,1\n" }, true, 2);
    expect(exitCode).toBe(1);
    expect(JSON.parse(written)).toMatchObject({
      source: "small",
      records: 3,
      calls: 1,
      suspended: 2,
      rows: [
        { line: 1, outcome: "call" },
        { line: 2, outcome: "suspended" },
      ],
    });
    expect(JSON.parse(written).rows).toHaveLength(2);
  });

  it("control characters of a file do not reach the terminal", async () => {
    const { written } = await check({ content: "\u001b[31m,04/07/2026 10:03,72\n" });
    expect(written).toContain("\\x1b[31m");
    expect(written).not.toContain("\u001b");
  });

  it("a description that is wrong is refused with its place", async () => {
    const { problems } = await check({ source: SOURCE.replace("unit: seconds", "unit: sec"), content: "" });
    expect(problems).toMatchObject([{ path: "layout.fields.billable.unit", line: 11 }]);
  });

  it("what the format does not look at is refused, with its place and the way out", async () => {
    const { problems } = await check({ source: `${SOURCE}billingBase: milliseconds\n`, content: "" });
    expect(problems).toEqual([
      {
        code: "SETTING_UNUSED",
        message: "billingBase: the format mapped does not look at it",
        path: "billingBase",
        file: expect.stringMatching(/small\.yaml$/),
        line: 14,
        wayOut: "Take it out; a layout says it in the unit of fields.billable.",
      },
    ]);
  });

  it("a file that is not there, or is cut off, is told as that", async () => {
    expect((await check({})).problems).toMatchObject([{ code: "FILE_MISSING" }]);
    expect((await check({ content: "PK\u0003\u0004" })).problems).toMatchObject([
      { code: "FILE_COMPRESSION" },
    ]);
  });
});
