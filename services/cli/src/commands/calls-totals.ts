import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import type { Worker } from "node:worker_threads";
import type { Instant } from "@tollwright/calendar";
import { byCodeUnit } from "@tollwright/canonical";
import { Source } from "@tollwright/cdr";
import { findFiles } from "@tollwright/files";
import { readTotals, type Totals } from "@tollwright/ingester";
import type { Problem } from "@tollwright/problem";
import { checkYaml } from "@tollwright/yaml";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { filesMissing } from "../files-missing.ts";
import { answer, counted, grouped, type Output, printable, table } from "../output.ts";

/** @param started Threads that are on their way already. */
export function addCallsTotals(
  calls: Command,
  { plain, clock }: Runner,
  started: readonly Worker[] = [],
): void {
  calls
    .command("totals")
    .argument("<files...>", "files, folders or globs")
    .requiredOption("--source <file>", "YAML that describes the switch")
    .description(
      "Calls, answered calls and billable seconds of files by account code, storing nothing, on all cores.",
    )
    .addHelpText(
      "after",
      "\nExample:\n  tollwright calls totals --source sources/asterisk-chi.yaml --json Master.csv",
    )
    .action((patterns: string[], options: { source: string }) =>
      plain((output) => callsTotals(output, { patterns, source: options.source, readAt: clock(), started })),
    );
}

async function callsTotals(
  output: Output,
  asked: {
    readonly patterns: readonly string[];
    readonly source: string;
    readonly readAt: Instant;
    readonly started: readonly Worker[];
  },
): Promise<{ readonly problems: readonly Problem[]; readonly answered?: boolean }> {
  const text = await readFile(asked.source, "utf8").catch(() => null);
  if (text === null) return { problems: [filesMissing(asked.source)] };
  const source = checkYaml(Source, { path: asked.source, text });
  if (!source.ok) return source;
  const { files, missing } = await findFiles(asked.patterns);
  const totals = await readTotals({
    source: source.value,
    files,
    readAt: asked.readAt,
    threads: availableParallelism(),
    started: asked.started,
  });
  const shown = totalsJson(totals);
  answer(output, { json: shown, people: totalsText(shown) });
  return { problems: [...missing.map(filesMissing), ...totals.problems], answered: true };
}

/** `billableSeconds` is decimal text: a switch may bill milliseconds. */
type Sums = { readonly calls: number; readonly answered: number; readonly billableSeconds: string };

type TotalsJson = {
  /** By account code; `""` where the switch wrote none. */
  readonly accounts: readonly ({ readonly accountCode: string } & Sums)[];
  readonly total: Sums & { readonly records: number; readonly recordsWithExtraColumns: number };
  /** Records that are no calls: `total.records` = `total.calls` + these. */
  readonly setAside: readonly {
    readonly bucket: string;
    readonly reason: string;
    readonly records: number;
  }[];
};

function totalsJson({ tally }: Totals): TotalsJson {
  const accounts = [...tally.accounts].sort(([left], [right]) => byCodeUnit(left, right));
  const total = accounts.reduce(
    (sum, [, { calls, answered, milliseconds }]) => ({
      calls: sum.calls + calls,
      answered: sum.answered + answered,
      milliseconds: sum.milliseconds + milliseconds,
    }),
    { calls: 0, answered: 0, milliseconds: 0 },
  );
  return {
    accounts: accounts.map(([accountCode, sums]) => ({ accountCode, ...sumsOf(sums) })),
    total: {
      records: tally.records,
      recordsWithExtraColumns: tally.recordsWithExtraColumns,
      ...sumsOf(total),
    },
    setAside: [...tally.setAside]
      .sort(([left], [right]) => byCodeUnit(left, right))
      .map(([, { first, records }]) => ({ bucket: first.bucket, reason: first.reason, records })),
  };
}

function sumsOf(sums: {
  readonly calls: number;
  readonly answered: number;
  readonly milliseconds: number;
}): Sums {
  const { calls, answered, milliseconds } = sums;
  return { calls, answered, billableSeconds: secondsText(milliseconds) };
}

/** @example 72000 is `72`, 61250 is `61.250`. */
function secondsText(milliseconds: number): string {
  const rest = milliseconds % 1000;
  const whole = String((milliseconds - rest) / 1000);
  return rest === 0 ? whole : `${whole}.${String(rest).padStart(3, "0")}`;
}

function totalsText({ accounts, total, setAside }: TotalsJson): string {
  const row = (name: string, sums: Sums) => [
    name,
    grouped(sums.calls),
    grouped(sums.answered),
    grouped(sums.billableSeconds),
  ];
  const rows = accounts.map((account) => row(printable(account.accountCode) || "(none)", account));
  return [
    table(["account code", "calls", "answered", "billable seconds"], [...rows, row("all", total)]),
    "",
    `${counted(total.records, "record")} read: ${counted(total.calls, "call")}${setAside.length === 0 ? ", nothing set aside." : ", and set aside:"}`,
    ...setAside.map(({ bucket, reason, records }) => `  ${bucket} ${reason}: ${counted(records, "record")}`),
  ].join("\n");
}
