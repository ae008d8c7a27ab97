import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { quickYaml } from "./quick-yaml.ts";

const root = join(import.meta.dirname, "../../../rate-cards");
// Each tenth file: every kind is among them.
const files = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".yaml") && !path.endsWith("cases.yaml"))
  .sort()
  .filter((_, index) => index % 10 === 0);
const slow = (text: string): unknown => parse(text, { schema: "core" });

test("files of the rate cards read alike by both readers, and nearly all go the quick way", () => {
  const texts = files.map((path) => readFileSync(join(root, path), "utf8"));
  const quick = texts
    .map((text) => [text, quickYaml(text)] as const)
    .filter(([, value]) => value !== undefined);
  for (const [text, value] of quick) expect(value).toEqual(slow(text));
  expect(quick.length / texts.length).toBeGreaterThan(0.8);
});

describe("what the readers could understand differently reads alike, or is left to the one that tells lines", () => {
  test.each([
    "a: 2026-01-01\nb: 12:30:00\nc: 2026-01-01T00:00:00Z",
    "a: yes\nb: no\nc: on\nd: ~\ne: null\nf: Null\ng: True\nh: n",
    "a: 0o14\nb: 0x1f\nc: 014\nd: 1_000\ne: +12\nf: 0b11\ng: 190:20:30",
    "a: '0.50'\nb: \"x\\ty\\u00e9\"\nc: 'it''s'",
    "a: one\n  two\n\n  three\nb: |\n  x\n   y\nc: >-\n  x\n  y\n\n  z",
    "a: [1, two, { b: c }, [d]]\ne: { f: , g: ~ }",
    "- a\n-\n- b: c\n  d: e",
    "a: kind:sellerFee\nb: http://x.example/a#b\nc: d # e\nf: 'g # h'",
    "? a\n: b",
    "",
    "# nothing",
    '{"a": [1, null, "b"], "c": true}',
    "a: {}\nb: []\n'1': x\n2: y\ntrue: z",
  ])("%j", (text) => {
    const value = quickYaml(text);
    if (value !== undefined) expect(value).toEqual(slow(text));
  });
});

test.each([
  "a: 0.5",
  "a: 1e400",
  "a: .nan",
  "a: 99999999999999999999",
  "a: 1\na: 2",
  "a: &x 1\nb: *x",
  "a: !!binary aGk=",
  "<<: { a: 1 }",
  "%YAML 1.1\n---\na: 1",
  "a: [1",
  "a: b: c",
  "a: 1\n---\nb: 2",
  "a:\n\tb: 1",
])("%j is left to the reader that tells lines", (text) => {
  expect(quickYaml(text)).toBeUndefined();
});
