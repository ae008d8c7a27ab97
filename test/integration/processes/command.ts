import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../../", import.meta.url));

/** As the launcher does: half the time of a start. */
const NODE_COMPILE_CACHE = join(root, "node_modules", ".cache", "node");

export type Ended = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
};

export type Disturbance = {
  /** A text of its progress: what happens, happens so long after that. */
  readonly after: string;
  readonly milliseconds: number;
  readonly strike: (worker: number) => void;
};

/** Runs one of our programs to its end, from the root of the repository. */
export function run(
  script: string,
  args: readonly string[],
  { env = {}, disturbance }: { env?: NodeJS.ProcessEnv; disturbance?: Disturbance } = {},
): Promise<Ended> {
  return begin(script, args, { env, ...(disturbance === undefined ? {} : { disturbance }) }).ended;
}

/** The same while it runs: whoever wants to kill it knows whom. */
export function begin(
  script: string,
  args: readonly string[],
  { env, disturbance }: { env: NodeJS.ProcessEnv; disturbance?: Disturbance },
): { readonly pid: number; readonly ended: Promise<Ended> } {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: root,
    env: { ...process.env, NODE_COMPILE_CACHE, DATABASE_URL: "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { stdout: "", stderr: "" };
  let struck = false;
  child.stdout.on("data", (chunk) => {
    said.stdout += String(chunk);
  });
  child.stderr.on("data", (chunk) => {
    said.stderr += String(chunk);
    if (struck || disturbance === undefined || !said.stderr.includes(disturbance.after)) return;
    struck = true;
    setTimeout(() => disturbance.strike(child.pid ?? 0), disturbance.milliseconds);
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, ...said }));
  });
  return { pid: child.pid ?? 0, ended };
}

const COMMAND_LINE = "services/cli/src/main.ts";

export const tollwright = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> =>
  run(COMMAND_LINE, args, { env });

export const beginTollwright = (args: readonly string[], env: NodeJS.ProcessEnv): ReturnType<typeof begin> =>
  begin(COMMAND_LINE, args, { env });
