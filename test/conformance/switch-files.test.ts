import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Instant, parseInstant } from "@tollwright/calendar";
import { type Call, callJson, type SetAside, Source } from "@tollwright/cdr";
import { findFiles } from "@tollwright/files";
import { readLooseFile } from "@tollwright/ingester";
import { describe, expect, it } from "vitest";

/** Files that real switches wrote, lent to us for trying: they lie beside the repository and are never copied into it. */
const folder = join(import.meta.dirname, "../../../shared/fixtures/cdr");
const isThere = existsSync(folder);
if (!isThere) console.warn(`CONFORMANCE NOT TRIED: no sample files of real switches in ${folder}`);

const asterisk = { id: "pbx", description: "sample", format: "asterisk-csv", zone: "America/Chicago" };
const freeswitch = { ...asterisk, format: "freeswitch-json", zone: "Europe/Berlin" };

async function read(path: string, source: object, day: string) {
  const calls: Call[] = [];
  const setAside: SetAside[] = [];
  let records = 0;
  const readAt = parseInstant(`${day}T00:00:00Z`) as Instant;
  for await (const reading of readLooseFile({
    source: Source.parse(source),
    path: join(folder, path),
    readAt,
  })) {
    calls.push(...reading.calls);
    setAside.push(...reading.setAside);
    records += reading.records;
  }
  return { calls, setAside, records };
}

describe.runIf(isThere)("Asterisk Master.csv", () => {
  it("good.csv: five rows, 5 s billable, the one with more seconds than it lasted is suspended", async () => {
    const { calls, setAside, records } = await read("asterisk-cdr-csv/good.csv", asterisk, "2009-01-15");
    expect(records).toBe(5);
    expect(calls.map((call) => [call.record.line, call.releaseCause, call.billableMilliseconds])).toEqual([
      [1, "ANSWERED", 5_000],
      [3, "FAILED", 0],
      [4, "NO ANSWER", 0],
      [5, "BUSY", 0],
    ]);
    expect(setAside).toMatchObject([
      { reason: "RECORD_DURATION", record: { line: 2 }, milliseconds: 7_000, keyDay: "2009-01-14" },
    ]);
    // All share uniqueid, channel and start: one key, several contents, for a person to decide.
    expect(new Set(calls.map(({ callKey }) => callKey)).size).toBe(1);
    expect(new Set(calls.map(({ contentHash }) => contentHash)).size).toBe(4);
    expect(callJson(calls[0] as Call, "good.csv")).toMatchObject({
      from: "test",
      to: "100",
      trunkIn: "SIP/test",
      startedAt: "2009-01-15T05:51:15.000Z", // 23:51:15 in Chicago in winter
      releasedAt: "2009-01-15T05:51:20.000Z",
    });
  });

  it("buggy.csv: a row that was cut off is suspended with its place", async () => {
    const { setAside, records } = await read("asterisk-cdr-csv/buggy.csv", asterisk, "2009-01-15");
    expect(records).toBe(1);
    expect(setAside).toMatchObject([{ reason: "RECORD_QUOTING", record: { offset: 0, line: 1 } }]);
  });

  it("long after, all is out of range, and nothing is lost", async () => {
    const { setAside } = await read("asterisk-cdr-csv/good.csv", asterisk, "2026-05-01");
    expect(setAside.filter(({ reason }) => reason === "DATE_OUT_OF_RANGE")).toHaveLength(4);
  });
});

describe.runIf(isThere)("FreeSWITCH mod_json_cdr", () => {
  it.each([
    ["seconds", 68_000],
    ["milliseconds", 67_540],
  ])("one A leg billed by %s: %i ms", async (billingBase, milliseconds) => {
    const source = { ...freeswitch, billingBase };
    const { calls, records } = await read("freeswitch-json-cdr/cgrates-fscdr.cdr.json", source, "2018-01-12");
    expect(records).toBe(1);
    expect(callJson(calls[0] as Call, "x")).toMatchObject({
      from: "1001",
      to: "1002",
      keyDay: "2018-01-11",
      startedAt: "2018-01-11T10:25:44.534Z",
      answeredAt: "2018-01-11T10:25:47.954Z",
      releasedAt: "2018-01-11T10:26:55.494Z",
      billableMilliseconds: milliseconds,
      answered: true,
      releaseCause: "NORMAL_CLEARING",
      trunkIn: "sofia/internal",
      trunkOut: "sofia/internal",
      accountHint: null,
    });
  });
});

describe.runIf(isThere)("whatever file it is given", () => {
  it.each([asterisk, freeswitch])("$format: no crash, and every record in one place", async (source) => {
    const { files } = await findFiles([folder]);
    expect(files.length).toBeGreaterThan(20);
    for (const path of files) {
      const { calls, setAside, records } = await read(path.slice(folder.length + 1), source, "2026-05-01");
      expect([path, calls.length + setAside.length]).toEqual([path, records]);
      expect(records).toBeGreaterThan(0);
    }
  });
});
