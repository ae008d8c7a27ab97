import { readFile } from "node:fs/promises";
import type { Instant } from "@tollwright/calendar";
import { callJson, type Reading, Source } from "@tollwright/cdr";
import { findFiles } from "@tollwright/files";
import { ledgerOf, readLooseFile } from "@tollwright/ingester";
import type { Problem } from "@tollwright/problem";
import { checkYaml } from "@tollwright/rate-card";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { filesMissing } from "../files-missing.ts";
import { EXIT, type Output, printProblems, table } from "../output.ts";
import { balanceOfReading } from "../steps/reading-balance.ts";

type Options = { readonly source: string; readonly balance: boolean };

export function addCallsRead(calls: Command, { plain, clock }: Runner): void {
  calls
    .command("read")
    .argument("<files...>", "files, folders or globs")
    .requiredOption("--source <file>", "YAML that describes the switch")
    .option("--balance", "print the balances on standard error at the end", false)
    .description("Show what the reader understands of a file, storing nothing; with --json one Call a line.")
    .addHelpText(
      "after",
      "\nExample:\n  tollwright calls read --source sources/asterisk-chi.yaml --json --balance Master.csv",
    )
    .action((patterns: string[], options: Options) =>
      plain((output) => callsRead(output, { patterns, options, readAt: clock() })),
    );
}

async function callsRead(
  output: Output,
  {
    patterns,
    options,
    readAt,
  }: { readonly patterns: readonly string[]; readonly options: Options; readonly readAt: Instant },
): Promise<{ readonly problems: readonly Problem[] } | undefined> {
  const text = await readFile(options.source, "utf8").catch(() => null);
  if (text === null) return { problems: [filesMissing(options.source)] };
  const source = checkYaml(Source, { path: options.source, text });
  if (!source.ok) return source;
  const { files, missing } = await findFiles(patterns);
  const problems: Problem[] = missing.map(filesMissing);
  const ledger = [];
  for (const path of files) {
    for await (const reading of readLooseFile({ source: source.value, path, readAt })) {
      printCalls(output, reading, path);
      problems.push(...setAsideProblems(reading, path));
      ledger.push(...ledgerOf(reading.calls, reading.setAside));
    }
  }
  tellProblems(output, problems);
  if (options.balance) output.progress(balanceOfReading(ledger));
  return undefined;
}

/** On standard error, also with `--json`: standard output is one Call a line, for the next program to read. */
function tellProblems(output: Output, problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  printProblems({ ...output, json: false }, problems);
  process.exitCode = EXIT.refused;
}

function printCalls(output: Output, { calls }: Reading, file: string): void {
  if (calls.length === 0) return;
  const shown = calls.map((call) => callJson(call, file));
  if (output.json) output.write(shown.map((call) => `${JSON.stringify(call)}\n`).join(""));
  else {
    const rows = shown.map((call) => [
      call.line,
      call.keyDay,
      call.from,
      call.to,
      call.direction,
      call.answered ? "answered" : call.releaseCause,
      call.billableMilliseconds,
    ]);
    output.write(`${table(["line", "day", "from", "to", "direction", "outcome", "ms"], rows)}\n`);
  }
}

/** Suspended records are problems of the file; ignored ones are counted only. */
function setAsideProblems({ setAside }: Reading, file: string): readonly Problem[] {
  return setAside
    .filter(({ bucket }) => bucket === "suspended")
    .map(({ reason, message, wayOut, record }) => ({
      code: reason as Problem["code"],
      message,
      wayOut,
      file,
      line: record.line,
    }));
}
