import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { addIntakeResend } from "./intake-resend.ts";
import { addIntakeServe } from "./intake-serve.ts";
import { addIntakeWatch } from "./intake-watch.ts";

/** Ways in that stay open, beside `ingest`, which takes files and ends. */
export function addIntake(program: Command, runner: Runner): void {
  const intake = program
    .command("intake")
    .description(
      "Take call records as they come, until stopped: out of drop folders, or posted by switches.",
    );
  addIntakeWatch(intake, runner);
  addIntakeServe(intake, runner);
  addIntakeResend(intake, runner);
}
