import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Instant, parseInstant } from "@tollwright/calendar";
import { type Source, StatedSource, trySource } from "@tollwright/cdr";
import { checkYaml } from "@tollwright/yaml";
import { describe, expect, it } from "vitest";

const page = "docs/sources.md";
const text = readFileSync(join(import.meta.dirname, "../..", page), "utf8");

type Example = {
  readonly title: string;
  readonly yaml: string;
  readonly file: string;
  readonly result: string;
};
const EXAMPLE = /## ([^\n]+)\n\n```yaml\n(.*?)```\n\n```text\n(.*?)```\n\n```result\n(.*?)\n```/gs;
const examples: readonly Example[] = [...text.matchAll(EXAMPLE)].map(
  ([, title = "", yaml = "", file = "", result = ""]) => ({ title, yaml, file, result }),
);
const readAt = parseInstant("2026-05-01T06:00:00Z") as Instant;

function sourceOf(yaml: string): Source {
  const checked = checkYaml(StatedSource, { path: page, text: yaml });
  if (!checked.ok)
    throw new Error(checked.problems.map(({ path, message }) => `${path}: ${message}`).join("\n"));
  return checked.value;
}

describe("the page on sources says what happens", () => {
  it("has an example of each kind, and of pieces", () => {
    expect(examples.map(({ title }) => title)).toHaveLength(7);
  });

  it("its first source is one", () => {
    expect(sourceOf(/```yaml\n(.*?)```/s.exec(text)?.[1] ?? "").format).toBe("asterisk-csv");
  });

  it.each(examples)("$title: $result", ({ yaml, file, result }) => {
    const attempt = trySource({ source: sourceOf(yaml), readAt, rows: 10 });
    attempt.read(new TextEncoder().encode(file));
    const found = attempt.end();
    const calls = found.calls + found.joined;
    expect(
      `${calls} call${calls === 1 ? "" : "s"}, ${found.answered} answered, ${found.billableMilliseconds / 1_000} s; ${found.ignored} ignored, ${found.suspended} refused`,
    ).toBe(result);
  });
});
