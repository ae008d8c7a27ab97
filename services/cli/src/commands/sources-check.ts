import { readFile } from "node:fs/promises";
import type { Instant } from "@tollwright/calendar";
import { type Source, StatedSource, type TriedRow, type TriedSource, trySource } from "@tollwright/cdr";
import { readChunks } from "@tollwright/files";
import type { Problem } from "@tollwright/problem";
import { checkYaml } from "@tollwright/yaml";
import { type Command, InvalidArgumentError } from "commander";
import type { Runner } from "../command-line.ts";
import { fileUnreadable } from "../file-unreadable.ts";
import { filesMissing } from "../files-missing.ts";
import { answer, counted, EXIT, type Output, printable, table, wrapped } from "../output.ts";

const ROWS = 20;

export function addSourcesCheck(sources: Command, { plain, clock }: Runner): void {
  sources
    .command("check")
    .argument("<source>", "YAML that describes the switch")
    .argument("<file>", "a file of the switch, packed or not")
    .option("--rows <number>", "how many records to show", wholeNumber, ROWS)
    .description(
      "Try a source on a file, storing nothing: what was understood, row by row, and what is doubtful.",
    )
    .addHelpText(
      "after",
      `
Every format can be tried, also one that is described in YAML (docs/sources.md). Exit code 1: records were refused.

Example:
  tollwright sources check sources/acme.yaml acme-20260407.csv --rows 5`,
    )
    .action((source: string, file: string, { rows }: { rows: number }) =>
      plain((output) => sourcesCheck(output, { source, file, rows, readAt: clock() })),
    );
}

function wholeNumber(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError("a whole number");
  return Number(text);
}

type Asked = {
  readonly source: string;
  readonly file: string;
  readonly rows: number;
  readonly readAt: Instant;
};

export async function sourcesCheck(
  output: Output,
  asked: Asked,
): Promise<{ readonly problems: readonly Problem[] } | undefined> {
  const text = await readFile(asked.source, "utf8").catch(() => null);
  if (text === null) return { problems: [filesMissing(asked.source)] };
  const source = checkYaml(StatedSource, { path: asked.source, text });
  if (!source.ok) return source;
  const tried = trySource({ ...asked, source: source.value });
  const fault = await feed(asked.file, tried.read);
  if (fault !== null) return { problems: [fault] };
  const found = tried.end();
  answer(output, {
    json: { source: source.value.id, file: asked.file, ...found },
    people: told(found, source.value),
  });
  // Each refusal is told with its way out already.
  if (found.suspended > 0) process.exitCode = EXIT.refused;
  return undefined;
}

async function feed(path: string, take: (bytes: Uint8Array) => void): Promise<Problem | null> {
  try {
    for await (const bytes of readChunks(path)) take(bytes);
    return null;
  } catch (error) {
    return fileUnreadable(error, path);
  }
}

function told(found: TriedSource, source: Source): string {
  const shown = found.rows.length < found.records ? `, the first ${found.rows.length} of them` : "";
  const pieces =
    found.parts === 0 ? "" : `; ${found.joined} of them joined from ${counted(found.parts, "piece")}`;
  return [
    `${source.id}, format ${source.format}: ${counted(found.records, "record")}${shown}. Clocks show ${source.zone}.`,
    "",
    table(HEADINGS, found.rows.map(cellsOf)),
    "",
    `${counted(found.calls + found.joined, "call")}, ${found.answered} answered, ${seconds(found.billableMilliseconds)} s${pieces}; ${found.ignored} ignored, ${found.suspended} refused.`,
    "",
    found.doubts.length === 0 ? "No doubts." : "Doubts:",
    ...found.doubts.map(({ about, message, wayOut, lines }) =>
      [
        wrapped(
          printable(`${about}: ${message}${lines.length === 0 ? "" : ` (line ${lines.join(", ")})`}`),
          "  ",
        ),
        wrapped(`way out: ${wayOut}`, "      "),
      ].join("\n"),
    ),
  ].join("\n");
}

const HEADINGS = [
  "line",
  "what",
  "from",
  "to",
  "start",
  "answer",
  "end",
  "seconds",
  "answered",
  "direction",
  "key",
  "why",
];

function cellsOf(row: TriedRow): readonly (string | number)[] {
  return [
    row.line,
    row.outcome,
    printable(row.from ?? ""),
    printable(row.to ?? ""),
    row.start ?? "",
    clockOf(row.answer, row.start),
    clockOf(row.end, row.start),
    row.billableMilliseconds === null ? "" : seconds(row.billableMilliseconds),
    row.answered === null ? "" : row.answered ? "yes" : "no",
    row.direction ?? "",
    row.key ?? "",
    printable(row.why ?? ""),
  ];
}

/** Without its date where that is the start's. */
function clockOf(text: string | null, start: string | null): string {
  return (text?.slice(0, 10) === start?.slice(0, 10) ? text?.slice(11) : text) ?? "";
}

/** @example 67540 → `67.54` */
function seconds(milliseconds: number): string {
  const fraction = String(milliseconds % 1_000)
    .padStart(3, "0")
    .replace(/0+$/, "");
  return `${Math.floor(milliseconds / 1_000)}${fraction === "" ? "" : `.${fraction}`}`;
}
