import assert from "node:assert";
import { rm } from "node:fs/promises";
import { parseInstant } from "@tollwright/calendar";
import { stopLeftServer } from "@tollwright/postgres";
import { type Problem, problem } from "@tollwright/problem";
import { type Context, outputOf, serverFolder, withContext } from "../context.ts";
import { failureProblem } from "../failure.ts";
import { Interrupted } from "../interruption.ts";
import { EXIT, problemText } from "../output.ts";
import { billTheMonth } from "./bill-the-month.ts";
import { demoScene } from "./demo-scene.ts";
import { readTheSwitches } from "./read-the-switches.ts";

const USAGE = "npm run demo [-- --fresh]\n  --fresh   delete what an earlier run made, and start over\n";

/**
 * The main job from end to end, on a demonstration company: rate cards in force, two switches' records read, April 2026 closed,
 * approved, issued and written. Stopped at any moment, the same command goes on; run again, it changes nothing.
 */
async function demo(context: Context): Promise<readonly Problem[]> {
  const read = await readTheSwitches(context);
  if (!read.ok) return read.problems;
  const billed = await billTheMonth(context);
  return billed.ok ? [] : billed.problems;
}

const unknown = process.argv.slice(2).filter((argument) => argument !== "--fresh");
if (unknown.length > 0) {
  process.stderr.write(`${unknown.join(" ")} is not known here.\n${USAGE}`);
  process.exit(EXIT.usage);
}
const started = performance.now();
const problems = await startOver(process.argv.includes("--fresh"))
  .then((inUse) => (inUse.length > 0 ? inUse : withContext(scene(), demo)))
  .catch(problemsOf);
const seconds = Math.floor((performance.now() - started) / 1000);
const output = outputOf({});
if (problems.length > 0) {
  output.progress(problems.map(problemText).join("\n"));
  process.exitCode = EXIT.refused;
} else {
  output.progress(
    `\nDone in ${seconds} s; the database server is stopped. Everything is in ${demoScene.data}/ and ${demoScene.out}/.`,
  );
}

/** Where asked to, removes what an earlier run made, after the server that it may have left behind. */
async function startOver(asked: boolean): Promise<readonly Problem[]> {
  if (!asked) return [];
  if (!(await stopLeftServer(serverFolder(demoScene.data))))
    return [problem({ code: "DATA_IN_USE", message: "another command works with it", file: demoScene.data })];
  for (const folder of [demoScene.data, demoScene.out]) await rm(folder, { recursive: true, force: true });
  return [];
}

/** Always a server of our own: nobody wants an invented company among real ones. */
function scene(): Parameters<typeof withContext>[0] {
  const at = parseInstant(demoScene.now);
  assert(at !== null, `the demonstration's clock is no instant: ${demoScene.now}`);
  return { options: { data: demoScene.data }, clock: () => at };
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
