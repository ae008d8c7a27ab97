import { expect, it } from "vitest";
import { commandWords } from "./command-words.ts";

it.each([
  ["", ""],
  ["--help", ""],
  ["--json --now 2026-05-01T06:00Z", ""],
  ["ingest --source pbx a.csv", "ingest --source pbx a.csv"],
  ["--data d --json ingest --source pbx a.csv", "ingest --source pbx a.csv"],
  ["--data=d ingest a.csv", "ingest a.csv"],
  ["--json calls totals a.csv --now 2026-05-01T06:00Z", "calls totals a.csv --now 2026-05-01T06:00Z"],
])("%j asks for %j", (line, asked) => {
  const words = (text: string): string[] => text.split(" ").filter((word) => word !== "");
  expect(commandWords(words(line))).toEqual(words(asked));
});
