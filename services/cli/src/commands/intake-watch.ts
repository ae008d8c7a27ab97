import { stat } from "node:fs/promises";
import { resolve, sep } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type DropFolder, type TakenFiles, watchFolders } from "@tollwright/ingester";
import { type Problem, ProblemError, problem } from "@tollwright/problem";
import { type Command, InvalidArgumentError } from "commander";
import type { Runner } from "../command-line.ts";
import type { Context } from "../context.ts";
import { failureProblem } from "../failure.ts";
import { counted, EXIT, type Output, printProblems } from "../output.ts";
import { closing } from "../steps/closing.ts";
import { storyOf } from "../steps/ingest-files.ts";
import { type ObserveOptions, observe, withObserveOptions } from "../steps/observe.ts";
import { type OpenIntake, openIntake } from "../steps/open-intake.ts";
import { summingWhenIdle } from "../steps/sum-when-idle.ts";

type Options = ObserveOptions & {
  readonly keep: boolean;
  readonly once: boolean;
  readonly settleSeconds: number;
  readonly intervalSeconds: number;
};

export function addIntakeWatch(intake: Command, { untilStopped }: Runner): void {
  withObserveOptions(intake.command("watch"))
    .argument("<source=folder...>", "a source and the folder into which it delivers", dropFolders)
    .option("--settle-seconds <n>", "take a file when it looked the same for so long", seconds, 5)
    .option("--interval-seconds <n>", "look again after so long", seconds, 5)
    .option("--keep", "leave the files where they are, and read on where a switch appends to them", false)
    .option("--once", "take what is there, and end", false)
    .description(
      "Watch drop folders. What is stored goes to FOLDER/done/DAY, compressed; what cannot be read to FOLDER/refused, its problem beside it.",
    )
    .addHelpText(
      "after",
      `
Examples:
  tollwright intake watch freeswitch-la=/srv/drop/la asterisk-chi=/srv/drop/chi
  tollwright intake watch --keep asterisk-chi=/var/log/asterisk/cdr-csv`,
    )
    .action((folders: readonly DropFolder[], options: Options) =>
      untilStopped(async (given, stopping) => {
        const problems = await closing(
          await observe(given, options, { isSubscriber: false }),
          async ({ context, reads }) =>
            closing(await openIntake(context), async (intake) => {
              reads({ kafka: intake.kafka, engines: null });
              const found = await unusable(folders, intake);
              const watching = () => watch(context, { intake, folders, options, stopping });
              const isIdle = (): boolean => !options.once && !intake.isTaking();
              if (found.length === 0) await summingWhenIdle(context, { stopping, isIdle }, watching);
              return found;
            }),
        );
        return problems.length === 0 ? undefined : { problems };
      }),
    );
}

/** `asterisk-chi=/srv/drop/chi`; no folder in another one, for its files would be taken by two sources. */
function dropFolders(text: string, before: readonly DropFolder[] = []): readonly DropFolder[] {
  const [, source = "", folder = ""] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (source === "")
    throw new InvalidArgumentError("It takes a source and a folder: asterisk-chi=/srv/drop.");
  const inside = (inner: string, outer: string): boolean =>
    `${resolve(inner)}${sep}`.startsWith(`${resolve(outer)}${sep}`);
  const other = before.find((each) => inside(each.folder, folder) || inside(folder, each.folder));
  if (other !== undefined) throw new InvalidArgumentError(`It lies in one place with ${other.folder}.`);
  return [...before, { source, folder }];
}

function seconds(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new InvalidArgumentError("It takes a whole number of seconds.");
  return Number(text);
}

/** What would only come out at the first look, or never. */
async function unusable(folders: readonly DropFolder[], intake: OpenIntake): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const { source, folder } of folders) {
    await intake.source(source).catch((error: unknown) => {
      if (!(error instanceof ProblemError)) throw error;
      problems.push(error.problem);
    });
    const found = await stat(folder).catch(() => null);
    if (found?.isDirectory() !== true)
      problems.push(problem({ code: "PATH_UNUSABLE", message: "no such folder", file: folder }));
  }
  return problems;
}

type Watch = {
  readonly intake: OpenIntake;
  readonly folders: readonly DropFolder[];
  readonly options: Options;
  readonly stopping: AbortSignal;
};

async function watch(context: Context, { intake, folders, options, stopping }: Watch): Promise<void> {
  const { output, clock } = context;
  await watchFolders({
    folders,
    keep: options.keep,
    once: options.once,
    settleMilliseconds: options.settleSeconds * 1000,
    intervalMilliseconds: Math.max(options.intervalSeconds * 1000, SHORTEST_INTERVAL),
    clock,
    milliseconds: () => performance.now(),
    wait: (milliseconds) => setTimeout(milliseconds, undefined, { signal: stopping }).catch(() => undefined),
    stopping,
    sourceOf: intake.source,
    take: (source, files) => intake.take({ source, files, log: storyOf(source.id, output) }),
    log: (taken) => {
      tell(output, taken);
      const { problems, suspended } = taken.report;
      if (options.once && problems.length + suspended.length > 0) process.exitCode = EXIT.refused;
    },
    isPassing: passingFailures(context),
  });
}

/** A folder is not looked at without a pause. */
const SHORTEST_INTERVAL = 100;

/** With `--json` each taking is one line of standard output. */
function tell(output: Output, { source, folder, report, refused }: TakenFiles): void {
  const { total, files, problems, suspended } = report;
  if (output.json) output.write(`${JSON.stringify({ source, folder, ...report, refused })}\n`);
  const seen = files.filter(({ arrival }) => arrival === "seenBefore").length;
  output.progress(
    `${source}: ${counted(files.length, "file")} of ${folder}${seen === 0 ? "" : `, ${seen} of them seen before`}: ` +
      `${counted(total.records, "record")}, ${counted(total.calls, "call")}, ${total.suspended} suspended, ${total.ignored} ignored` +
      `${refused === 0 ? "" : `; ${counted(refused, "file")} refused`}`,
  );
  const all = [...problems, ...suspended];
  if (all.length > 0) printProblems({ ...output, json: false }, all);
}

/** What a person or time mends while we wait. */
const PASSING: readonly Problem["code"][] = [
  "BROKER_UNREACHABLE",
  "BROKER_WRITE_FAILED",
  "DATABASE_LOST",
  "DISK_FULL",
  "NOT_PERMITTED",
  "PATH_UNUSABLE",
];

/** Each is told once, until something else goes wrong. */
function passingFailures({
  output,
  databaseIsOurs,
}: Pick<Context, "output" | "databaseIsOurs">): (error: unknown) => boolean {
  let told = "";
  return (error) => {
    const failure = failureProblem(error);
    if (failure === null || !PASSING.includes(failure.code)) return false;
    if (failure.code === "DATABASE_LOST" && databaseIsOurs) return false;
    if (failure.message !== told) printProblems({ ...output, json: false }, [failure]);
    told = failure.message;
    return true;
  };
}
