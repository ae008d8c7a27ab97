import assert from "node:assert";
import { type Run, run } from "./processes.ts";
import { type Line, printLines, times } from "./report.ts";
import { NOW, SOURCE_FILE } from "./switch-source.ts";

/** Both take turns, and the best of each counts: what else the machine does slows one or the other. */
const TURNS = 3;

/** CDR file → account totals, no database: ours against DuckDB on the same file (budget: at most twice its time). */
export async function benchTotals(
  files: readonly { readonly path: string; readonly records: number }[],
): Promise<void> {
  const lines: Line[] = [];
  for (const { path, records } of files) {
    const ours: Run[] = [];
    const theirs: Run[] = [];
    for (let turn = 0; turn < TURNS; turn += 1) {
      ours.push(
        await run("services/cli/src/main.ts", [
          ...["calls", "totals", "--json", "--now", NOW, "--source", SOURCE_FILE, path],
        ]),
      );
      theirs.push(await run("test/bench/programs/duckdb-totals.ts", [path]));
    }
    const [our, their] = [best(ours), best(theirs)];
    assert.deepEqual(rowsOf(our), JSON.parse(their.output), "both give the same totals");
    const against = `${times(our.seconds / their.seconds)} the time (budget ≤ 2)`;
    lines.push({ what: "ours: calls totals", rows: records, ...our, against });
    lines.push({ what: "DuckDB", rows: records, ...their });
  }
  printLines("CDR file → account totals, whole processes", lines);
}

function best(runs: readonly Run[]): Run {
  return runs.reduce((fastest, each) => (each.seconds < fastest.seconds ? each : fastest));
}

type Totals = {
  readonly accounts: readonly {
    readonly accountCode: string;
    readonly calls: number;
    readonly answered: number;
    readonly billableSeconds: string;
  }[];
};

function rowsOf({ output }: Run): readonly (readonly string[])[] {
  const { accounts } = JSON.parse(output) as Totals;
  return accounts.map(({ accountCode, calls, answered, billableSeconds }) => [
    ...[accountCode, String(calls), String(answered), billableSeconds],
  ]);
}
