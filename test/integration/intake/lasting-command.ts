import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import { root } from "../processes/command.ts";

/** A command that lasts: it is waited for, killed, or asked to end. */
export type LastingCommand = {
  readonly child: ChildProcess;
  readonly said: { stdout: string; stderr: string };
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
};

export function start(args: readonly string[], env: NodeJS.ProcessEnv, input?: Uint8Array): LastingCommand {
  const child = spawn(process.execPath, ["services/cli/src/main.ts", ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.on("error", () => undefined); // it may be killed before it has read all
  child.stdin.end(input);
  const said = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => {
    said.stdout += String(chunk);
  });
  child.stderr.on("data", (chunk) => {
    said.stderr += String(chunk);
  });
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.on("close", (code, signal) => resolve({ code, signal }));
  });
  return { child, said, ended };
}

/** Looks again and again until something is so; the command's own end, or half a minute, is a failure. */
export async function until(isSo: () => boolean, { child, said }: LastingCommand): Promise<void> {
  const LONGEST_LOOKS = 6_000;
  for (let look = 0; look < LONGEST_LOOKS; look += 1) {
    if (isSo()) return;
    if (child.exitCode !== null || child.signalCode !== null) break;
    await setTimeout(10);
  }
  throw new Error(`it did not come to that: ${said.stderr.slice(-2_000)}`);
}
