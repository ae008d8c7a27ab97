/** One line: what ran on how many rows, and beside it the comparator of the same run. */
export type Line = {
  readonly what: string;
  readonly rows: number;
  readonly seconds: number;
  readonly peakBytes?: number | null;
  /** Of the process, all its threads. */
  readonly processorSeconds?: number | null;
  /** Of the database's server meanwhile, all its processes. */
  readonly serverSeconds?: number | null;
  /** Ours against the comparator, with the budget: `1.6 × (budget ≤ 2)`. */
  readonly against?: string;
};

const MEGABYTE = 1_048_576;

export function printLines(heading: string, lines: readonly Line[]): void {
  const cells = [
    ["", "rows", "seconds", "rows/s", "peak MB", "processor s", ""],
    ...lines.map(({ what, rows, seconds, peakBytes, processorSeconds, serverSeconds, against }) => [
      what,
      rows.toLocaleString("en-US"),
      seconds.toFixed(2),
      Math.round(rows / seconds).toLocaleString("en-US"),
      peakBytes == null ? "" : String(Math.round(peakBytes / MEGABYTE)),
      [processorSeconds, serverSeconds].flatMap((each) => each?.toFixed(1) ?? []).join(" + "),
      against ?? "",
    ]),
  ];
  const widths = [0, 1, 2, 3, 4, 5].map((column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  const text = cells.map((row) =>
    row
      .map((cell, column) =>
        column === 0 || column === 6 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
  process.stdout.write(`\n${heading}\n${text.join("\n")}\n`);
}

export function times(ratio: number): string {
  return `${ratio.toFixed(2)} ×`;
}
