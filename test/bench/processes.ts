import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { processorSeconds } from "./processor-time.ts";

export const root = fileURLToPath(new URL("../../", import.meta.url));

/** A process from its start to its end, as whoever waits for it sees it. */
export type Run = {
  readonly seconds: number;
  /** The most memory it held at one moment; null where the system does not tell. */
  readonly peakBytes: number | null;
  /** Of all its threads; null where the system does not tell. */
  readonly processorSeconds: number | null;
  readonly output: string;
};

const POLL_MILLISECONDS = 20;

/** Runs a program of ours, or of a comparator, in a process of its own: so each one's memory is its own too. */
export async function run(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Run> {
  const started = performance.now();
  const child = spawn(process.execPath, [join(root, program), ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    // As the launcher does.
    env: { ...process.env, NODE_COMPILE_CACHE: join(root, "node_modules", ".cache", "node"), ...env },
  });
  let output = "";
  let peakBytes: number | null = null;
  let processor: number | null = null;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  const poll = setInterval(() => {
    peakBytes = peakOf(child.pid) ?? peakBytes;
    processor = processorSeconds(child.pid) ?? processor;
  }, POLL_MILLISECONDS);
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.on("error", reject);
  child.on("close", resolve);
  const code = await promise.finally(() => clearInterval(poll));
  if (code !== 0) throw new Error(`${program} ended with ${code}`);
  return { seconds: (performance.now() - started) / 1000, peakBytes, processorSeconds: processor, output };
}

/** Linux keeps the high-water mark of every process, so asking now and then misses nothing but its last moments. */
export function peakOf(pid: number | undefined): number | null {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) * 1024;
  } catch {
    return null;
  }
}
