import { type Instant, parseInstant } from "@tollwright/calendar";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asteriskCsvReader } from "./asterisk-csv.ts";
import { asteriskCsvSums } from "./asterisk-csv-sums.ts";
import { type AccountSums, type SumsReader, summed } from "./call-sums.ts";
import { Source } from "./source.ts";

const source = Source.parse({
  id: "pbx",
  description: "a test switch",
  format: "asterisk-csv",
  zone: "America/Chicago",
  seventeenthColumn: "uniqueid",
});
const settings = { source, readAt: parseInstant("2026-11-20T06:00:00Z") as Instant };
const FILE = "0".repeat(64);

type Line = {
  readonly account: string;
  readonly src: string;
  readonly start: string;
  readonly answer: string;
  readonly end: string;
  readonly duration: string;
  readonly billsec: string;
  readonly disposition: string;
  readonly behind: string;
};

const GOOD: Line = {
  account: "acme",
  src: "13125550142",
  start: "2026-04-07 10:03:00",
  answer: "2026-04-07 10:03:10",
  end: "2026-04-07 10:04:22",
  duration: "82",
  billsec: "72",
  disposition: "ANSWERED",
  behind: ',"17.1","","","17.1",7',
};

function lineOf(line: Line): string {
  const { account, src, start, answer, end, duration, billsec, disposition, behind } = line;
  const cells = [account, src, "12125550100", "from-trunk", "Ann", "SIP/a-1", "SIP/b-1", "Dial", "", start];
  return `"${cells.join('","')}","${answer}","${end}",${duration},${billsec},"${disposition}","DOCUMENTATION"${behind}\n`;
}

type Told = { readonly sums: Map<string, AccountSums>; readonly rest: unknown };

/** By the reader for sums, and by the reader that gives every call. */
function bothWays(text: string): { readonly quick: Told; readonly full: Told } {
  const told = (reader: SumsReader): Told => {
    const sums = new Map<string, AccountSums>();
    const accountOf = (code: string) => {
      const account = sums.get(code) ?? { calls: 0, answered: 0, milliseconds: 0 };
      sums.set(code, account);
      return account;
    };
    const bytes = new TextEncoder().encode(text);
    // Of what another file left behind nothing may be seen.
    reader.begin("1".repeat(64), () => ({ calls: 0, answered: 0, milliseconds: 0 }));
    reader.read(bytes.subarray(0, bytes.length / 2));
    reader.begin(FILE, accountOf);
    const { setAside, records, recordsWithExtraColumns, nextOffset } = reader.read(bytes);
    return { sums, rest: { setAside, records, recordsWithExtraColumns, nextOffset } };
  };
  return {
    quick: told(asteriskCsvSums(settings)),
    full: told(summed((fileHash) => asteriskCsvReader({ ...settings, fileHash, resumeAt: 0 }))),
  };
}

describe("sums of Master.csv", () => {
  it("are those of its calls, by account code", () => {
    const text = [
      GOOD,
      { ...GOOD, billsec: "10", disposition: "BUSY" },
      { ...GOOD, account: "" },
      { ...GOOD, billsec: "83" },
    ];
    const { quick } = bothWays(text.map(lineOf).join(""));
    expect([...quick.sums]).toEqual([
      ["acme", { calls: 2, answered: 1, milliseconds: 72_000 }],
      ["", { calls: 1, answered: 1, milliseconds: 72_000 }],
    ]);
    expect(quick.rest).toMatchObject({ records: 4, setAside: [{ reason: "RECORD_DURATION" }] });
  });

  const time = fc.constantFrom(
    ...["2026-04-07 10:03:00", "2026-04-07 10:03:10", "2026-04-07 10:04:22", "", "0000-00-00 00:00:00"],
    ...["1970-01-01 00:00:00", "2026-04-07 23:59:58", "2026-04-08 00:00:03", "2026-04-31 10:00:00"],
    // The night that repeats an hour, the one that skips one, and days outside the window.
    ...["2026-11-01 01:50:00", "2026-11-01 01:05:00", "2026-11-01 02:05:00", "2026-03-08 02:30:00"],
    ...["2026-11-22 10:00:00", "2026-11-23 10:00:00", "2025-10-16 23:59:00", "2025-10-15 10:00:00"],
  );
  const seconds = fc.constantFrom("0", "72", "82", "900", "-1", "1.5", "", "1234567890");
  const anyLine: fc.Arbitrary<Line> = fc.record({
    account: fc.constantFrom("acme", "", 'a ""quoted"" one', "Zoë"),
    src: fc.constantFrom("13125550142", "1.31E+10", "anonymous", ""),
    ...{ start: time, answer: time, end: time, duration: seconds, billsec: seconds },
    disposition: fc.constantFrom("ANSWERED", "NO ANSWER", "BUSY", "answered", "NO  ANSWER", ""),
    behind: fc.constantFrom(
      ...["", ',"17.1"', ',"17.1",""', ',"","17.1",7', ',"17.1","","","17.1",7', ',"17.1","","","17.1",'],
      ...[',"1.7E+9","","","17.1",7', ',"17.1","","","17.1",7,"more"', ',"","","","",7'],
      `,"17.1","","","17.1",7${",x".repeat(9)}`,
      `,"17.1","","","17.1",7${",x".repeat(10)}`,
    ),
  });

  it("are those of the reader that gives every call, and so is what is set aside", () => {
    // One thing or another is odd in most lines, all of them in some.
    const oddLine = fc
      .tuple(anyLine, fc.subarray(Object.keys(GOOD) as (keyof Line)[], { maxLength: 3 }))
      .map(([odd, names]) => ({ ...GOOD, ...Object.fromEntries(names.map((name) => [name, odd[name]])) }));
    fc.assert(
      fc.property(fc.array(fc.oneof(oddLine, anyLine), { minLength: 1, maxLength: 8 }), (lines) => {
        const { quick, full } = bothWays(lines.map(lineOf).join(""));
        expect(quick).toEqual(full);
      }),
      { numRuns: 300 },
    );
  });
});
