import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type Instant, parseInstant } from "@tollwright/calendar";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Output } from "../output.ts";
import { callsRead } from "./calls-read.ts";

const SOURCE = `id: proxy
description: OpenSIPS
format: flatstore
zone: UTC
columns: [method, from_tag, to_tag, callid, sip_code, sip_reason, time, account, from, to]
`;
/** Two pieces and a call that came whole, so that files are read a second time. */
const ROWS = `INVITE|a|b|c1|200|OK|1775570590|acme|13125550142|12125550100
BYE|a|b|c1|200|OK|1775570662|||
INVITE|d||c2|486|Busy Here|1775570700|acme|13125550142|12125550101
`;

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "calls-read-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it("a file that is damaged is told, and the others are read", async () => {
  const at = (name: string): string => join(folder, name);
  const packed = gzipSync(ROWS);
  await writeFile(at("proxy.yaml"), SOURCE);
  await writeFile(at("acc_1.log.gz"), packed);
  await writeFile(at("acc_2.log.gz"), packed.subarray(0, packed.length - 12));
  await writeFile(at("acc_3.log"), "PK\u0003\u0004 a zip file");
  const [written, told]: [string[], string[]] = [[], []];
  const output: Output = {
    json: true,
    write: (text) => {
      written.push(String(text));
    },
    progress: (text) => {
      told.push(text);
    },
    update: () => {},
  };
  const readAt = parseInstant("2026-05-01T06:00Z") as Instant;
  const patterns = ["acc_1.log.gz", "acc_2.log.gz", "acc_3.log"].map(at);
  await callsRead(output, { patterns, options: { source: at("proxy.yaml"), balance: false }, readAt });
  expect(written.join("").trimEnd().split("\n")).toHaveLength(2);
  expect(told.join("\n").match(/FILE_[A-Z]+/g)).toEqual(["FILE_CORRUPT", "FILE_COMPRESSION"]);
  expect(process.exitCode).toBe(1);
  process.exitCode = undefined;
});
