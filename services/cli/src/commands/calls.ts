import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { addCallsOn } from "./calls-on.ts";
import { addCallsRaw } from "./calls-raw.ts";
import { addCallsRead } from "./calls-read.ts";
import { addCallsSumDays } from "./calls-sum-days.ts";
import { addCallsTotals } from "./calls-totals.ts";

export function addCalls(program: Command, runner: Runner): void {
  const calls = program
    .command("calls")
    .description("Calls: what a reader understands, and where each one went.");
  addCallsRead(calls, runner);
  addCallsTotals(calls, runner);
  addCallsOn(calls, runner);
  addCallsRaw(calls, runner);
  addCallsSumDays(calls, runner);
}
