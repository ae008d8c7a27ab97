import type { Instant } from "@tollwright/calendar";
import type { Problem } from "@tollwright/problem";
import { type Command, CommanderError } from "commander";
import { clockOf } from "./clock-of.ts";
import type { Context, ContextOptions } from "./context.ts";
import { EXIT, type Output, printProblems } from "./output.ts";
import { outputOf } from "./output-of.ts";

/** What a command answers: printed by itself, or refused with problems. */
type Answer =
  | {
      readonly problems: readonly Problem[];
      /** The answer is printed, and these come beside it: on standard error, so that with `--json` it stays one document. */
      readonly answered?: boolean;
      /** The answer told them already. */
      readonly told?: boolean;
      /** What came of it, under the problems. */
      readonly outcome?: string;
    }
  | undefined;

type StoreCommand = (work: (context: Context) => Promise<Answer>) => Promise<void>;
type LastingCommand = (work: (context: Context, stopping: AbortSignal) => Promise<Answer>) => Promise<void>;
type PlainCommand = (work: (output: Output) => Promise<Answer>) => Promise<void>;

/** How commands run: with the store, or with nothing but an output. All set the exit code. */
export type Runner = {
  readonly withStore: StoreCommand;
  /** The same without bringing the database to the newest schema: what it holds is the command's own affair. */
  readonly withStoreAsItIs: StoreCommand;
  /** With the store, until a signal asks for the end: what is in hand is ended first. */
  readonly untilStopped: LastingCommand;
  readonly plain: PlainCommand;
  readonly clock: () => Instant;
};

export function runnerOf(program: Command): Runner {
  const databaseUrl = process.env["DATABASE_URL"] ?? "";
  const hasBrokers = (process.env["KAFKA_BROKERS"] ?? "") !== "";
  const options = (): ContextOptions => ({
    ...program.opts<ContextOptions>(),
    ...(databaseUrl === "" ? {} : { databaseUrl }),
    ...(hasBrokers ? { kafka: { env: process.env, ratesHere: false } } : {}),
  });
  const finish = (answered: Answer): void => {
    if (answered === undefined || answered.problems.length === 0) return;
    process.exitCode = EXIT.refused;
    if (answered.told === true) return;
    const output = outputOf(options());
    printProblems(answered.answered === true ? { ...output, json: false } : output, answered.problems);
    if (answered.outcome !== undefined) output.progress(answered.outcome);
  };
  const clock = (): (() => Instant) => {
    const found = clockOf(options().now);
    if (found !== null) return found;
    throw new CommanderError(
      EXIT.usage,
      "now",
      "--now takes an instant with a zone, such as 2026-05-01T06:00Z",
    );
  };
  // Commands that ask no database start without its library.
  const stored = async (
    how: { readonly asItIs?: true; readonly gently?: true },
    work: Parameters<LastingCommand>[0],
  ): Promise<Answer> => {
    const { withContext } = await import("./context.ts");
    return withContext({ options: options(), clock: clock(), ...how }, work);
  };
  return {
    clock: () => clock()(),
    withStore: async (work) => finish(await stored({}, work)),
    withStoreAsItIs: async (work) => finish(await stored({ asItIs: true }, work)),
    untilStopped: async (work) => finish(await stored({ gently: true }, work)),
    plain: async (work) => finish(await work(outputOf(options()))),
  };
}
