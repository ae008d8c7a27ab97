import { readFile } from "node:fs/promises";
import type { Instant } from "@tollwright/calendar";
import { type Call, callJson, type PartRecord, type SetAside, Source } from "@tollwright/cdr";
import { findFiles, type KeptByKey, keptByKey } from "@tollwright/files";
import { joinLoose, ledgerOf, readLooseFile } from "@tollwright/ingester";
import type { Problem } from "@tollwright/problem";
import { checkYaml } from "@tollwright/yaml";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { fileUnreadable } from "../file-unreadable.ts";
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

export async function callsRead(
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
  await readAndJoin({ files, source: source.value, readAt }, told);
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
/** What is kept until all was read: the other half of a piece can be anywhere. Calls and what is set aside are told as they come. */
type Kept = KeptByKey<{ readonly part: PartRecord } | { readonly whole: Call }>;

/** @returns whether there are pieces, and whether calls came whole. */
async function readFiles({ files, source, readAt }: ToRead, kept: Kept, told: Told) {
  let hasPieces = false;
  let hasWholeCalls = false;
  for (const path of files) {
    for await (const reading of readingsOf({ source, path, readAt }, told)) {
      for (const { record } of [...reading.calls, ...reading.parts, ...reading.setAside].slice(0, 1))
        told.names.set(record.fileHash, path);
      tell(told, reading.calls, reading.setAside);
      for (const part of reading.parts) kept.add(part.callKey, { part });
      hasPieces ||= reading.parts.length > 0;
      hasWholeCalls ||= reading.calls.length > 0;
    }
  }
  return { hasPieces, hasWholeCalls };
}

type ReadingRequest = Parameters<typeof readLooseFile>[0];

/** Nothing of a file that does not give all of its content; the others are read. */
async function* readingsOf(request: ReadingRequest, { output }: Told): ReturnType<typeof readLooseFile> {
  try {
    yield* readLooseFile(request);
  } catch (error) {
    tellProblems(output, [fileUnreadable(error, request.path)]);
  }
}

/** Over all files, in any order. Where some calls came whole, a second pass looks for those that the pieces belong to. */
async function readAndJoin(toRead: ToRead, told: Told): Promise<void> {
  const kept: Kept = keptByKey();
  try {
    const { hasPieces, hasWholeCalls } = await readFiles(toRead, kept, told);
    const readable = new Set(told.names.values());
    for (const path of hasPieces && hasWholeCalls ? readable : []) {
      for await (const { calls } of readingsOf({ ...toRead, path }, told))
        for (const call of calls) if (kept.mayHold(call.callKey)) kept.add(call.callKey, { whole: call });
    }
    for (const portion of kept.portions()) {
      const parts = portion.flatMap((each) => ("part" in each ? [each.part] : []));
      const calls = portion.flatMap((each) => ("whole" in each ? [each.whole] : []));
      const whole = new Map(calls.map((call) => [call.callKey, call]));
      const joined = joinLoose({ source: toRead.source, parts, whole });
      tell(told, joined.calls, joined.setAside);
    }
  } finally {
    kept.close();
  }
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
