import { join } from "node:path";
import { writeFileAtomic } from "@tollwright/files";
import { setAsideRecords } from "@tollwright/postgres";
import { describe, expect, it } from "vitest";
import { findRecords } from "../../../services/cli/src/steps/find-records.ts";
import { ingestFiles } from "../../../services/cli/src/steps/ingest-files.ts";
import { line, type Story, story, value } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";
import { balance, bye, invite, SWITCHES, start, stop } from "./switch-records.ts";

const test = testDatabase();

const source = (id: string, format: string): string =>
  `id: ${id}\ndescription: ${id}.\nformat: ${format}\nzone: America/New_York\nattribution: [number]\n`;
const FILES = {
  ...SWITCHES,
  "rate-cards/companies/small/sources/fs.yaml": source("fs", "freeswitch-json"),
  "rate-cards/companies/small/sources/broadworks.yaml": source("broadworks", "broadworks-xml"),
};

const leg = (id: number): string =>
  JSON.stringify({
    variables: {
      uuid: `3da8bf84-c133-4959-9e24-00000000000${id}`,
      caller_id_number: "16035550100",
      destination_number: "12125550123",
      start_stamp: "2026-04-07 10:00:00",
      answer_stamp: "2026-04-07 10:00:05",
      end_stamp: "2026-04-07 10:01:05",
      duration: "65",
      billsec: "60",
      hangup_cause: "NORMAL_CLEARING",
    },
  });

const element = (id: number): string => `  <cdrData>
    <headerModule><recordId><eventCounter>000000000${id}</eventCounter><systemId>AS</systemId><date>20260407140000.000</date><systemTimeZone>1-040000</systemTimeZone></recordId><type>Normal</type></headerModule>
    <basicModule><direction>Originating</direction><callingNumber>+16035550100</callingNumber><calledNumber>+12125550123</calledNumber><startTime>20260407140000.000</startTime><answerIndicator>Yes</answerIndicator><answerTime>20260407140005.000</answerTime><releaseTime>20260407140105.000</releaseTime><terminationCause>016</terminationCause></basicModule>
  </cdrData>
`;

const WRITTEN: readonly (readonly [source: string, text: string])[] = [
  ["pbx", [1, 2, 3].map((id) => line(`${id}`)).join("")],
  ["proxy", invite("a") + bye("a") + invite("b") + bye("b")],
  ["sbc", start("0x1") + stop("0x1", 60) + stop("0x2", 60)],
  ["fs", `${leg(1)}\n${leg(2)}\n${leg(3)}\n`],
  [
    "broadworks",
    `<?xml version="1.0"?>\n<broadWorksCDR>\n${[1, 2, 3].map(element).join("")}</broadWorksCDR>\n`,
  ],
];

const CUTS = 9;

/** The file as it is, cut off, with odd bytes, with other line ends, doubled, padded. */
function* damaged(text: string): Generator<Uint8Array> {
  const good = new TextEncoder().encode(text);
  yield good;
  for (let one = 1; one <= CUTS; one += 1) {
    const at = Math.floor((good.length * one) / (CUTS + 1));
    yield good.subarray(0, at);
    for (const byte of ['"', "\n", "<", "\0"]) {
      const bytes = good.slice();
      bytes[at] = byte.charCodeAt(0);
      yield bytes;
    }
  }
  yield new Uint8Array(0);
  yield new TextEncoder().encode(text.replaceAll("\n", "\r\n"));
  yield new TextEncoder().encode(`\uFEFF${text}${text}`);
  yield new Uint8Array([...good, ...new Uint8Array(512)]);
  yield Buffer.from(`\uFEFF${text}`, "utf16le");
}

/** Each as a file of its own: one after the other, as a switch with a bad disk would send them. */
async function takeAll(on: Story, of: string, text: string): Promise<void> {
  const paths: string[] = [];
  for (const bytes of damaged(text)) {
    const path = join(on.dataFolder, `${of}-${paths.length}`);
    await writeFileAtomic(path, bytes);
    paths.push(path);
  }
  for (const path of paths) value(await ingestFiles(on, { source: of, files: [path] }));
}

describe("books 3: damaged files are told, and every record is counted once", () => {
  it.each(WRITTEN)("%s", async (of, text) => {
    const on = await story(test, `damaged_${of}`);
    await on.load(FILES);
    await takeAll(on, of, text);
    expect((await balance(on)).length).toBeGreaterThan(2);
    const suspended = await setAsideRecords(on.database, { bucket: "suspended", limit: 9_999 });
    expect(suspended.length).toBeGreaterThan(0);
    for (const { id, record, fileName, reason } of suspended) {
      expect([fileName, reason, record.line > 0]).toEqual([expect.any(String), expect.any(String), true]);
      const [found] = await findRecords(on, `${id}`);
      expect(found?.bytes.length).toBe(record.length);
    }
  });
});
