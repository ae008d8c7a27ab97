import { Command } from "commander";
import type { Runner } from "./command-line.ts";
import type { Context } from "./context.ts";
import type { Output } from "./output.ts";

/** What a command said, and the codes of the problems that it ended with. */
export type Said = { readonly text: string; readonly codes: readonly string[] };

type Add = (program: Command, runner: Runner) => void;

/**
 * Runs one command on a store that is open already, and returns what it would print: so that all of the system can run inside
 * one test (books 25).
 *
 * @throws CommanderError on wrong usage.
 */
export async function commandWithin(
  context: Context,
  { add, args }: { readonly add: readonly Add[]; readonly args: readonly string[] },
): Promise<Said> {
  const text: string[] = [];
  const codes: string[] = [];
  const write: Output["write"] = (more) => {
    text.push(typeof more === "string" ? more : new TextDecoder().decode(more));
  };
  const within: Context = { ...context, output: { ...context.output, write } };
  const note: (answer: Awaited<ReturnType<Parameters<Runner["plain"]>[0]>>) => void = (answer) => {
    codes.push(...(answer?.problems ?? []).map(({ code }) => code));
  };
  const withStore: Runner["withStore"] = async (work) => note(await work(within));
  const program = new Command();
  const runner: Runner = {
    clock: context.clock,
    withStore,
    withStoreAsItIs: withStore,
    untilStopped: async (work) => note(await work(within, AbortSignal.abort())),
    plain: async (work) => note(await work(within.output)),
  };
  for (const one of add) one(program, runner);
  quiet(program);
  await program.parseAsync(args, { from: "user" });
  return { text: text.join(""), codes };
}

function quiet(command: Command): void {
  command.exitOverride().configureOutput({ writeErr: () => undefined });
  for (const child of command.commands) quiet(child);
}
