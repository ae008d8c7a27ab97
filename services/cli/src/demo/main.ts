import { rm } from "node:fs/promises";
import { parseInstant } from "@tollwright/calendar";
import { type Problem, problem } from "@tollwright/problem";
import { type Context, outputOf, withContext } from "../context.ts";
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
if (process.argv.includes("--fresh")) {
  for (const folder of [demoScene.data, demoScene.out]) await rm(folder, { recursive: true, force: true });
}
const started = performance.now();
const at = parseInstant(demoScene.now);
if (at === null) throw new Error(`the demonstration's clock is no instant: ${demoScene.now}`);
const problems = await withContext({ options: { data: demoScene.data }, clock: () => at }, demo).catch(
  (error: unknown): readonly Problem[] => {
    // What a person can mend on this machine is one line; anything else is a bug, and is told whole.
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return [problem({ code: "DEMO_STOPPED", message: "the demonstration could not go on" })];
  },
);
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
