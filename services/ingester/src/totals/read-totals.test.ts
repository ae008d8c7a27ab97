import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type Instant, parseInstant } from "@tollwright/calendar";
import { addCall, Source } from "@tollwright/cdr";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { readLooseFile } from "../read-file.ts";
import { readTotals, type Totals } from "./read-totals.ts";
import { accountsOf, addReading, emptyTally } from "./tally.ts";

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

const totalsOf = (path: string, bytesAStretch: number, threads = 1): Promise<Totals> =>
  readTotals({ source, files: [path], readAt, threads, bytesAStretch });

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
    const request = { source, files: [join(folder, "none.csv"), fileOf(content)], readAt, threads: 1 };
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

describe("pieces of calls, joined over all files", () => {
  const proxy = Source.parse({
    id: "proxy",
    description: "a test proxy",
    format: "flatstore",
    zone: "UTC",
    columns: ["method", "from_tag", "to_tag", "callid", "sip_code", "sip_reason", "time", "from", "to"],
  });
  const START = Date.parse("2026-04-07T14:00:00Z") / 1000;
  const invite = (id: number): string => `INVITE|a|b|${id}|200|OK|${START}|13125550142|12125550100\n`;
  const bye = (id: number): string => `BYE|a|b|${id}|200|OK|${START + 60}||\n`;
  const proxyTotals = async (contents: readonly (string | Uint8Array)[], threads: number) => {
    const { tally, problems } = await readTotals({
      source: proxy,
      files: contents.map(fileOf),
      readAt,
      threads,
    });
    const aside = [...tally.setAside].map(([key, { records }]) => `${key} ${records}`).sort();
    return {
      records: tally.records,
      calls: tally.accounts.get(""),
      aside,
      codes: problems.map(({ code }) => code),
    };
  };
  const minutes = (calls: number) => ({ calls, answered: calls, milliseconds: calls * 60_000 });

  it.each([0, 2])("in either order, one twice, one alone; with %i threads", async (threads) => {
    expect(await proxyTotals([bye(1) + invite(2), invite(1) + bye(3), bye(2) + bye(1)], threads)).toEqual({
      ...{ records: 6, calls: minutes(2), codes: [] },
      aside: ["merged PART_MERGED 2", "pending PART_WAITING 1", "duplicate DUPLICATE_CALL 1"].sort(),
    });
  });

  it.each([0, 2])(
    "more than a thread hands over; with %i threads",
    async (threads) => {
      const ids = Array.from({ length: 12_000 }, (_, id) => id);
      const files = [ids.map((id) => invite(id) + bye(id)).join(""), ""];
      expect(await proxyTotals(files, threads)).toEqual({
        ...{ records: 24_000, calls: minutes(12_000), codes: [] },
        aside: ["merged PART_MERGED 12000"],
      });
    },
    30_000,
  );

  it.each([0, 2])("those of a file that is cut off count nowhere; with %i threads", async (threads) => {
    const cut = gzipSync(bye(1) + invite(2)).subarray(0, -12);
    expect(await proxyTotals([invite(1), bye(2), cut], threads)).toEqual({
      ...{ records: 2, calls: undefined, codes: ["FILE_UNREADABLE"] },
      aside: ["pending PART_WAITING 2"],
    });
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
        const accountOf = accountsOf(whole);
        for await (const reading of readLooseFile({ source, path, readAt })) {
          addReading(whole, reading);
          for (const call of reading.calls) addCall(accountOf(call.accountHint ?? ""), call);
        }
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
