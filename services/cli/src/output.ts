import type { StructuredLog } from "@tollwright/observe";
import type { Problem } from "@tollwright/problem";

/** 0 done · 1 refused, with problems · 2 wrong usage. */
export const EXIT = { done: 0, refused: 1, usage: 2 } as const;

/** Where answers go: people by default, JSON with `--json`. Progress and problems go to standard error. */
export type Output = {
  readonly json: boolean;
  /** Bytes are written as they are: a record of a switch need not be text. */
  write(text: string | Uint8Array): void;
  /** A line that stays. */
  readonly progress: (text: string) => void;
  /** What is being done now, soon out of date. */
  readonly update: (text: string) => void;
  /** Only where TOLLWRIGHT_LOG=json: what happened, with its facts one by one. */
  readonly event?: StructuredLog;
};

/**
 * Prints the answer in one of its two forms.
 *
 * @param forms.people A function where it is a long table, which is then made only for people.
 */
export function answer(
  output: Output,
  { json, people }: { readonly json: unknown; readonly people: string | (() => string) },
): void {
  if (output.json) output.write(`${jsonText(json)}\n`);
  else output.write(`${typeof people === "string" ? people : people()}\n`);
}

/** JSON for machines; big whole numbers as text, since JSON has no exact ones. */
function jsonText(value: unknown): string {
  return JSON.stringify(
    value,
    (_, member: unknown) => (typeof member === "bigint" ? String(member) : member),
    2,
  );
}

/** `INVALID_DOCUMENT  plans/a.yaml:12  products[0].price: digits only` and, under it, the way out. */
export function problemText(problem: Problem): string {
  const line = problem.line === undefined ? "" : `:${problem.line}`;
  const place = [problem.file === undefined ? "" : `${problem.file}${line}`, problem.path ?? ""]
    .filter(Boolean)
    .join("  ");
  const told = `${problem.code}  ${place === "" ? "" : `${place}  `}${problem.message}`;
  return `${printable(told)}\n    way out: ${problem.wayOut}`;
}

/** Text of somebody else's for a terminal, which would obey control characters: they are shown, as `\x1b`. */
export function printable(text: string): string {
  return text.replace(
    /(?![\n\t])[\p{Cc}\p{Cf}]/gu,
    (found) => `\\x${(found.codePointAt(0) ?? 0).toString(16).padStart(2, "0")}`,
  );
}

export function printProblems(output: Output, problems: readonly Problem[]): void {
  if (output.json) output.write(`${jsonText({ problems })}\n`);
  else if (output.event !== undefined)
    for (const { message, ...facts } of problems) output.event("warn", message, facts);
  else output.progress(problems.map(problemText).join("\n"));
}

type Cell = string | number | bigint;

/** Columns of a terminal that our texts keep to. */
const TERMINAL_WIDTH = 110;

/** Text broken at spaces into lines, each behind the same indentation. */
export function wrapped(text: string, indent: string): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && indent.length + longer.length > TERMINAL_WIDTH) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line].map((each) => `${indent}${each}`).join("\n");
}

/** A table for a terminal: numbers and amounts to the right, text to the left. */
export function table(headings: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const cells = rows.map((row) => row.map(String));
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...cells.map((row) => (row[column] ?? "").length)),
  );
  const numeric = headings.map(
    (_, column) => cells.length > 0 && cells.every((row) => /^(-?[\d,.]*|–)$/.test(row[column] ?? "")),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => pad(cell, { width: widths[column] ?? 0, right: numeric[column] ?? false }))
      .join("  ")
      .trimEnd();
  return [line(headings), line(widths.map((width) => "─".repeat(width))), ...cells.map(line)].join("\n");
}

function pad(text: string, { width, right }: { readonly width: number; readonly right: boolean }): string {
  return right ? text.padStart(width) : text.padEnd(width);
}

/** Decimal text or a whole number with separators of thousands, `12,345.60`. */
export function grouped(decimal: string | number | bigint): string {
  const [whole = "", fraction] = String(decimal).split(".");
  const separated = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? separated : `${separated}.${fraction}`;
}

/** Amounts in cents, with both digits and separators. @example `2.3` is `2.30`. */
export function inCents(amount: string): string {
  const [whole = "", fraction = ""] = amount.split(".");
  return grouped(`${whole}.${fraction.padEnd(2, "0")}`);
}

/** `1 call`, `1,200 calls`. */
export function counted(count: string | number, unit: string): string {
  return `${grouped(count)} ${unit}${String(count) === "1" || unit.endsWith("s") ? "" : "s"}`;
}
