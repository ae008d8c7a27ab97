import { join } from "node:path";
import { type Instant, instant } from "@tollwright/calendar";
import { writeFileAtomic } from "@tollwright/files";
import { type Audit, audit, unbilledUsage } from "@tollwright/postgres";
import { expect } from "vitest";
import type { Context } from "../../../services/cli/src/context.ts";
import { ingestFiles } from "../../../services/cli/src/steps/ingest-files.ts";
import { type Story, story, value } from "../main-job/small-company.ts";
import type { TestDatabase } from "../postgres/test-database.ts";

/** A proxy that writes INVITE and BYE, and a border controller that writes START, INTERMEDIATE and STOP. */
export const SWITCHES = {
  "rate-cards/companies/small/sources/proxy.yaml": `id: proxy
description: A proxy.
format: flatstore
zone: America/New_York
columns: [method, from_tag, to_tag, callid, sip_code, sip_reason, time, from, to]
attribution: [number]
estimateAfterHours: 48
`,
  "rate-cards/companies/small/sources/sbc.yaml": `id: sbc
description: A border controller.
format: ribbon-act
zone: America/New_York
attribution: [number]
estimateAfterHours: 48
`,
};

/** 7 April, 10:00:00 in New York. */
const TEN = Date.parse("2026-04-07T14:00:00Z") / 1000;

/** Within an hour of the calls, when their other pieces may still come; and long after. */
export const SOON: Instant = instant((TEN + 3_600) * 1000);
export const LATE: Instant = instant(Date.parse("2026-05-01T06:00:00Z"));

export function invite(id: string, after = 0): string {
  return `INVITE|a|b|${id}|200|OK|${TEN + after}|16035550100|12125550123\n`;
}
export function bye(id: string, after = 60): string {
  return `BYE|a|b|${id}|200|OK|${TEN + after}||\n`;
}

/** A record of the border controller: cells by their position from 1. */
function ribbon(kind: string, columns: number, id: string, cells: Readonly<Record<number, string>>): string {
  const named = { 2: "SBC", 3: id, 5: "GMT-05:00-Eastern(US)", 6: "04/07/2026", 7: "10:00:00.0", ...cells };
  const all = Array.from(
    { length: columns - 1 },
    (_, index) => named[(index + 2) as keyof typeof named] ?? "",
  );
  return `${[kind, ...all].join(",")}\n`;
}

const clock = (seconds: number): string =>
  `10:${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}.0`;
const UNITS_PER_SECOND = 100;

export function start(id: string): string {
  return ribbon("START", 191, id, { 10: "0", 15: "16035550100", 16: "12125550123" });
}
export function intermediate(id: string, seconds: number): string {
  const moment = { 9: "0", 10: "04/07/2026", 11: clock(seconds), 12: `${seconds * UNITS_PER_SECOND}` };
  return ribbon("INTERMEDIATE", 170, id, { ...moment, 17: "16035550100", 18: "12125550123" });
}
export function stop(id: string, seconds: number): string {
  const end = {
    10: "0",
    11: "04/07/2026",
    12: clock(seconds),
    14: `${seconds * UNITS_PER_SECOND}`,
    15: "16",
  };
  return ribbon("STOP", 223, id, { ...end, 20: "16035550100", 21: "12125550123", 118: "0" });
}

let stories = 0;

export async function storyWithSwitches(test: TestDatabase): Promise<Story> {
  stories += 1;
  const on = await story(test, `mediation_${stories}`);
  await on.load(SWITCHES);
  return on;
}

let written = 0;

async function writeRecords(on: Context, text: string): Promise<string> {
  written += 1;
  const path = join(on.dataFolder, `file-${written}`);
  await writeFileAtomic(path, text);
  return path;
}

/** One run over files, each given by its text, at a moment. */
export async function take(
  on: Context,
  {
    source,
    texts,
    at = SOON,
  }: { readonly source: string; readonly texts: readonly string[]; readonly at?: Instant },
): Promise<void> {
  const paths: string[] = [];
  for (const text of texts) paths.push(await writeRecords(on, text));
  value(await ingestFiles({ ...on, clock: () => at }, { source, files: paths }));
}

/** Records and seconds by bucket, over all files: `accepted 1 60`. Both equations hold, and the rows agree. */
export async function balance(on: Context): Promise<readonly string[]> {
  const found: Audit = await audit(on.database);
  expect(found.differences).toEqual([]);
  expect(found.rows.filter(({ balanced }) => !balanced)).toEqual([]);
  const sums = new Map<string, { records: number; seconds: number }>();
  for (const row of found.rows) {
    for (const [bucket, { records, milliseconds }] of Object.entries(row.buckets)) {
      const sum = sums.get(bucket) ?? { records: 0, seconds: 0 };
      sums.set(bucket, {
        records: sum.records + records,
        seconds: sum.seconds + Number(milliseconds) / 1000,
      });
    }
  }
  return [...sums]
    .filter(([, { records, seconds }]) => records !== 0 || seconds !== 0)
    .map(([bucket, { records, seconds }]) => `${bucket} ${records} ${seconds}`);
}

/** What is rated and on no invoice: calls and money. */
export async function unbilled(on: Context): Promise<readonly string[]> {
  return (await unbilledUsage(on.database)).map(
    ({ account, period, calls, charge }) => `${account} ${period} ${calls} ${charge}`,
  );
}
