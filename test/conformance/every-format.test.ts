import { readFileSync } from "node:fs";
import { join } from "node:path";
import { callJson, type SetAside } from "@tollwright/cdr";
import { describe, expect, it } from "vitest";
import { expectations, isSampleFolderThere, sampleFiles, sampleFolder, sources } from "./expectation.ts";
import { readBytes, readSamples } from "./read-samples.ts";

if (!isSampleFolderThere)
  console.warn(`CONFORMANCE NOT TRIED: no sample files of real switches in ${sampleFolder}`);

const sourceOf = (name: string) => {
  const source = sources.get(name);
  if (source === undefined) throw new Error(`test/conformance/sources/${name}.yaml is missing`);
  return source;
};
const countsOf = (setAside: readonly SetAside[], bucket: SetAside["bucket"]) =>
  Object.fromEntries(
    [
      ...Map.groupBy(
        setAside.filter((one) => one.bucket === bucket),
        ({ reason }) => reason,
      ),
    ].map(([reason, ones]) => [reason, ones.length]),
  );

const named = expectations.map((expected) => ({ ...expected, name: expected.files.join(" and ") }));

/** Where a few records of a file begin, the first and the last among them. */
function someOffsets({ calls, parts, setAside }: ReturnType<typeof readBytes>): readonly number[] {
  const all = [...calls, ...parts, ...setAside].map(({ record }) => record.offset).toSorted((a, b) => a - b);
  const step = Math.ceil(all.length / 8);
  return [...all.filter((_, index) => index % step === 0), ...all.slice(-1)];
}

const DAMAGES = 8;

/** Copies that are cut off, and copies in which a byte became a quote, spread over the file. */
function* damaged(good: Uint8Array): Generator<Uint8Array> {
  for (let one = 1; one <= DAMAGES; one += 1) {
    const at = Math.floor((good.length * one) / (DAMAGES + 1));
    yield good.slice(0, at);
    const bytes = good.slice();
    bytes[at] = QUOTE;
    yield bytes;
  }
}

const QUOTE = 34;

describe.runIf(isSampleFolderThere)("files of real switches", () => {
  it("each has a line that says what must come out of it", () => {
    const known = new Set(expectations.flatMap(({ files }) => files));
    expect(sampleFiles().length).toBeGreaterThan(20);
    expect(sampleFiles().filter((file) => !known.has(file))).toEqual([]);
  });

  it.each(named)("$name by $source: $calls calls, $joined joined, $billableSeconds s", (expected) => {
    const reading = readSamples({ ...expected, source: sourceOf(expected.source) });
    const calls = [...reading.calls, ...reading.joined];
    const milliseconds = calls.reduce((sum, call) => sum + call.billableMilliseconds, 0);
    expect({
      records: reading.records,
      calls: reading.calls.length,
      parts: reading.parts.length,
      joined: reading.joined.length,
      ignored: countsOf(reading.setAside, "ignored"),
      suspended: countsOf(reading.setAside, "suspended"),
      answered: calls.filter(({ answered }) => answered).length,
      billableSeconds: milliseconds / 1000,
    }).toEqual({
      records: expected.records,
      calls: expected.calls,
      parts: expected.parts,
      joined: expected.joined,
      ignored: expected.ignored,
      suspended: expected.suspended,
      answered: expected.answered,
      billableSeconds: expected.billableSeconds,
    });
    expect(reading.calls.length + reading.parts.length + reading.setAside.length).toBe(reading.records);
    const keys = new Set(calls.map(({ callKey }) => callKey));
    expect(keys.size).toBe(expected.distinctKeys ?? calls.length);
    const printed = calls.map((call) => callJson(call, "x"));
    for (const sample of expected.samples) expect(printed).toContainEqual(expect.objectContaining(sample));
  });

  it.each(named)("$name by $source: the size of the chunks changes nothing", (expected) => {
    const toRead = { ...expected, source: sourceOf(expected.source) };
    const whole = readSamples(toRead);
    for (const chunkBytes of [7, 1_000]) expect(readSamples(toRead, chunkBytes)).toEqual(whole);
  });

  it.each(named)("$name by $source, resumed at any record: the others are the same", (expected) => {
    const how = { source: sourceOf(expected.source), readOn: expected.readOn, chunkBytes: 1_000 };
    for (const file of expected.files) {
      const bytes = readFileSync(join(sampleFolder, file));
      const whole = readBytes(bytes, how);
      for (const resumeAt of someOffsets(whole)) {
        const isLater = ({ record }: { readonly record: { readonly offset: number } }): boolean =>
          record.offset >= resumeAt;
        expect(readBytes(bytes, { ...how, resumeAt })).toMatchObject({
          calls: whole.calls.filter(isLater),
          parts: whole.parts.filter(isLater),
          setAside: whole.setAside.filter(isLater),
        });
      }
    }
  });

  it.each(named)("$name by $source, damaged: no crash, and every record in one place", (expected) => {
    const source = sourceOf(expected.source);
    for (const file of expected.files)
      for (const bytes of damaged(readFileSync(join(sampleFolder, file)))) {
        const whole = readBytes(bytes, { source, readOn: expected.readOn, chunkBytes: 65_536 });
        expect(whole.calls.length + whole.parts.length + whole.setAside.length).toBe(whole.records);
        expect(readBytes(bytes, { source, readOn: expected.readOn, chunkBytes: 97 })).toEqual(whole);
      }
  });

  it.each([...sources.keys()])("%s, given any of them: no crash, and every record in one place", (name) => {
    for (const file of sampleFiles()) {
      const toRead = { files: [file], readOn: "2026-05-01", source: sourceOf(name) };
      const { calls, parts, setAside, records } = readSamples(toRead);
      expect([file, calls.length + parts.length + setAside.length]).toEqual([file, records]);
    }
  });
});
