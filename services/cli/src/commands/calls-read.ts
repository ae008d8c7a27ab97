import { readFile } from "node:fs/promises";
import type { Instant } from "@tollwright/calendar";
import { type Call, callJson, type PartRecord, type SetAside, Source } from "@tollwright/cdr";
import { findFiles } from "@tollwright/files";
import { joinLoose, ledgerOf, readLooseFile } from "@tollwright/ingester";
import type { Problem } from "@tollwright/problem";
import { checkYaml } from "@tollwright/rate-card";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { filesMissing } from "../files-missing.ts";
import { EXIT, type Output, printProblems, table } from "../output.ts";
import { addToLedger, balanceOfReading, type ReadingLedger } from "../steps/reading-balance.ts";

type Options = { readonly source: string; readonly balance: boolean };

export function addCallsRead(calls: Command, { plain, clock }: Runner): void {
  calls
    .command("read")
    .argument("<files...>", "files, folders or globs")
    .requiredOption("--source <file>", "YAML that describes the switch")
    .option("--balance", "print the balances on standard error at the end", false)
    .description(
      "Show what the reader understands of files, storing nothing; with --json one Call a line. Pieces of calls are joined over all files.",
    )
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
  tellProblems(output, missing.map(filesMissing));
  const told: Told = { output, names: new Map(), ledger: new Map() };
  const toRead = { files, source: source.value, readAt };
  const read = await readFiles(toRead, told);
  await joinPieces(toRead, read, told);
  if (options.balance) output.progress(balanceOfReading([...told.ledger.values()], told.names));
  return undefined;
}

type ToRead = { readonly files: readonly string[]; readonly source: Source; readonly readAt: Instant };
type Told = {
  readonly output: Output;
  /** Paths by the hash of the file. */
  readonly names: Map<string, string>;
  readonly ledger: ReadingLedger;
};
/** Only pieces are kept, for their other half can be anywhere; calls and what is set aside are told as they come. */
type Read = { readonly parts: readonly PartRecord[]; readonly hasWholeCalls: boolean };

async function readFiles({ files, source, readAt }: ToRead, told: Told): Promise<Read> {
  const parts: PartRecord[] = [];
  let hasWholeCalls = false;
  for (const path of files) {
    for await (const reading of readLooseFile({ source, path, readAt })) {
      for (const { record } of [...reading.calls, ...reading.parts, ...reading.setAside].slice(0, 1))
        told.names.set(record.fileHash, path);
      tell(told, reading.calls, reading.setAside);
      for (const part of reading.parts) parts.push(part);
      hasWholeCalls ||= reading.calls.length > 0;
    }
  }
  return { parts, hasWholeCalls };
}

/** Over all files, in any order. Where some calls came whole, a second pass looks for those that the pieces belong to. */
async function joinPieces(toRead: ToRead, { parts, hasWholeCalls }: Read, told: Told): Promise<void> {
  if (parts.length === 0) return;
  const keys = new Set(parts.map(({ callKey }) => callKey));
  const whole = new Map<string, Call>();
  for (const path of hasWholeCalls ? toRead.files : []) {
    for await (const { calls } of readLooseFile({ ...toRead, path }))
      for (const call of calls) if (keys.has(call.callKey)) whole.set(call.callKey, call);
  }
  const { calls, setAside } = joinLoose({ source: toRead.source, parts, whole });
  tell(told, calls, setAside);
}

function tell({ output, names, ledger }: Told, calls: readonly Call[], setAside: readonly SetAside[]): void {
  const nameOf = ({ record }: Call | SetAside): string => names.get(record.fileHash) ?? record.fileHash;
  printCalls(
    output,
    calls.map((call) => callJson(call, nameOf(call))),
  );
  tellProblems(output, setAsideProblems(setAside, nameOf));
  addToLedger(ledger, ledgerOf(calls, setAside));
}

/** On standard error, also with `--json`: standard output is one Call a line, for the next program to read. */
function tellProblems(output: Output, problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  printProblems({ ...output, json: false }, problems);
  process.exitCode = EXIT.refused;
}

function printCalls(output: Output, shown: readonly ReturnType<typeof callJson>[]): void {
  if (shown.length === 0) return;
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

/** What a person must look at: the others are counted only. */
const TOLD: readonly SetAside["bucket"][] = ["suspended", "conflict"];

function setAsideProblems(
  setAside: readonly SetAside[],
  nameOf: (aside: SetAside) => string,
): readonly Problem[] {
  return setAside
    .filter(({ bucket }) => TOLD.includes(bucket))
    .map((aside) => ({
      code: aside.reason as Problem["code"],
      message: aside.message,
      wayOut: aside.wayOut,
      file: nameOf(aside),
      line: aside.record.line,
    }));
}
