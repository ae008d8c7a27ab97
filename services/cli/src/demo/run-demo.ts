import assert from "node:assert";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { parseInstant } from "@tollwright/calendar";
import { stopLeftServer } from "@tollwright/postgres";
import { type Problem, problem } from "@tollwright/problem";
import { type Context, type ContextOptions, serverFolder, withContext } from "../context.ts";
import { failureProblem } from "../failure.ts";
import { Interrupted } from "../interruption.ts";
import { EXIT, problemText } from "../output.ts";
import { outputOf } from "../output-of.ts";
import { billTheMonth } from "./bill-the-month.ts";
import type { DemoScene } from "./demo-scene.ts";
import { readTheSwitches } from "./read-the-switches.ts";

export type DemoOptions = { readonly fresh: boolean; readonly kafka?: boolean };

/**
 * The main job from end to end, on a demonstration company: rate cards in force, two switches' records read, a month closed,
 * approved, issued and written. Stopped at any moment, the same command goes on; run again, it changes nothing.
 *
 * @param options.fresh Removes first what an earlier run made.
 * @param options.kafka Calls go over a broker: the one that KAFKA_BROKERS names, or a real one of our own beside the database.
 * @returns The exit code; a signal ends the process itself.
 */
export async function runDemo(scene: DemoScene, options: DemoOptions): Promise<number> {
  const started = performance.now();
  const output = outputOf({});
  const problems = await played(scene, options).catch(problemsOf);
  if (problems.length > 0) {
    output.progress(problems.map(problemText).join("\n"));
    return EXIT.refused;
  }
  const seconds = Math.floor((performance.now() - started) / 1000);
  output.progress(
    `\nDone in ${seconds} s; the database server is stopped. Everything is in ${scene.data}/ and ${scene.out}/.`,
  );
  return EXIT.done;
}

async function played(scene: DemoScene, { fresh, kafka = false }: DemoOptions): Promise<readonly Problem[]> {
  if (fresh && !(await stopLeftServer(serverFolder(scene.data))))
    return [problem({ code: "DATA_IN_USE", message: "another command works with it", file: scene.data })];
  if (fresh) for (const folder of [scene.data, scene.out]) await rm(folder, { recursive: true, force: true });
  const at = parseInstant(scene.now);
  assert(at !== null, `the demonstration's clock is no instant: ${scene.now}`);
  // Always a server of our own: nobody wants an invented company among real ones.
  const play = (brokers: Pick<ContextOptions, "kafka">): Promise<readonly Problem[]> =>
    withContext({ options: { data: scene.data, ...brokers }, clock: () => at }, (context) =>
      demo(context, scene),
    );
  return kafka ? overBroker(scene, play) : play({});
}

/** Ingester and rating engine in this process, and between them a broker. */
async function overBroker<T>(
  { data }: DemoScene,
  play: (brokers: Pick<ContextOptions, "kafka">) => Promise<T>,
): Promise<T> {
  if ((process.env["KAFKA_BROKERS"] ?? "") !== "")
    return play({ kafka: { env: process.env, ratesHere: true } });
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const { startBroker } = await import("@tollwright/kafka");
  const broker = await startBroker({ folder: join(data, "kafka"), log });
  try {
    return await play({ kafka: { env: { KAFKA_BROKERS: broker.address }, ratesHere: true } });
  } finally {
    await broker.stop();
  }
}

async function demo(context: Context, scene: DemoScene): Promise<readonly Problem[]> {
  const read = await readTheSwitches(context, scene);
  if (!read.ok) return read.problems;
  const billed = await billTheMonth(context, scene);
  return billed.ok ? [] : billed.problems;
}

function problemsOf(error: unknown): readonly Problem[] {
  if (error instanceof Interrupted) {
    process.stderr.write(`${error.message}\n`);
    process.exit(error.exitCode);
  }
  const failure = failureProblem(error);
  if (failure !== null) return [failure];
  // A bug: the whole story, for whoever mends it.
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return [problem({ code: "DEMO_STOPPED", message: "the demonstration could not go on" })];
}
