import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Random, random } from "./random.ts";

export type CdrFile = {
  readonly path: string;
  readonly records: number;
  readonly seed: number;
  /** Of these, so many in a hundred repeat an earlier line byte for byte. */
  readonly duplicatesInHundred: number;
  /** As many customers as a small carrier has, where nothing is said. */
  readonly accountCodes?: readonly string[];
  /** The days of the month that the calls are spread over; all of it where nothing is said. */
  readonly days?: { readonly from: number; readonly until: number };
};

/** The days over which calls are spread, in order of time, as a switch writes them. */
const FIRST_DAY = Date.UTC(2026, 3, 1);
const DAYS = 30;
const WHOLE_MONTH = { from: 0, until: DAYS };
const ACCOUNT_CODES = Array.from({ length: 2_000 }, (_, index) => `bench-${String(index).padStart(4, "0")}`);

const LINES_A_PIECE = 2_000;
/** How far behind its original a repeated line stands, at most. */
const REMEMBERED_LINES = 1_000;

/**
 * `Master.csv` of Asterisk with 21 columns: calls of a month in order of time, seven of eight answered, from the
 * demonstration company's trunk to numbers of its deck, each under one of 2,000 account codes.
 */
export async function writeCdrFile(file: CdrFile): Promise<void> {
  await pipeline(Readable.from(pieces(file)), createWriteStream(file.path));
}

function* pieces(file: CdrFile): Generator<string> {
  const { records, seed, duplicatesInHundred, days = WHOLE_MONTH, accountCodes = ACCOUNT_CODES } = file;
  const chance = random(seed);
  const recent: string[] = [];
  let piece = "";
  for (let index = 0; index < records; index += 1) {
    const repeats = recent.length > 0 && chance.below(100) < duplicatesInHundred;
    const line = repeats
      ? (recent[chance.below(recent.length)] ?? "")
      : cdrLine({ index, start: startOf(index / records, days), seed, chance, accountCodes });
    recent[index % REMEMBERED_LINES] = line;
    piece += line;
    if ((index + 1) % LINES_A_PIECE === 0) {
      yield piece;
      piece = "";
    }
  }
  yield piece;
}

const DAY_MILLISECONDS = 86_400_000;
const AREA_CODES = ["201", "212", "305", "312", "404", "512", "602", "603", "617", "702", "713", "808"];
const NOT_ANSWERED = ["NO ANSWER", "BUSY", "FAILED"];

function startOf(share: number, { from, until }: NonNullable<CdrFile["days"]>): number {
  return FIRST_DAY + Math.floor((from + share * (until - from)) * DAY_MILLISECONDS);
}

function cdrLine(call: {
  readonly index: number;
  readonly start: number;
  readonly seed: number;
  readonly chance: Random;
  readonly accountCodes: readonly string[];
}): string {
  const { index, start, seed, chance, accountCodes } = call;
  const ring = 1 + chance.below(20);
  const answered = chance.below(8) > 0;
  const talk = answered ? 1 + chance.below(30) * chance.below(30) : 0;
  const account = accountCodes[chance.below(accountCodes.length)] ?? "";
  const from = `13125550${100 + chance.below(40)}`;
  const to = `1${AREA_CODES[chance.below(AREA_CODES.length)]}55501${String(chance.below(100)).padStart(2, "0")}`;
  const channel = (index * 2).toString(16).padStart(8, "0");
  const uniqueId = `${Math.floor(start / 1000)}.${seed}${String(index).padStart(8, "0")}`;
  const answer = answered ? `"${stamp(start + ring * 1000)}"` : "";
  return (
    `"${account}","${from}","${to}","from-customer","""Lake Shore, Front Desk"" <${from}>",` +
    `"PJSIP/lakeshore-chicago-${channel}","PJSIP/carrier-chi-1-${channel}","Dial","PJSIP/${to}@carrier-chi-1,60",` +
    `"${stamp(start)}",${answer},"${stamp(start + (ring + talk) * 1000)}",${ring + talk},${talk},` +
    `"${answered ? "ANSWERED" : NOT_ANSWERED[chance.below(3)]}","DOCUMENTATION","${uniqueId}","","","${uniqueId}",${index}\n`
  );
}

function stamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 19).replace("T", " ");
}

/** The same calls as log rotation leaves them: so many files, one behind the other in time. */
export async function writeCdrFiles(
  folder: string,
  count: number,
  month: Omit<CdrFile, "path" | "days">,
): Promise<string[]> {
  const paths: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const path = join(folder, `Master-${String(index).padStart(2, "0")}.csv`);
    const days = { from: (index * DAYS) / count, until: ((index + 1) * DAYS) / count };
    const records = Math.floor(month.records / count);
    await writeCdrFile({ ...month, path, records, seed: month.seed * 100 + index, days });
    paths.push(path);
  }
  return paths;
}
