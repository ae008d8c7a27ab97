import { Command, CommanderError } from "commander";
import { commandWords } from "./command-words.ts";
import { Interrupted } from "./interruption.ts";
import { EXIT, printProblems } from "./output.ts";
import { rememberCompiled } from "./remember-compiled.ts";

rememberCompiled();

// Whoever reads our answer may have seen enough of it (`| head`): no reason to fail, and none to stop half-way.
process.stdout.on("error", () => undefined);

const program = new Command("tollwright")
  .description("Telecom billing and tax rating: call records in; correct, taxed, provable invoices out.")
  .version("0.1.0")
  .showHelpAfterError("Add --help for what there is.")
  .option(
    "--data <folder>",
    "where the database and the archive are; DATABASE_URL takes the database elsewhere",
    "data",
  )
  .option("--json", "answer in JSON", false)
  .option("--now <instant>", "the clock, for trials and for running again, such as 2026-05-01T06:00Z")
  .addHelpText(
    "after",
    `
A month, step by step:
  tollwright load rate-cards --by finance
  tollwright ingest --source asterisk-chi Master.csv
  tollwright audit
  tollwright close --period 2026-04 --bill-date 2026-05-01
  tollwright review --period 2026-04
  tollwright approve --period 2026-04 --by finance
  tollwright issue --period 2026-04 --out out

Exit codes: 0 done, 1 refused (with problems: code, place, way out), 2 wrong usage.`,
  );

// Other programs ask the calculators by the thousand: they start without the store and the documents. So do sums over files, and intake
// starts without the documents.
const [command, question] = commandWords(process.argv.slice(2));
if (command === "calc") (await import("./commands/calc.ts")).addCalc(program);
else if (command === "calls" && question === "totals") await addCallsTotals();
else if (command === "ingest") (await import("./commands/ingest-alone.ts")).addIngestAlone(program);
else (await import("./commands/every-command.ts")).addEveryCommand(program);
exitWithOurCodes(program);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof Interrupted) {
    (await import("./output-of.ts")).outputOf({}).progress(error.message);
    process.exit(error.exitCode);
  }
  process.exitCode = await exitCodeOf(error);
}

async function addCallsTotals(): Promise<void> {
  const started = (await import("./start-totals.ts")).startTotals(process.argv.slice(2));
  (await import("./commands/calls-totals-alone.ts")).addCallsTotalsAlone(program, started);
}

/** The library throws instead of leaving the process, so that wrong usage ends with 2. */
function exitWithOurCodes(command: Command): void {
  command.exitOverride();
  for (const child of command.commands) exitWithOurCodes(child);
}

async function exitCodeOf(error: unknown): Promise<number> {
  if (error instanceof CommanderError) {
    const asked = ["commander.helpDisplayed", "commander.version", "commander.help"].includes(error.code);
    if (!error.code.startsWith("commander.")) process.stderr.write(`${error.message}\n`);
    return asked ? EXIT.done : EXIT.usage;
  }
  const { failureProblem } = await import("./failure.ts");
  const { outputOf } = await import("./output-of.ts");
  const output = outputOf(program.opts());
  const failure = failureProblem(error);
  // A bug: the whole story, for whoever mends it.
  if (failure === null)
    output.progress(error instanceof Error ? (error.stack ?? error.message) : String(error));
  else printProblems(output, [failure]);
  return EXIT.refused;
}
