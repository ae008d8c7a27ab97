import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type Instant, parseInstant } from "@tollwright/calendar";
import { Source } from "@tollwright/cdr";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { readLooseFile } from "../read-file.ts";
import { readTotals, type Totals } from "./read-totals.ts";
import { addReading, emptyTally } from "./tally.ts";

const folder = mkdtempSync(join(tmpdir(), "tw-totals-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const source = Source.parse({
  id: "pbx",
  description: "a test switch",
  format: "asterisk-csv",
  zone: "America/Chicago",
});
const readAt = parseInstant("2026-05-01T06:00:00Z") as Instant;

function line(facts: {
  readonly account?: string;
  readonly clid?: string;
  readonly billsec?: number;
  readonly disposition?: string;
}): string {
  const { account = "acme", clid = "Ann", billsec = 72, disposition = "ANSWERED" } = facts;
  return (
    `"${account}","13125550142","12125550100","from-trunk","${clid}","SIP/acme-0000a1b2","SIP/carrier-0000a1b3","Dial","",` +
    `"2026-04-07 10:03:00","2026-04-07 10:03:10","2026-04-07 10:04:22",82,${billsec},"${disposition}","DOCUMENTATION","17.1","","","17.1",7\n`
  );
}

let files = 0;
function fileOf(content: string | Uint8Array): string {
  files += 1;
  const path = join(folder, `Master-${files}.csv`);
  writeFileSync(path, content);
  return path;
}

const totalsOf = (path: string, bytesAStretch: number, workers = 1): Promise<Totals> =>
  readTotals({ source, files: [path], readAt, workers, bytesAStretch });

describe("sums by account code", () => {
  const content =
    line({}) +
    line({ account: "acme", billsec: 10, disposition: "NO ANSWER" }) +
    line({ account: "" }) +
    line({ billsec: 83 }) +
    "too,few\n";

  it("counts calls, answered ones and their seconds, and says what is set aside and where", async () => {
    const { tally, problems } = await totalsOf(fileOf(content), 1_000_000);
    expect([...tally.accounts]).toEqual([
      ["acme", { calls: 2, answered: 1, milliseconds: 72_000 }],
      ["", { calls: 1, answered: 1, milliseconds: 72_000 }],
    ]);
    expect(tally.records).toBe(5);
    expect(problems.map(({ code, line: at }) => [code, at])).toEqual([
      ["RECORD_DURATION", 4],
      ["RECORD_COLUMNS", 5],
    ]);
  });

  it("reads a compressed file, which has no stretches", async () => {
    const { tally } = await totalsOf(fileOf(gzipSync(content)), 100);
    expect(tally.records).toBe(5);
  });

  it("tells of a file that cannot be read, and reads the others", async () => {
    const request = { source, files: [join(folder, "none.csv"), fileOf(content)], readAt, workers: 1 };
    const { tally, problems } = await readTotals(request);
    expect(tally.records).toBe(5);
    expect(problems[0]?.code).toBe("FILE_UNREADABLE");
  });

  it("counts the same on several threads, and the lines of later stretches from the file's beginning", async () => {
    const path = fileOf(line({}).repeat(500) + content);
    const { tally, problems } = await totalsOf(path, 2_000, 2);
    expect(tally.records).toBe(505);
    expect(tally.accounts.get("acme")).toEqual({ calls: 502, answered: 501, milliseconds: 501 * 72_000 });
    expect(problems.map(({ line: at }) => at)).toEqual([504, 505]);
  });
});

it("the sums are those of one reader from first byte to last, wherever the file is cut", async () => {
  const piece = fc.constantFrom(
    line({}),
    line({ account: "other", billsec: 5 }),
    line({ clid: "two\nlines" }),
    line({ clid: 'a ""quote""\r\nand\nmore' }),
    line({ clid: "Zoë" }),
    line({ billsec: 83 }),
    '"a quote that never closes\n',
    "\n",
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 3_000 }),
      async (pieces, size) => {
        const path = fileOf(pieces.join(""));
        const whole = emptyTally();
        for await (const reading of readLooseFile({ source, path, readAt })) addReading(whole, reading);
        const { tally } = await totalsOf(path, size);
        expect(tally.accounts).toEqual(whole.accounts);
        expect(tally.records).toBe(whole.records);
        const reasons = ({ setAside }: typeof whole) =>
          [...setAside].map(([key, { first, records }]) => [
            key,
            first.record.offset,
            first.message,
            records,
          ]);
        expect(reasons(tally)).toEqual(reasons(whole));
      },
    ),
    { numRuns: 60 },
  );
});
