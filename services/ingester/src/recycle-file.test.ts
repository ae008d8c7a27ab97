import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Instant, parseInstant } from "@tollwright/calendar";
import { type OpenRecord, Source } from "@tollwright/cdr";
import { afterEach, beforeEach, expect, it } from "vitest";
import { recycleFile } from "./recycle-file.ts";

const source = Source.parse({ id: "pbx", description: "A switch.", format: "asterisk-csv", zone: "UTC" });
const readAt = parseInstant("2026-05-01T06:00:00Z") as Instant;

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tw-recycle-"));
});
afterEach(() => rm(folder, { recursive: true }));

const call = (id: number): string =>
  `"","1","2","c","","SIP/a-1","","Dial","","2026-04-07 10:00:00","2026-04-07 10:00:00","2026-04-07 10:01:00",60,60,"ANSWERED","D","${id}","","","${id}",1`;

/** A record as it was set aside; `name` is its number here. */
function aside(id: number, offset: number, length: number, facts: Partial<OpenRecord> = {}): OpenRecord {
  return {
    id: BigInt(id),
    bucket: "suspended",
    reason: "RECORD_QUOTING",
    message: "as it was",
    wayOut: "",
    record: { fileHash: "f", offset, length, line: 1 },
    source: "pbx",
    keyDay: null,
    callKey: null,
    milliseconds: null,
    ...facts,
  };
}

/** What became of each record, in order: `1: call call`. */
async function recycled(
  text: string,
  records: readonly OpenRecord[],
  pageSize = 2,
): Promise<readonly string[]> {
  const path = join(folder, "file");
  await writeFile(path, text);
  const recordsFrom = async (from: number) =>
    records.filter(({ record: { offset } }) => offset >= from).slice(0, pageSize);
  const told: string[] = [];
  for await (const settlement of recycleFile({ source, path, fileHash: "f", readAt, recordsFrom })) {
    const became = settlement?.becomes.map((one) =>
      one.kind === "setAside" ? `${one.setAside.bucket} ${one.setAside.reason}` : one.kind,
    );
    told.push(became === undefined ? "as before" : `${settlement?.takes[0]?.id}: ${became.join(", ")}`);
  }
  return told;
}

const lines = (count: number) => Array.from({ length: count }, (_, index) => call(index));
const length = call(1).length;

it("takes the records that are asked for, and none beside them", async () => {
  const text = `${lines(5).join("\n")}\n`;
  const at = (line: number) => aside(line, line * (length + 1), length);
  expect(await recycled(text, [at(0), at(2), at(4)])).toEqual(["0: call", "2: call", "4: call"]);
  expect(await recycled(text, [])).toEqual([]);
});

it.each([1, 2, 500])("in a large file, %i at a time", async (pageSize) => {
  const all = lines(20_000);
  const places: number[] = [];
  let offset = 0;
  for (const each of all) {
    places.push(offset);
    offset += each.length + 1;
  }
  const chosen = Array.from({ length: 100 }, (_, index) => index * 200 + 7);
  const records = chosen.map((line) => aside(line, places[line] ?? 0, all[line]?.length ?? 0));
  const expected = chosen.map((line) => `${line}: call`);
  expect(await recycled(`${all.join("\n")}\n`, records, pageSize)).toEqual(expected);
});

it("one broken stretch can be several records now", async () => {
  const text = `${call(1)}\n${call(2)}\n${call(3)}\n`;
  expect(await recycled(text, [aside(1, 0, 2 * length + 1)])).toEqual(["1: call, call"]);
  expect(await recycled(text, [aside(1, length + 1, 2 * length + 1)])).toEqual(["1: call, call"]);
});

it("one that would reach into its neighbour stays as it was, for the neighbour is in the books", async () => {
  expect(await recycled(`${call(1)}\n${call(2)}\n`, [aside(1, 0, length - 5)])).toEqual(["as before"]);
});

it("where no record begins any more it is ignored, and not lost", async () => {
  expect(await recycled(`${call(1)}\n`, [aside(1, 5, 10)])).toEqual(["1: ignored NOT_A_CALL"]);
});

it("the same fault again is no change; another fault is", async () => {
  const broken = aside(1, 0, 6, { reason: "RECORD_COLUMNS", message: "1 columns" });
  expect(await recycled("broken\n", [broken])).toEqual(["as before"]);
  expect(await recycled("broken\n", [{ ...broken, message: "2 columns" }])).toEqual([
    "1: suspended RECORD_COLUMNS",
  ]);
});
